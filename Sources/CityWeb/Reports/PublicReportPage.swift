import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// One published report: what it is, where, and what the office did and will do.
struct PublicReportPage {
    let entry: BrowseReports.Entry
    /// Those the office released.
    var photos: [PublicPhoto] = []
    var follow = FollowForm()
    var support = SupportForm()
    /// Where it is handled with another one.
    var joined: JoinedNotice?
    /// Nil where the town has none.
    var comments: CommentSection?

    /// Of the one form that was sent.
    private var errors: ErrorFields {
        [follow.errors, support.errors, comments?.form.errors ?? .none].first { !$0.isEmpty } ?? .none
    }

    /// A warning about a comment is no error, and yet the comment was not taken.
    private var status: HTTPResponse.Status? { comments?.form.hints.isEmpty == false ? .unprocessableContent : nil }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let report = entry.report
        let category = visit.town.category(report.category).map { words($0.name) } ?? ""
        let received = visit.town.clock.date(of: report.receivedAt).words(in: visit.language)
        let facts = [
            entry.text.address ?? entry.text.point?.words, category,
            words("report.received", ["date": .words(received)]),
        ]
        let history = ReportHistory(visit: visit, report: report, answers: entry.answers, reader: .everybody)
        return PublicPage(title: entry.text.title, section: .reports, errors: errors).response(
            visit,
            status: status,
            """
            \(errors.summary)
            \(BackLink(words("reports.back"), to: visit.path("reports")))
            \(Columns(
                .side,
                """
                \(PageHead(
                    tags: [StatusTag(report.status.look, words(report.statusText))],
                    facts: words("report.case", ["number": .words(report.number.description)]),
                    title: entry.text.title,
                    lead: facts.compactMap(\.self).joined(separator: " · "),
                    leadIcon: .report
                ))
                \(joined)
                <p class="measure">\(HTML(paragraphs: entry.text.description))</p>
                \(photos.isEmpty ? nil : visit.pictures(photos))
                \(support.idea.map { IdeaCard(visit: visit, progress: $0) })\(HandledInParts(visit, published: report))
                \(PageSection(id: "history", title: words("report.history"), content: history.html))
                \(comments)
                """,
                "\(NextTerm(visit: visit, report: report))\(map(visit))\(support.card(of: report, visit))\(follow.card(of: report, visit))"
            ))
            """
        ).allowingTiles(of: visit)
    }

    private func map(_ visit: Visit) -> ReportMapView? {
        entry.text.point.map { ReportMapView(visit: visit, kind: .one(ReportMap.Point(entry.report, at: $0))) }
    }
}
