import CityDomain
import CityKit
import Hummingbird

/// Records of processing activities (GDPR article 30(1)), made of the rules of the town and of what the program does.
struct ProcessingRecords {
    /// The names of those who process for the town at present.
    let processors: [String]
    let visit: Visit

    struct Row {
        let name: String
        let purpose: String
        let basis: String
        let persons: String
        let data: String
        let recipients: String
        let terms: String
    }

    private var words: Words { visit.words }

    var rows: [Row] {
        ProcessingActivity.allCases.filter { $0.isDone(in: visit.town) }.map { activity in
            Row(
                name: words("processing.\(activity.rawValue)"),
                purpose: words("processing.\(activity.rawValue).purpose"),
                basis: basis(of: activity),
                persons: words("processing.\(activity.rawValue).persons"),
                data: words("processing.\(activity.rawValue).data"),
                recipients: recipients,
                terms: terms(of: activity)
            )
        }
    }

    private var recipients: String {
        (processors + [words("processing.authorities")]).joined(separator: "; ")
    }

    /// How long, by the rules of the town; what has no rule is kept as long as the activity goes on.
    private func terms(of activity: ProcessingActivity) -> String {
        let rules = visit.town.retention.filter { activity.retained.contains($0.data) }
        let terms = rules.map { "\(words.data(of: $0)): \(words.term(of: $0))" }
        let open = activity.retained.filter { data in !rules.contains { $0.data == data } }
            .map { "\(words("retention.data.\($0.rawValue)")): \(words("processing.noTerm"))" }
        return terms.isEmpty && open.isEmpty ? words("processing.noTerm") : (terms + open).joined(separator: "; ")
    }

    /// What allows it, by the town's rules for the purposes it serves.
    private func basis(of activity: ProcessingActivity) -> String {
        let rules = visit.town.purposes.filter { activity.purposes.contains($0.purpose) }
        guard !rules.isEmpty else { return words("processing.noBasis") }
        return rules.map { "\(words.purpose(of: $0)): \(words.bases(of: $0))" }.joined(separator: "; ")
    }

    var controller: [(String, String)] {
        let controller = visit.town.profile.controller
        return [
            (words("processing.controller"), "\(controller.name), \(controller.address)"),
            (words("processing.officer"), controller.dataProtectionOfficer ?? "–"),
            (words("processing.transfers"), words.transfers(of: visit.town)),
            (words("processing.measures"), words("processing.measures.list")),
        ]
    }

    var file: Response {
        let columns = [
            "activity", "purpose", "basis", "persons", "data", "recipients", "terms", "controller", "officer",
            "transfers", "measures",
        ]
        let facts = controller.map(\.1)
        return RegisterFile(
            name: "processing",
            columns: columns,
            rows: rows.map { [$0.name, $0.purpose, $0.basis, $0.persons, $0.data, $0.recipients, $0.terms] + facts }
        ).response(of: visit.town.id)
    }
}

/// The records as a page.
struct ProcessingPage {
    let page: OfficePage
    let records: ProcessingRecords

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let facts = records.controller.map { CheckList.Row(question: $0.0, answer: HTML(text: $0.1)) }
        let cards = Array(records.rows.enumerated()).html { index, row in
            Card(id: "activity-\(index)", title: row.name, element: .article, content: content(row, words)).html
        }
        let file = Link(words("registers.file"), to: visit.path("office/processing/file"))
        return page.response(
            visit,
            """
            \(PageHead(title: page.title, lead: words("registers.processing.lead")))
            <div class="stack">
            \(Card(id: "controller", title: words("processing.all"), content: FactList(rows: facts).html))
            <p>\(file)</p>
            \(cards)
            </div>
            """
        )
    }

    private func content(_ row: ProcessingRecords.Row, _ words: Words) -> HTML {
        let rows = [
            ("purpose", row.purpose), ("basis", row.basis), ("persons", row.persons), ("data", row.data),
            ("recipients", row.recipients), ("terms", row.terms),
        ]
        return FactList(
            rows: rows.map { CheckList.Row(question: words("processing.field.\($0.0)"), answer: HTML(text: $0.1)) }
        ).html
    }
}
