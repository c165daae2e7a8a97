import CityDomain
import CityKit

/// What a case has to do with parts of it: the case that it was split off, the parts that it has, and the way to split one off.
struct CaseSplits: Component {
    let visit: Visit
    let report: Report
    /// What the reader may do with this report.
    let rights: Set<OfficeRight>
    let caller: Caller
    let form: CaseForm

    var html: HTML {
        let pieces = [
            origin, report.split.parts.isEmpty ? nil : list, report.split.isDone && mayDecide ? lookPast : nil,
            mayDecide && rights.contains(.registerReports) && report.canSplit ? piece : nil,
        ].compactMap(\.self)
        guard !pieces.isEmpty else { return .empty }
        return Card(id: "parts", title: visit.words("case.parts"), icon: .forward, content: pieces.html { $0 }).html
    }

    private var mayDecide: Bool { rights.contains(.decideReports) }

    private var origin: HTML? {
        report.split.from.map { origin in
            let number: HTML =
                caller.sees(origin)
                ? Link("\(origin.number)", to: visit.path("office/reports/\(origin.number.path)")).html
                : HTML(text: "\(origin.number)")
            let ended: HTML? =
                origin.status.isFinished && !report.status.isFinished
                ? Notice(
                    kind: .information,
                    title: visit.words("case.parts.leftOver"),
                    text: HTML(text: visit.words("case.parts.leftOver.text"))
                ).html : nil
            return """
                \(ended)<p>\(visit.words("case.parts.from")) <b>\(number)</b></p>
                <p class="small">\(visit.words("case.parts.from.text"))</p>

                """
        }
    }

    private var list: HTML {
        let key = report.split.open.isEmpty ? "case.parts.ended" : "case.parts.open"
        return """
            <p>\(visit.words("case.parts.count", ["count": .number(report.split.parts.count)]))</p>
            <ul class="duplicates">
            \(report.split.parts.html(line))</ul>
            \(report.status.isFinished ? nil : "<p class=\"small\">\(visit.words(key))</p>" as HTML?)
            """
    }

    /// Of a part in the hands of another unit nothing but number, category and status.
    private func line(_ part: Split.Part) -> HTML {
        let isSeen = caller.sees(part)
        let number: HTML =
            isSeen
            ? Link("\(part.number)", to: visit.path("office/reports/\(part.number.path)")).html
            : HTML(text: "\(part.number)")
        let due = part.dueOn.map { visit.words("case.parts.due", ["date": .date($0)]) }
        let facts = [visit.categoryName(part.category)] + (isSeen ? [visit.name(of: part.unit), due] : [])
        return """
            <li><div><p class="row tight">\(StatusTag(part.status.look, visit.words(part.status.text)))<b>\(number)</b></p>
            <p class="small muted">\(facts.compactMap(\.self).joined(separator: " · "))</p></div></li>

            """
    }

    private var lookPast: HTML {
        Form(
            action: visit.path(CaseAction.seeParts.path(of: report.number)),
            hidden: [("seen", "\(report.history.count)"), ("action", CaseAction.seeParts.rawValue)]
        ).html(Button(words: visit.words("case.parts.see"), look: .quiet, size: .small).html)
    }

    private var piece: HTML {
        let words = visit.words
        let content = Form(
            action: visit.path(CaseAction.split.path(of: report.number)),
            hidden: [
                ("seen", "\(report.history.count)"), ("action", CaseAction.split.rawValue),
                ("key", key),
            ]
        ).html("\(category)\(said)\(Button(words: words("case.parts.split.button"), icon: .forward, look: .quiet))")
        return Disclosure(
            question: words("case.parts.split"),
            state: form.action == .split ? .open : .closed,
            answer: "<p class=\"small\">\(words("case.parts.split.text"))</p>\n\(content)"
        ).html
    }

    /// Sent twice, the form makes one part.
    private var key: String {
        let typed = form.value("key", of: .split)
        return typed.isEmpty ? ClientKey(random: visit.site.randomness).rawValue : typed
    }

    private var category: Field {
        let options = visit.town.offeredCategories(on: visit.today).flatMap { group, categories in
            categories.filter { !visit.town.takesQuestions($0.kind) }.map {
                Select.Option(value: $0.id.rawValue, words: "\(visit.words(group.name)): \(visit.words($0.name))")
            }
        }
        return Field(
            name: "category",
            label: visit.words("report.field.category"),
            error: form.error("category", of: .split),
            control: .select(
                Select(
                    options: [Select.Option(value: "", words: visit.words("newCase.category.choose"))] + options,
                    selected: form.value("category", of: .split)
                )
            ),
            prefix: "split-"
        )
    }

    private var said: Field {
        Field(
            name: "description",
            label: visit.words("case.parts.split.words"),
            hint: visit.words("case.parts.split.words.hint"),
            error: form.error("description", of: .split),
            control: .area(TextArea(value: form.value("description", of: .split), rows: 4)),
            prefix: "split-"
        )
    }
}

extension Visit {
    func categoryName(_ id: ID<CityDomain.Category>) -> String {
        town.category(id).map { words($0.name) } ?? id.rawValue
    }
}
