import CityDomain
import CityKit

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
