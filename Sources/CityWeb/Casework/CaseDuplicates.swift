import CityDomain
import CityKit

/// Earlier cases that may be the same thing, each with the way to join this one to it: the form of the join, filled in as far
/// as it can be. The rules of the town say what the join does.
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
            action: mayBeJoined ? join(line) : ""
        )
    }

    private func join(_ line: ReportLine) -> HTML {
        let form = visit.path("office/reports/\(report.number.path)?joinTo=\(line.number.path)#joins")
        let link = Link(visit.words("case.similar.join"), to: form, context: ": \(line.number)")
        return LinkButton(link, look: .quiet, size: .small).html
    }

    private var mayBeJoined: Bool { rights.contains(.decideReports) && report.canJoin(by: visit.town.reports) }
}
