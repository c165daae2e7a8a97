import CityDomain
import CityKit

/// What a case has to do with others that say the same: the one that leads it, those that it leads, and how many persons wait
/// for it; with the ways to join it and to take it apart.
struct CaseJoins: Component {
    let visit: Visit
    let report: Report
    /// Those that it leads, as far as the reader may see them.
    let joined: [JoinedReport]
    let persons: Int
    /// What the reader may do with this report.
    let rights: Set<OfficeRight>
    let form: CaseForm

    var html: HTML {
        let parts = [weight, leading, list, mayDecide ? piece : nil].compactMap(\.self)
        guard !parts.isEmpty else { return .empty }
        return Card(id: "joins", title: visit.words("case.joins"), icon: .merge, content: parts.html { $0 }).html
    }

    private var mayDecide: Bool { rights.contains(.decideReports) }

    private var weight: HTML? {
        persons > 1 ? "<p><b>\(visit.words("persons.reported", ["count": .number(persons)]))</b></p>\n" : nil
    }

    private var leading: HTML? {
        report.joined.map { join in
            let number = join.leading
            let link = Link("\(number)", to: visit.path("office/reports/\(number.path)"))
            return """
                <p>\(visit.words("case.joins.leading")) <b>\(link)</b></p>
                <p class="small">\(visit.words("case.joins.way.\(join.way.rawValue)"))</p>

                """
        }
    }

    private var list: HTML? {
        guard report.leads > 0 else { return nil }
        let unseen = report.leads - joined.count
        let more: HTML? =
            unseen > 0
            ? "<p class=\"small muted\">\(visit.words("case.joins.unseen", ["count": .number(unseen)]))</p>" : nil
        return """
            <p>\(visit.words("case.joins.leads", ["count": .number(report.leads)]))</p>
            <ul class="duplicates">
            \(joined.html(line))</ul>\(more)
            """
    }

    private func line(_ item: JoinedReport) -> HTML {
        let words = visit.words
        let category = visit.town.category(item.category).map { words($0.name) } ?? item.category.rawValue
        let received = visit.town.clock.date(of: item.receivedAt).words(in: visit.language)
        let facts = [category, words("report.received", ["date": .words(received)])].joined(separator: " · ")
        let link = Link("\(item.number)", to: visit.path("office/reports/\(item.number.path)"))
        return """
            <li><div><p class="row tight">\(StatusTag(item.status.look, words(item.status.text)))<b>\(link)</b></p>
            <p class="small muted">\(facts)</p></div></li>

            """
    }

    private var piece: HTML? {
        if report.joined != nil { return disclosure(.part, "case.joins.part.text", [reason]) }
        guard report.canJoin(by: visit.town.reports), let way = report.joinWay(by: visit.town.reports) else {
            return nil
        }
        return disclosure(.join, "case.joins.join.\(way.rawValue)", [number, justification])
    }

    private func disclosure(_ action: CaseAction, _ text: String, _ fields: [Field]) -> HTML {
        let words = visit.words
        let content = Form(
            action: visit.path(action.path(of: report.number)),
            hidden: [("seen", "\(report.history.count)"), ("action", action.rawValue)]
        ).html(
            """
            \(fields.html(\.html))\(Button(words: words("case.joins.\(action.rawValue).button"), icon: .merge, look: .quiet))
            """
        )
        return Disclosure(
            question: words("case.joins.\(action.rawValue)"),
            state: form.action == action ? .open : .closed,
            answer: "<p class=\"small\">\(words(text))</p>\n\(content)"
        ).html
    }

    private var number: Field {
        Field(
            name: "leading",
            label: visit.words("case.joins.number"),
            hint: visit.words("case.joins.number.hint"),
            error: form.error("leading", of: .join),
            control: .line(TextLine(value: form.value("leading", of: .join), width: .half)),
            prefix: "join-"
        )
    }

    private var justification: Field {
        Field(
            name: "justification",
            label: visit.words("case.joins.words"),
            hint: visit.words("case.justification.hint"),
            error: form.error("justification", of: .join),
            control: .area(TextArea(value: form.value("justification", of: .join), rows: 3)),
            prefix: "join-"
        )
    }

    private var reason: Field {
        Field(
            name: "reason",
            label: visit.words("case.joins.reason"),
            hint: visit.words("case.justification.hint"),
            error: form.error("reason", of: .part),
            control: .area(TextArea(value: form.value("reason", of: .part), rows: 3)),
            prefix: "part-"
        )
    }
}

extension CaseForm {
    /// The form that joins a report to another one, not yet sent. Empty when the number cannot be read.
    init(joining typed: String, _ words: Words) {
        guard let leading = ReportNumber(typed) else {
            self = .empty
            return
        }
        self.init(
            action: .join,
            FormData([
                "leading": leading.description,
                "justification": words("case.similar.justification", ["number": .words(leading.description)]),
            ])
        )
    }

    /// - Throws: `JoinFailure.unknown` when no number can be read.
    func leading() throws(JoinFailure) -> ReportNumber {
        guard let number = ReportNumber(self["leading"].trimmingSpaces()) else { throw .unknown }
        return number
    }
}
