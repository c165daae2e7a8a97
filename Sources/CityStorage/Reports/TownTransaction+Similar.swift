import CityDomain
import CityKit

extension TownTransaction {
    /// Open published reports around the point of the probe.
    func openReports(around probe: DuplicateProbe) throws -> [EarlierReport] {
        guard let point = probe.place.point else { return [] }
        let own = try ownCategory(of: probe, around: point)
        guard !probe.relatives.isEmpty else { return own }
        let close = MapBox(around: point, meters: DuplicateScore.place)
        let others = try openReports(in: close, of: nil, since: probe.since, limit: Self.mostOpen)
        return own + others.filter { probe.relatives.contains($0.category) }
    }

    /// In a wide circle, and where that holds more than can be told apart, at the place itself.
    private func ownCategory(of probe: DuplicateProbe, around point: Coordinate) throws -> [EarlierReport] {
        let wide = try openReports(
            in: MapBox(around: point, meters: DuplicateScore.reach),
            of: probe.category,
            since: probe.since,
            limit: Self.mostOpen + 1
        )
        guard wide.count > Self.mostOpen else { return wide }
        return try openReports(
            in: MapBox(around: point, meters: DuplicateScore.place),
            of: probe.category,
            since: probe.since,
            limit: Self.mostOpen
        )
    }

    /// So many at one place bring the score of each of them below every useful threshold.
    private static let mostOpen = 200

    /// Of one category, or of all.
    private func openReports(in box: MapBox, of category: ID<Category>?, since: Instant, limit: Int) throws
        -> [EarlierReport]
    {
        let parts = box.parts
        let ranges = parts.flatMap { part in
            part.ranges(atMost: Self.mostOpenRanges / parts.count).map { (range: $0, part: part) }
        }
        let values = ranges.flatMap { range, part -> [Value] in
            let kind: [Value] = category.map { [.text($0.rawValue)] } ?? []
            let cells: [Value] = [.integer(range.lowerBound), .integer(range.upperBound)]
            let edges: [Value] = [.real(part.south), .real(part.north), .real(part.west), .real(part.east)]
            return kind + cells + edges + [.integer(since.milliseconds)]
        }
        let statements = category == nil ? Self.openOfAll : Self.openOfCategory
        return try query(statements[ranges.count], values: values + [.integer(Int64(limit))]).compactMap(earlier)
    }

    /// The boxes are small: few ranges hold them well enough.
    private static let mostOpenRanges = 6

    private static let openOfAll = statements("")
    private static let openOfCategory = statements(" AND category = ?")

    /// For each number of ranges one search for each of them. The condition on the status is that of the index of one
    /// category, word by word: so the engines know that it serves.
    private static func statements(_ category: SQL) -> [SQL] {
        let one: SQL = """
            SELECT number, latitude, longitude, category, received_at FROM public_places
            WHERE municipality = {town}\(category) AND cell BETWEEN ? AND ?
                AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ? AND received_at >= ?
                AND status IN ('new', 'accepted', 'inProgress')
            """
        return (0...mostOpenRanges).map { "\(SQL.repeated(one, $0, separator: " UNION ALL ")) LIMIT ?" }
    }

    private func earlier(_ row: Row) throws -> EarlierReport? {
        let point = Coordinate(latitude: try row.value(at: 1), longitude: try row.value(at: 2))
        return try point.map { point in
            EarlierReport(
                number: ReportNumber(packed: try row.value(at: 0)),
                category: try row.value(at: 3),
                receivedAt: try row.value(at: 4),
                place: Place(address: nil, point: point, hint: nil)
            )
        }
    }

    /// The newest open reports of the category that are not on the public list.
    func unlistedReports(like probe: DuplicateProbe, limit: Int) throws -> [SealedReport] {
        try query(
            """
            SELECT r.id, r.year, r.sequence, r.category, r.unit, r.status, r.received_at, r.content, k.wrapped_key
            FROM (
                SELECT id, received_at FROM reports
                WHERE municipality = {town} AND category = ? AND received_at BETWEEN ? AND ? AND NOT finished
                    AND aside_until IS NULL
                ORDER BY received_at DESC, id DESC LIMIT 500
            ) n
            JOIN reports r ON r.municipality = {town} AND r.id = n.id
            JOIN data_keys k ON k.municipality = {town} AND k.owner = n.id AND k.purpose = 'case'
            WHERE NOT EXISTS (
                SELECT 1 FROM publications p WHERE p.municipality = {town} AND p.report = n.id AND p.listed
            ) AND NOT EXISTS (
                SELECT 1 FROM joined_reports j WHERE j.municipality = {town} AND j.report = n.id
            )
            ORDER BY n.received_at DESC, n.id DESC LIMIT ?
            """,
            probe.category,
            probe.since,
            probe.at,
            limit
        ).map { try SealedReport($0) }
    }
}
