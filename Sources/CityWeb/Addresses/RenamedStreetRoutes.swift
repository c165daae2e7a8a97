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

/// The renamed streets that a question is about: all of them, or those with a name like what was typed.
struct RenamedStreets {
    struct Row: Equatable {
        let street: Street
        let settlement: Settlement
        let now: StreetName
        let former: StreetName
        let point: Coordinate?
    }

    let query: String
    let rows: [Row]
    let isSample: Bool

    init(_ addresses: SearchAddresses, _ query: String, _ language: Language) {
        self.query = query.trimmingSpaces()
        isSample = addresses.isSample
        let all = addresses.renamedStreets
        let found = self.query.isEmpty ? nil : addresses.renamed(self.query).compactMap(\.street?.id)
        let chosen = found.map { ids in ids.compactMap { id in all.first { $0.street.id == id } } } ?? all
        var seen: Set<ID<Street>> = []
        rows = chosen.filter { seen.insert($0.street.id).inserted }.flatMap { entry in
            entry.street.earlierNames.compactMap { former in
                entry.street.name(in: former.language).map {
                    Row(street: entry.street, settlement: entry.settlement, now: $0, former: former, point: entry.point)
                }
            }
        }
    }

    /// A line for each earlier name.
    var file: RegisterFile {
        RegisterFile(
            name: "renamed-streets",
            columns: [
                "street", "settlement", "kind", "old", "new", "language", "until", "decision", "reason", "latitude",
                "longitude",
            ],
            rows: rows.map { row in
                [
                    row.street.id.rawValue, row.settlement.name[row.now.language], row.now.kind.rawValue,
                    row.former.text, row.now.text, row.now.language.rawValue, row.former.until?.description ?? "",
                    row.former.decision ?? "", row.former.reason ?? "", row.point.map { "\($0.latitude)" } ?? "",
                    row.point.map { "\($0.longitude)" } ?? "",
                ]
            }
        )
    }
}
