import CityDomain
import CityKit
import Hummingbird

/// Published reports that may say what somebody is about to report: to be followed instead, or passed by.
struct SimilarPage {
    let reports: [SimilarReport]
    /// The step of the form with which the report goes on.
    let next: String

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return PublicPage(title: words("similar.title"), section: .report, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path(ReportStep.problem.path)))
            <h1>\(words("similar.title"))</h1>
            \(SimilarReports(
                title: words("similar.near"),
                text: words("similar.text"),
                reports: reports.map { item($0, visit) },
                otherwise: words("similar.otherwise")
            ))
            <p>\(LinkButton(Link(words("similar.goOn"), to: visit.path(next))))</p>
            </div>
            """
        )
    }

    private func item(_ similar: SimilarReport, _ visit: Visit) -> SimilarReports.Item {
        let line = similar.line
        let path = visit.path("reports/\(line.number.path)")
        let support = Link(visit.words("similar.support"), to: "\(path)#support", context: ": \(line.title)")
        let follow = Link(visit.words("similar.follow"), to: "\(path)#follow", context: ": \(line.title)")
        return SimilarReports.Item(
            tag: StatusTag(line.status.look, visit.words(line.status.text)),
            report: Link(line.title, to: path, language: visit.languageOfReports),
            place: [line.address, visit.words(distance: similar)].compactMap(\.self).joined(separator: " · "),
            facts: "\(line.number) · \(visit.words(age: line))",
            actions: ((visit.town.takesSupport ? [support] : []) + [follow])
                .map { LinkButton($0, look: .quiet, size: .small).html }
        )
    }
}

extension Visit {
    /// The language in which reports are mostly written, where it is not that of the page.
    var languageOfReports: Language? {
        let usual = town.profile.languages.first
        return usual == language ? nil : usual
    }

    /// “60 m away”, “at the same place”.
    func words(distance similar: SimilarReport) -> String {
        guard similar.meters >= 5 else { return words("similar.samePlace") }
        return words("similar.distance", ["distance": .words(words(distance: similar.meters))])
    }

    /// “reported today”, “reported 3 days ago”.
    func words(age line: ReportLine) -> String {
        let days = today - town.clock.date(of: line.receivedAt)
        return days > 0 ? words("similar.age", ["count": .number(days)]) : words("similar.today")
    }
}
