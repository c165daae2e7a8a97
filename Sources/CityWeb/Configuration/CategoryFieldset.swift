import CityDomain
import CityKit

/// The answers that make a category.
struct CategoryFieldset {
    let draft: CategoryDraft
    let isNew: Bool
    let errors: ErrorFields
    let visit: Visit

    private var words: Words { visit.words }
    private var languages: [Language] { visit.town.profile.languages }

    var html: HTML {
        """
        \(isNew ? line("id", draft.id) : nil)
        \(localized("name", draft.name))
        \(localized("hint", draft.hint, words("form.optional")))
        \(groups)\(newGroup)
        \(select("kind", draft.kind.rawValue, ReportKind.allCases.map { ($0.rawValue, words("configuration.category.kind.\($0.rawValue)")) }))
        \(select("unit", draft.unit, visit.town.units.map { ($0.id.rawValue, words($0.name)) }))
        \(select("icon", draft.icon, Icon.allCases.map { ($0.rawValue, $0.rawValue) }))
        \(line("keywords", draft.keywords, words("form.optional")))
        \(line("from", draft.from, words("form.optional"), .date))\(line("until", draft.until, words("form.optional"), .date))
        \(Disclosure(question: words("configuration.category.warning"), state: draft.warning.values.allSatisfy(\.isEmpty) ? .closed : .open, answer: localized("warning", draft.warning)))
        \(select("audience", draft.audience.rawValue, Audience.allCases.map { ($0.rawValue, words("configuration.category.audience.\($0.rawValue)")) }))
        \(line("clause", draft.clause, words("form.optional")))
        <h2 id="questions">\(words("configuration.category.questions"))</h2>
        <p class="small">\(words("configuration.category.questions.text"))</p>
        \(Array(questions.enumerated()).html { question($0.element, $0.offset) })
        """
    }

    /// Those that are there, and room for one more.
    private var questions: [CategoryDraft.Question] {
        draft.fields + (draft.fields.count < CategoryFormPage.mostQuestions ? [CategoryDraft.Question()] : [])
    }

    private var groups: HTML {
        let known = visit.town.groups.map { ($0.id.rawValue, words($0.name)) }
        return select("group", draft.group, [("", words("configuration.category.group.new"))] + known)
    }

    /// What was typed, or is missing, must not be folded away.
    private var newGroup: Disclosure {
        let isBlank = draft.newGroup.values.allSatisfy(\.isEmpty) && errors["group"] == nil
        return Disclosure(
            question: words("configuration.category.newGroup"),
            state: isBlank ? .closed : .open,
            answer: localized("newGroup", draft.newGroup)
        )
    }

    private func localized(_ name: String, _ typed: [Language: String], _ optional: String? = nil) -> HTML {
        languages.html { language in
            Field(
                name: "\(name)-\(language.rawValue)",
                label: words(
                    "configuration.category.in",
                    [
                        "label": .words(words("configuration.category.\(name)")),
                        "language": .words(language.ownName),
                    ]
                ),
                error: errors["\(name)-\(language.rawValue)"],
                optional: optional,
                control: .line(TextLine(value: typed[language] ?? ""))
            ).html
        }
    }

    private func line(_ name: String, _ value: String, _ optional: String? = nil, _ kind: TextLine.Kind = .text) -> HTML
    {
        Field(
            name: name,
            label: words("configuration.category.\(name)"),
            error: errors[name],
            optional: optional,
            control: .line(TextLine(value: value, kind: kind))
        ).html
    }

    private func select(_ name: String, _ selected: String, _ options: [(String, String)], prefix: String = "") -> HTML
    {
        Field(
            name: prefix + name,
            label: words("configuration.category.\(name)"),
            error: errors[prefix + name],
            control: .select(
                Select(options: options.map { Select.Option(value: $0.0, words: $0.1) }, selected: selected)
            )
        ).html
    }

    private func question(_ question: CategoryDraft.Question, _ index: Int) -> HTML {
        let prefix = "q\(index)-"
        let label = question.label[visit.language] ?? question.label.values.first ?? ""
        let named = label.isEmpty ? question.id : label
        let title = named.isEmpty ? words("configuration.category.question.new") : named
        let labels = languages.html { language in
            part("label-\(language.rawValue)", question.label[language] ?? "", prefix, language)
        }
        let days =
            [("", words("configuration.category.days.any"))]
            + CategoryField.Days.allCases.map { ($0.rawValue, words("configuration.category.days.\($0.rawValue)")) }
        let required = [
            ("no", words("configuration.category.required.no")), ("yes", words("configuration.category.required.yes")),
        ]
        let kinds = CategoryField.Kind.allCases.map {
            ($0.rawValue, words("configuration.category.answer.\($0.rawValue)"))
        }
        return Disclosure(
            question: title,
            state: question.id.isEmpty || errors["questions"] == nil ? .closed : .open,
            answer: """
                \(part("id", question.id, prefix))\(labels)\
                \(select("kind", question.kind.rawValue, kinds, prefix: prefix))\
                \(select("required", question.isRequired ? "yes" : "no", required, prefix: prefix))\
                \(part("least", question.least, prefix))\(part("most", question.most, prefix))\
                \(select("days", question.days?.rawValue ?? "", days, prefix: prefix))\
                \(answers(question, prefix))
                """
        ).html
    }

    /// What can be answered, what could be once, and whether it is asked at all.
    private func answers(_ question: CategoryDraft.Question, _ prefix: String) -> HTML {
        let options = Field(
            name: "\(prefix)options",
            label: words("configuration.category.options"),
            hint: words(
                "configuration.category.options.hint",
                ["form": .words((["id"] + languages.map(\.ownName)).joined(separator: " | "))]
            ),
            control: .area(TextArea(value: question.options, rows: 4))
        )
        let retired = Field(
            name: "\(prefix)retiredOptions",
            label: words("configuration.category.retiredOptions"),
            hint: words("configuration.category.retiredOptions.hint"),
            optional: words("form.optional"),
            control: .area(TextArea(value: question.retiredOptions, rows: 2))
        )
        let uses = CategoryDraft.Question.Use.allCases.map {
            ($0.rawValue, words("configuration.category.use.\($0.rawValue)"))
        }
        return "\(options)\(retired)\(select("use", question.use.rawValue, uses, prefix: prefix))"
    }

    private func part(_ name: String, _ value: String, _ prefix: String, _ language: Language? = nil) -> HTML {
        let label = words("configuration.category.question.\(language == nil ? name : "label")")
        return Field(
            name: prefix + name,
            label: language.map { "\(label) (\($0.ownName))" } ?? label,
            control: .line(TextLine(value: value))
        ).html
    }
}
