import CityDomain
import CityKit

extension TownTransaction {
    /// Nearest first. Looks at a small circle around the point, then at larger ones, until there are enough. Where
    /// reports stand so close that a circle holds more than can be sorted, the list ends with the circle before.
    func nearestEntries(to point: Coordinate, _ query: PublicQuery) throws -> Page<PublicEntry> {
        let last = try Page<PublicEntry>.place(query.after, NearestCursor.init(text:))
        var radius = max(Self.smallestRadius, (last?.meters ?? 0) * 1.2)
        var found = try nearest(to: point, within: radius, query.filter, after: last)
        while radius < Self.largestRadius, found.count <= query.limit {
            radius *= 2
            let more = try points(in: MapBox(around: point, meters: radius), limit: Self.mostSorted + 1)
            guard more.count <= Self.mostSorted else { break }
            found = Self.sorted(more, to: point, within: radius, query.filter, after: last)
        }
        let page = found.prefix(query.limit)
        let next = found.count > query.limit ? page.last?.cursor.text : nil
        return Page(elements: try entries(page.map(\.number)), next: next)
    }

    private static let smallestRadius = 60.0
    private static let largestRadius = 50_000.0
    private static let mostSorted = 1_000

    private func nearest(
        to point: Coordinate,
        within radius: Double,
        _ filter: PublicFilter,
        after last: NearestCursor?
    ) throws -> [Near] {
        let points = try points(in: MapBox(around: point, meters: radius), limit: Self.mostSorted)
        return Self.sorted(points, to: point, within: radius, filter, after: last)
    }

    private static func sorted(
        _ points: [ReportMap.Point],
        to center: Coordinate,
        within radius: Double,
        _ filter: PublicFilter,
        after last: NearestCursor?
    ) -> [Near] {
        points.filter(filter.admits)
            .map { Near(number: $0.number, millimeters: Int64(center.distance(to: $0.place) * 1_000)) }
            .filter { near in
                Double(near.millimeters) <= radius * 1_000
                    && (last.map { ($0.millimeters, $0.number) < (near.millimeters, near.number.packed) } ?? true)
            }
            .sorted { ($0.millimeters, $0.number) < ($1.millimeters, $1.number) }
    }

    /// The entries of some numbers, in their order.
    func entries(_ numbers: [ReportNumber]) throws -> [PublicEntry] {
        guard !numbers.isEmpty else { return [] }
        let marks = SQL.repeated("?", numbers.count)
        let rows = try query(
            "SELECT \(Self.entryColumns) FROM public_reports e WHERE e.municipality = {town} AND e.number IN (\(marks))",
            values: numbers.map { .integer($0.packed) }
        )
        let entries = try rows.map(publicEntry)
        let byNumber = Dictionary(entries.map { ($0.number, $0) }) { first, _ in first }
        return numbers.compactMap { byNumber[$0] }
    }
}

private struct Near {
    let number: ReportNumber
    let millimeters: Int64

    var cursor: NearestCursor { NearestCursor(millimeters: millimeters, number: number.packed) }
}

/// Where a page of the nearest ends.
private struct NearestCursor {
    let millimeters: Int64
    let number: Int64

    init(millimeters: Int64, number: Int64) {
        self.millimeters = millimeters
        self.number = number
    }

    /// Begins with a letter, so that it is never taken for a cursor of the newest.
    init?(text: String) {
        guard text.hasPrefix("n") else { return nil }
        let parts = text.dropFirst().split(separator: "_")
        // Half the way around the earth and no further.
        guard parts.count == 2, let millimeters = Int64(parts[0]), (0...20_100_000_000).contains(millimeters),
            let number = Int64(parts[1])
        else { return nil }
        self.init(millimeters: millimeters, number: number)
    }

    var meters: Double { Double(millimeters) / 1_000 }
    var text: String { "n\(millimeters)_\(number)" }
}
