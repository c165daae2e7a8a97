import CityDomain
import CityKit
import Hummingbird

/// The form of a template, a new one or one that is there.
struct TemplatePage {
    let page: OfficePage
    /// Nil for a new one.
    let template: AnswerTemplate?
    let form: FormData
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let path = visit.path("office/templates/\(template?.id.rawValue ?? "new")")
        let content = Form(action: path, hidden: seen).html(
            "\(fields(visit).html(\.html))\(Button(words: words("template.save")))"
        )
        return page.response(
            visit,
            """
            \(BackLink(words("template.title"), to: visit.path("office/templates")))
            \(errors.summary)
            \(PageHead(title: page.title))
            \(Columns(.side, content, "\(kept(visit))\(gaps(visit))\(removing(visit))"))
            """
        )
    }

    private var seen: [(name: String, value: String)] { template.map { [("revision", "\($0.revision)")] } ?? [] }

    /// What was typed, or else what is kept.
    private func value(_ name: String, _ kept: (TemplateDraft) -> String?) -> String {
        form.names.contains(name) ? form[name] : template.flatMap { kept($0.draft) } ?? ""
    }

    private func fields(_ visit: Visit) -> [Field] {
        let words = visit.words
        return [
            Field(
                name: "name",
                label: words("template.name"),
                hint: words("template.name.hint"),
                error: errors["name"],
                control: .line(TextLine(value: value("name", \.name)))
            ),
            choice("use", TemplateUse.allCases.map { ($0.rawValue, words($0.text)) }, { $0.use?.rawValue }, visit),
            choice("unit", visit.town.units.map { ($0.id.rawValue, words($0.name)) }, { $0.unit?.rawValue }, visit),
            choice(
                "category",
                visit.town.categories.map { ($0.id.rawValue, words($0.name)) },
                { $0.category?.rawValue },
                visit
            ),
            Field(
                name: "words",
                label: words("template.words"),
                error: errors["words"],
                control: .area(TextArea(value: value("words", \.words), rows: 10))
            ),
        ]
    }

    private func choice(
        _ name: String,
        _ options: [(value: String, words: String)],
        _ kept: (TemplateDraft) -> String?,
        _ visit: Visit
    ) -> Field {
        let all = Select.Option(value: "", words: visit.words("template.\(name).all"))
        return Field(
            name: name,
            label: visit.words("template.\(name)"),
            error: errors[name],
            control: .select(
                Select(
                    options: [all] + options.map { Select.Option(value: $0.value, words: $0.words) },
                    selected: value(name, kept)
                )
            )
        )
    }

    /// What somebody else has written meanwhile, beside what was typed.
    private func kept(_ visit: Visit) -> HTML? {
        guard let draft = template?.draft, !errors.isEmpty else { return nil }
        let words = visit.words
        let unit = draft.unit.flatMap(visit.town.unit).map { words($0.name) }
        let category = draft.category.flatMap(visit.town.category).map { words($0.name) }
        let rows: [(String, String?)] = [
            ("template.name", draft.name), ("template.use", draft.use.map { words($0.text) }), ("template.unit", unit),
            ("template.category", category), ("template.words", draft.words),
        ]
        let list = rows.compactMap { key, kept in
            kept.map { CheckList.Row(question: words(key), answer: HTML(paragraphs: $0)) }
        }
        return Card(id: "kept", title: words("template.kept"), content: FactList(rows: list).html).html
    }

    private func gaps(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows = TemplateGap.allCases.map {
            CheckList.Row(question: $0.token, answer: HTML(text: words($0.text)))
        }
        return Card(
            id: "gaps",
            title: words("template.gaps"),
            look: .soft,
            content: "<p class=\"small\">\(words("template.gaps.text"))</p>\(FactList(rows: rows))"
        ).html
    }

    private func removing(_ visit: Visit) -> HTML? {
        template.map { template in
            Form(action: visit.path("office/templates/\(template.id)/remove"), hidden: seen).html(
                Button(words: visit.words("template.remove"), look: .danger, size: .small).html
            )
        }
    }
}
