import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// Approved reports, for everybody: the list, one report, feeds, the map.
struct PublicReportRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/reports") { request, context in try await list(site.visit(request, context)) }
        router.get("/:town/reports/:number") { request, context in
            let visit = try site.visit(request, context)
            try visit.needs(.reports)
            guard let number = ReportNumber(visit.parameter("number")) else { throw ReportFailure.notFound }
            // Whoever has the number of a question finds what was published of it.
            if try await visit.publicAnswer(number) != nil { return visit.redirect("questions/\(number.path)") }
            let query = try visit.query()
            return try await page(
                of: number,
                FollowForm(isAsked: query["follow"] == "asked"),
                comment: CommentForm(done: CommentForm.Done(rawValue: query["comment"])),
                visit
            )
        }
        for format in ReportFeed.Format.allCases {
            router.get("/:town/reports.\(format.rawValue)") { request, context in
                try await feed(format, site.visit(request, context))
            }
        }
    }

    /// The page with what a form of it said, where one was sent.
    func page(
        of number: ReportNumber,
        _ follow: FollowForm = FollowForm(),
        support sent: SupportForm? = nil,
        comment: CommentForm = CommentForm(),
        _ visit: Visit
    ) async throws -> Response {
        let entry = try await site.useCases.browseReports(number, for: visit.audience, in: visit.town)
        let photos = try await site.useCases.photos.read.released(of: entry.report.id, in: visit.town)
        var support = try await visit.supportForm(of: entry.report)
        if let sent { (support.email, support.errors) = (sent.email, sent.errors) }
        return PublicReportPage(
            entry: entry,
            photos: photos,
            follow: follow,
            support: support,
            joined: try await visit.joinedNotice(of: entry.report),
            comments: try await comments(under: entry.report, comment, visit)
        ).response(visit)
    }

    /// Nil where the town has none.
    private func comments(under report: Report, _ form: CommentForm, _ visit: Visit) async throws -> CommentSection? {
        guard visit.town.reports.comments != nil else { return nil }
        let comments = site.useCases.comments
        let own = try await visit.resident.asyncMap { try await comments.write.own($0, in: visit.town) } ?? []
        return CommentSection(
            visit: visit,
            report: report,
            comments: try await comments.read.of(report, in: visit.town),
            waiting: own.reversed().filter { $0.comment.report == report.id && $0.comment.state == .waiting },
            form: form,
            newKey: comments.write.newKey()
        )
    }

    private func list(_ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        let form = PublicQueryForm(try visit.query(), in: visit.town)
        let reports = try await site.useCases.browseReports.list(form.query, for: visit.audience, in: visit.town)
        let numbers = reports.elements.map(\.number)
        let comments = try await site.useCases.comments.read.counts(of: numbers, in: visit.town)
        return ReportListPage(form: form, reports: reports, comments: comments).response(visit)
    }

    private func feed(_ format: ReportFeed.Format, _ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        let form = PublicQueryForm(try visit.query(), in: visit.town, limit: ReportFeed.length)
        let entries = try await site.useCases.browseReports.changes(form.checked(), for: visit.audience, in: visit.town)
        return ReportFeed(format: format, form: form, entries: entries).response(visit)
    }
}

extension MapBox {
    /// Reads `20.5,50.8,20.7,50.9`: west, south, east, north.
    init?(typed: String) {
        let edges = typed.split(separator: ",", omittingEmptySubsequences: false).map { Double($0.trimmingSpaces()) }
        guard edges.count == 4, let west = edges[0], let south = edges[1], let east = edges[2], let north = edges[3]
        else { return nil }
        self.init(west: west, south: south, east: east, north: north)
    }
}
