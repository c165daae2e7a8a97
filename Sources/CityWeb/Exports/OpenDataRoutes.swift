import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// Published reports as open data: a page that explains them, and the files.
struct OpenDataRoutes {
    let site: Site
    private let turns = ExportTurns()

    init(site: Site) { self.site = site }

    func add(to router: Router<CityContext>) {
        router.get("/:town/open-data") { request, context in
            let (visit, openData) = try site.openDataVisit(request, context)
            let years = try await site.useCases.exportReports.years(of: visit.town)
            return OpenDataPage(openData: openData, years: years).response(visit)
        }
        router.get("/:town/open-data/datapackage.json") { request, context in
            let (visit, openData) = try site.openDataVisit(request, context)
            return Response.json(try JSONBody.bytes(of: DataPackage(openData, visit)))
        }
        for format in ExportFormat.allCases {
            router.get("/:town/open-data/reports.\(format.rawValue)") { request, context in
                try file(format, site.openDataVisit(request, context).0)
            }
        }
    }

    private func file(_ format: ExportFormat, _ visit: Visit) throws -> Response {
        let year = try visit.exportedYear()
        let turn = try turns.take(for: visit.network)
        let (town, export) = (visit.town, site.useCases.exportReports)
        let order = ExportReports.Order(.listed(for: visit.audience), as: format, year: year)
        let name = (["\(town.id)-reports"] + (year.map { ["\($0)"] } ?? [])).joined(separator: "-")
        return Response(
            status: .ok,
            headers: [
                .contentType: format.mediaType,
                .contentDisposition: "attachment; filename=\"\(name).\(format.rawValue)\"",
                .cacheControl: "public, max-age=60",
            ],
            body: ResponseBody { writer in
                try await export(order, of: town) { try await writer.write(ByteBuffer(string: $0)) }
                try await writer.finish(nil)
                _ = turn
            }
        )
    }
}

extension Site {
    /// - Throws: `RequestFailure.unknownPage` in a town that gives nothing away.
    fileprivate func openDataVisit(_ request: Request, _ context: CityContext) throws -> (Visit, Profile.OpenData) {
        let visit = try visit(request, context)
        try visit.needs(.reports)
        guard let openData = visit.town.profile.openData else { throw RequestFailure.unknownPage }
        return (visit, openData)
    }
}

extension Visit {
    /// - Throws: `ExportFailure.yearUnknown`.
    fileprivate func exportedYear() throws -> Int? {
        let typed = try query()["year"]
        guard !typed.isEmpty else { return nil }
        guard let year = Int(typed), (1_900...9_000).contains(year) else { throw ExportFailure.yearUnknown(typed) }
        return year
    }
}
