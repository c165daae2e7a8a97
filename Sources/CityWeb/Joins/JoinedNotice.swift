import CityDomain
import CityKit

/// Says that a report is handled with another one, and where that is.
struct JoinedNotice: Component {
    let visit: Visit
    let join: Join
    /// Nil where the reader may not see the page of the other one.
    let path: String?

    var html: HTML {
        let number = join.leading.description
        let way = path.map {
            Link(visit.words("join.notice.link", ["number": .words(number)]), to: visit.path($0)).html
        }
        return Notice(
            kind: .information,
            icon: .merge,
            title: visit.words("join.notice.title", ["number": .words(number)]),
            text: "\(visit.words("join.notice.text")) \(way)"
        ).html
    }
}

extension Visit {
    /// The notice for a report that is joined; nil for one of its own.
    func joinedNotice(of report: Report) async throws -> JoinedNotice? {
        guard let join = report.joined else { return nil }
        return JoinedNotice(
            visit: self,
            join: join,
            path: try await path(of: join.leading)
        )
    }

    private func path(of number: ReportNumber) async throws -> String? {
        if try await publicAnswer(number) != nil { return "questions/\(number.path)" }
        let shown = try await site.useCases.browseReports.ifShown(number, for: audience, in: town)
        return shown.map { _ in "reports/\(number.path)" }
    }
}
