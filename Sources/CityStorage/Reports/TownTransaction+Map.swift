import CityDomain
import CityKit

extension TownTransaction {
    /// A small box is mostly answered by its reports; for the others the counts decide first, so that no box reads more
    /// than a few thousand rows.
    func map(of box: MapBox, _ filter: PublicFilter) throws -> ReportMap {
        if !filter.isNarrowed, ReportMap.isSmall(box) {
            let points = try points(in: box, limit: ReportMap.mostPoints + 1)
            if points.count <= ReportMap.mostPoints {
                return .points(filter.isEmpty ? points : points.filter(filter.admits))
            }
        }
        let cells = ReportMap.cells(of: box)
        let all = try clusters(cells, PublicFilter())
        if all.reduce(0, { $0 + $1.count }) <= ReportMap.mostPoints {
            return .points(try points(in: box, limit: ReportMap.mostPoints).filter(filter.admits))
        }
        return .clusters(filter.isEmpty ? all : try clusters(cells, filter))
    }

    /// Published reports in the box, in no order.
    func points(in box: MapBox, limit: Int) throws -> [ReportMap.Point] {
        let parts = box.parts
        let values = parts.flatMap { part in
            part.ranges(atMost: Self.mostRanges / parts.count).flatMap { range -> [Value] in
                [
                    .integer(range.lowerBound), .integer(range.upperBound), .real(part.south), .real(part.north),
                    .real(part.west), .real(part.east),
                ]
            }
        }
        let statement = Self.pointsOfRanges[values.count / 6]
        return try query(statement, values: values + [.integer(Int64(limit))]).compactMap(point)
    }

    /// More ranges hold fewer cells outside of the box, and cost a search each.
    private static let mostRanges = 12

    /// For each number of ranges one search of the index for each of them: with the ranges in a table of their own, the
    /// planner of PostgreSQL at times reads everything.
    private static let pointsOfRanges: [SQL] = (0...mostRanges).map { count in
        "\(SQL.repeated(pointsOfRange, count, separator: " UNION ALL ")) LIMIT ?"
    }

    private static let pointsOfRange: SQL = """
        SELECT number, latitude, longitude, category, kind, status FROM public_places
        WHERE municipality = {town} AND cell BETWEEN ? AND ? AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?
        """

    /// By position: looking up names costs more than all the rest of a thousand points.
    func point(_ row: Row) throws -> ReportMap.Point? {
        let place = Coordinate(latitude: try row.value(at: 1), longitude: try row.value(at: 2))
        return try place.map { place in
            ReportMap.Point(
                number: ReportNumber(packed: try row.value(at: 0)),
                place: place,
                category: try row.value(at: 3),
                kind: try row.value(at: 4),
                status: try row.value(at: 5)
            )
        }
    }

    /// What stands in the cells, without those that are empty.
    private func clusters(_ cells: [MapCell], _ filter: PublicFilter) throws -> [ReportMap.Cluster] {
        guard let level = cells.first?.level else { return [] }
        let wanted = Set(cells.map(\.number))
        let ranges = ReportMap.ranges(of: cells, atMost: Self.mostRanges)
        let condition = filter.condition
        let table: SQL = filter.isEmpty ? Self.clustersOfRange : "\(Self.clusterPartsOfRange)\(condition.sql)"
        let rows = try query(
            SQL.repeated(table, ranges.count, separator: " UNION ALL "),
            values: ranges.flatMap { range in
                [.integer(Int64(level)), .integer(range.lowerBound), .integer(range.upperBound)] + condition.values
            }
        )
        var sums: [Int64: CellSum] = [:]
        for row in rows {
            let cell = try row.integer("cell")
            if wanted.contains(cell) { sums[cell, default: CellSum()].add(try CellSum(row)) }
        }
        return cells.compactMap { cell in sums[cell.number]?.cluster(of: cell) }
    }

    private static let clustersOfRange: SQL = """
        SELECT e.cell, e.points, e.latitudes, e.longitudes FROM map_clusters e
        WHERE e.municipality = {town} AND e.level = ? AND e.cell BETWEEN ? AND ?
        """

    private static let clusterPartsOfRange: SQL = """
        SELECT e.cell, e.points, e.latitudes, e.longitudes FROM map_cluster_parts e
        WHERE e.municipality = {town} AND e.level = ? AND e.cell BETWEEN ? AND ?
        """

    /// Adds what was counted to the counts of every level.
    func count(_ counts: MapCounts) throws {
        try insert(
            "INSERT INTO map_clusters (municipality, level, cell, points, latitudes, longitudes) VALUES",
            row: "({town}, ?, ?, ?, ?, ?)",
            values: counts.clusterRows,
            ending: """
                ON CONFLICT (municipality, level, cell) DO UPDATE
                SET points = map_clusters.points + excluded.points,
                    latitudes = map_clusters.latitudes + excluded.latitudes,
                    longitudes = map_clusters.longitudes + excluded.longitudes
                """
        )
        try insert(
            """
            INSERT INTO map_cluster_parts
                (municipality, level, cell, category, kind, status, points, latitudes, longitudes)
            VALUES
            """,
            row: "({town}, ?, ?, ?, ?, ?, ?, ?, ?)",
            values: counts.partRows,
            ending: """
                ON CONFLICT (municipality, level, cell, category, kind, status) DO UPDATE
                SET points = map_cluster_parts.points + excluded.points,
                    latitudes = map_cluster_parts.latitudes + excluded.latitudes,
                    longitudes = map_cluster_parts.longitudes + excluded.longitudes
                """
        )
        try removeEmpty(counts.shrinkingCells)
    }

    private func removeEmpty(_ cells: Set<MapCell>) throws {
        for cell in cells {
            for table in ["map_clusters", "map_cluster_parts"] as [SQL] {
                try execute(
                    "DELETE FROM \(table) WHERE municipality = {town} AND level = ? AND cell = ? AND points <= 0",
                    cell.level,
                    cell.number
                )
            }
        }
    }
}
