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
            return try await page(of: number, FollowForm(isAsked: try visit.query()["follow"] == "asked"), nil, visit)
        }
        for format in ReportFeed.Format.allCases {
            router.get("/:town/reports.\(format.rawValue)") { request, context in
                try await feed(format, site.visit(request, context))
            }
        }
    }

    /// - Parameter sent: what was wrong with a form to say "me too"; nil where none was sent.
    func page(of number: ReportNumber, _ follow: FollowForm, _ sent: SupportForm?, _ visit: Visit) async throws
        -> Response
    {
        let entry = try await site.useCases.browseReports(number, for: visit.audience, in: visit.town)
        let photos = try await site.useCases.photos.read.released(of: entry.report.id, in: visit.town)
        var support = try await visit.supportForm(of: entry.report)
        if let sent { (support.email, support.errors) = (sent.email, sent.errors) }
        return PublicReportPage(
            entry: entry,
            photos: photos,
            follow: follow,
            support: support,
            joined: try await visit.joinedNotice(of: entry.report)
        ).response(visit)
    }

    private func list(_ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        let form = PublicQueryForm(try visit.query(), in: visit.town)
        let reports = try await site.useCases.browseReports.list(form.query, for: visit.audience, in: visit.town)
        return ReportListPage(form: form, reports: reports).response(visit)
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
