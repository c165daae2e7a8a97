import CityDomain
import CityKit
import Foundation
import HTTPTypes
import Hummingbird

/// Streets with a new name, for everybody: found by either name, as a page and as a file (S-14).
struct RenamedStreetRoutes {
    let site: Site

    /// The page, the file and the places of the map, in the town.
    static let paths = ["renamed-streets", "renamed-streets.csv", "renamed-streets.geojson"]

    func add(to router: Router<CityContext>) {
        router.get("/:town/renamed-streets") { request, context in
            let visit = try site.visit(request, context)
            let page = try visit.query()["page"]
            return RenamedStreetsPage(streets: try streets(visit), page: Int(page) ?? 1).response(visit)
                .allowingTiles(of: visit)
        }
        router.get("/:town/renamed-streets.csv") { request, context in
            let visit = try site.visit(request, context)
            var response = try streets(visit).file.response(of: visit.town.id)
            response.headers[.cacheControl] = "public, max-age=60"
            response.headers[.vary] = "Accept-Language"
            return response
        }
        router.get("/:town/renamed-streets.geojson") { request, context in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let places = RenamedStreetPlaces(try streets(site.visit(request, context)))
            return Response.shared(
                [UInt8](try encoder.encode(places)),
                "application/geo+json",
                seconds: 60,
                for: request
            )
        }
    }

    /// Those that the query asks for.
    private func streets(_ visit: Visit) throws -> RenamedStreets {
        let addresses = site.useCases.addresses.addresses(of: visit.town.id)
        return RenamedStreets(addresses, try visit.query()["q"], visit.language)
    }
}
