import CityDomain
import CityKit
import Hummingbird

/// Approved reports, for everybody.
struct PublicReportRoutes {
    let site: Site

    private static let pageSize = 20

    func add(to router: Router<CityContext>) {
        router.get("/:town/reports") { request, context in
            let visit = try site.visit(request, context)
            try visit.needs(.reports)
            let cursor = try visit.query()["after"]
            let reports = try await site.useCases.browseReports.list(
                after: cursor.isEmpty ? nil : cursor,
                limit: Self.pageSize,
                in: visit.town
            )
            return ReportListPage(reports: reports).response(visit)
        }
        router.get("/:town/reports/:number") { request, context in
            let visit = try site.visit(request, context)
            try visit.needs(.reports)
            guard let number = ReportNumber(visit.parameter("number")) else { throw ReportFailure.notFound }
            let entry = try await site.useCases.browseReports(number, in: visit.town)
            let photos = try await site.useCases.readPhotos.released(of: entry.report.id, in: visit.town)
            return PublicReportPage(entry: entry, photos: photos).response(
                visit
            )
        }
    }
}

struct ReportListPage {
    let reports: Page<PublishedReport>

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let list: HTML =
            reports.elements.isEmpty
            ? EmptyState(
                title: words("reports.empty.title"),
                text: words("reports.empty.text"),
                action: LinkButton(Link(words("nav.report"), to: visit.path("report")))
            ).html : ReportList(rows: reports.elements.map { row($0, visit) }).html
        let more: HTML? = reports.next.map { next in
            Pagination(
                label: words("page.pages"),
                position: "",
                next: Link(words("page.older"), to: visit.path("reports?after=\(next)"))
            ).html
        }
        return PublicPage(title: words("reports.title"), section: .reports).response(
            visit,
            "<h1>\(words("reports.title"))</h1>\n<p class=\"muted measure\">\(words("reports.lead"))</p>\n\(list)\(more)"
        )
    }

    private func row(_ entry: PublishedReport, _ visit: Visit) -> ReportList.Row {
        let category = visit.town.category(entry.report.category).map { visit.words($0.name) } ?? ""
        let received = visit.town.clock.date(of: entry.report.receivedAt)
        return ReportList.Row(
            look: entry.report.status.look,
            status: visit.words(entry.report.status.text),
            title: entry.text.title,
            href: visit.path("reports/\(entry.report.number.path)"),
            place: [entry.text.address ?? entry.text.point?.words, category].compactMap(\.self).joined(
                separator: " · "
            ),
            facts: "\(entry.report.number) · \(received.words(in: visit.language))",
            language: visit.town.profile.languages.first == visit.language ? nil : visit.town.profile.languages.first
        )
    }
}

struct PublicReportPage {
    let entry: BrowseReports.Entry
    /// Those the office released.
    var photos: [ReportPhoto] = []

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
        return PublicPage(title: entry.text.title, section: .reports).response(
            visit,
            """
            \(BackLink(words("reports.back"), to: visit.path("reports")))
            \(Columns(
                .side,
                """
                \(PageHead(
                    tags: [StatusTag(report.status.look, words(report.status.text))],
                    facts: words("report.case", ["number": .words(report.number.description)]),
                    title: entry.text.title,
                    lead: facts.compactMap(\.self).joined(separator: " · "),
                    leadIcon: .report
                ))
                <p class="measure">\(HTML(paragraphs: entry.text.description))</p>
                \(photos.isEmpty ? nil : visit.pictures(photos, at: "photos") { _ in HTML(text: words("photo.checked")) })
                \(PageSection(id: "history", title: words("report.history"), content: history.html))
                """,
                NextTerm(visit: visit, report: report).html
            ))
            """
        )
    }
}
