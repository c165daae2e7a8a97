import CityDomain
import CityKit

/// What `public_places` keeps of a report.
struct MapPlace: Sendable, Equatable {
    let point: ReportMap.Point
    let receivedAt: Instant

    /// In the order of the columns of `public_places`, without the town.
    var values: [Value] {
        [
            .integer(cell), .real(point.place.latitude), .real(point.place.longitude), .integer(point.number.packed),
            .text(point.category.rawValue), .text(point.kind.rawValue), .text(point.status.rawValue),
            receivedAt.databaseValue,
        ]
    }

    fileprivate var cell: Int64 { MapCell(of: point.place).number }
}

extension TownTransaction {
    /// Puts reports on the map that are not there, and counts them.
    func putOnMap(_ places: [MapPlace]) throws {
        try insert(
            """
            INSERT INTO public_places
                (municipality, cell, latitude, longitude, number, category, kind, status, received_at)
            VALUES
            """,
            row: "({town}, ?, ?, ?, ?, ?, ?, ?, ?)",
            values: places.sorted { $0.cell < $1.cell }.map(\.values)
        )
        try count(MapCounts(places, times: 1))
    }

    func takeOffMap(_ place: MapPlace) throws {
        try execute(
            "DELETE FROM public_places WHERE municipality = {town} AND cell = ? AND number = ?",
            place.cell,
            place.point.number.packed
        )
        try count(MapCounts([place], times: -1))
    }
}
