import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// Streets with a new name, for everybody: found by either name, as a page and as a file (S-14).
struct RenamedStreetRoutes {
    let site: Site

    /// The page and the file, in the town.
    static let paths = ["renamed-streets", "renamed-streets.csv"]

    func add(to router: Router<CityContext>) {
        router.get("/:town/renamed-streets") { request, context in
            let visit = try site.visit(request, context)
            let query = try visit.query()
            let streets = RenamedStreets(
                site.useCases.addresses.addresses(of: visit.town.id),
                query["q"],
                visit.language
            )
            return RenamedStreetsPage(streets: streets, page: Int(query["page"]) ?? 1).response(visit)
        }
        router.get("/:town/renamed-streets.csv") { request, context in
            let visit = try site.visit(request, context)
            let query = try visit.query()
            let streets = RenamedStreets(
                site.useCases.addresses.addresses(of: visit.town.id),
                query["q"],
                visit.language
            )
            var response = streets.file.response(of: visit.town.id)
            response.headers[.cacheControl] = "public, max-age=60"
            response.headers[.vary] = "Accept-Language"
            return response
        }
    }
}
