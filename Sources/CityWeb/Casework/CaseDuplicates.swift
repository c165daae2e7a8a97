import CityDomain
import CityKit

/// Earlier cases that may be the same thing, each with the way to reject this one as its duplicate: the form of the
/// decision, filled in as far as it can be. The rules of the town hold for it as ever.
struct CaseDuplicates: Component {
    let visit: Visit
    let report: Report
    /// What the reader may do with this report.
    let rights: Set<OfficeRight>
    let similar: [SimilarReport]

    var html: HTML { Duplicates(title: visit.words("case.similar"), cases: similar.map(item)).html }

    private func item(_ similar: SimilarReport) -> Duplicates.Case {
        let line = similar.line
        let facts = [line.title, visit.words(distance: similar), visit.words(age: line)]
        return Duplicates.Case(
            tag: StatusTag(line.status.look, visit.words(line.status.text)),
            number: Link("\(line.number)", to: visit.path("office/reports/\(line.number.path)")),
            facts: facts.joined(separator: " · "),
            action: mayBeRejected ? reject(line) : ""
        )
    }

    private func reject(_ line: ReportLine) -> HTML {
        let query = "duplicateOf=\(line.number.path)"
        let form = visit.path("office/reports/\(report.number.path)?\(query)#moves")
        let link = Link(visit.words("case.similar.reject"), to: form, context: ": \(line.number)")
        return LinkButton(link, look: .quiet, size: .small).html
    }

    private var mayBeRejected: Bool {
        let rules = visit.town.reports
        return rights.contains(.decideReports) && report.moves(by: rules).contains { $0.to == .rejected }
            && rules.rejection.reasons.contains { $0.id == .duplicate }
    }
}

extension CaseForm {
    /// The decision that rejects a report as the duplicate of an earlier one, not yet made. Empty when the number cannot
    /// be read.
    init(duplicateOf typed: String, _ words: Words) {
        guard let earlier = ReportNumber(typed) else {
            self = .empty
            return
        }
        self.init(
            action: .decide,
            FormData([
                "move": ReportStatus.rejected.rawValue, "rejection": RejectionReason.duplicate.rawValue,
                "earlier": earlier.description,
                "justification": words("case.similar.justification", ["number": .words(earlier.description)]),
            ])
        )
    }
}
