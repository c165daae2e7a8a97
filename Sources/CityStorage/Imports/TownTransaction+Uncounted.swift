import CityDomain
import CityKit

// Reports of the public list that are not on the map yet.
extension TownTransaction {
    /// The numbers of some of them, those near each other together.
    func uncounted(limit: Int) throws -> [Int64] {
        try query(
            """
            SELECT u.number, p.cell FROM map_uncounted u
            JOIN public_reports p ON p.municipality = u.municipality AND p.number = u.number
            WHERE u.municipality = {town} LIMIT ?
            """,
            limit
        ).map { (number: try $0.integer("number"), cell: try $0.integer("cell")) }
            .sorted { $0.cell < $1.cell }.map(\.number)
    }

    /// Puts those of the numbers on the map that still wait for it.
    func putUncountedOnMap(_ numbers: [Int64]) throws {
        var places: [MapPlace] = []
        try inParts(of: numbers) { part, marks in
            let rows = try query(
                """
                SELECT p.number, p.latitude, p.longitude, p.category, p.kind, p.status, p.received_at
                FROM map_uncounted u
                JOIN public_reports p ON p.municipality = u.municipality AND p.number = u.number
                WHERE u.municipality = {town} AND u.number IN (\(marks))
                """,
                values: part
            )
            for row in rows {
                guard let point = try point(row) else { continue }
                places.append(MapPlace(point: point, receivedAt: try row.value(at: 6)))
            }
            try execute("DELETE FROM map_uncounted WHERE municipality = {town} AND number IN (\(marks))", values: part)
        }
        try putOnMap(places)
    }

    /// Takes a report out of those that wait.
    /// - Returns: whether it was among them.
    func takeUncounted(_ number: ReportNumber) throws -> Bool {
        try change("DELETE FROM map_uncounted WHERE municipality = {town} AND number = ?", number.packed) == 1
    }

    /// Few texts are prepared: there are two lengths, and the last value fills the places that are left over.
    func inParts(of values: [some Storable], _ work: ([Value], SQL) throws -> Void) throws {
        var rest = values[...]
        while let last = rest.last {
            let count = rest.count > 8 ? 64 : 8
            let part = rest.prefix(count)
            let filled = part.map(\.databaseValue) + Array(repeating: last.databaseValue, count: count - part.count)
            try work(filled, SQL.repeated("?", count))
            rest = rest.dropFirst(count)
        }
    }
}
