import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityStorage

@Suite struct PublicMapStoreTests {
    /// Places of every difficult kind: anywhere, close together, on the borders of cells, at the edges of the map.
    private static func places(_ count: Int, _ dice: inout Dice) -> [Coordinate?] {
        (0..<count).map { index in
            switch index % 8 {
            case 0, 1:
                Coordinate(
                    latitude: .random(in: -90...90, using: &dice),
                    longitude: .random(in: -180...180, using: &dice)
                )
            case 2, 3, 4:
                Coordinate(
                    latitude: 50.87 + .random(in: -0.01...0.01, using: &dice),
                    longitude: 20.63 + .random(in: -0.01...0.01, using: &dice)
                )
            case 5:
                Coordinate(
                    latitude: Double(Int.random(in: -64...64, using: &dice)) * 90 / 64,
                    longitude: Double(Int.random(in: -64...64, using: &dice)) * 180 / 64
                )
            case 6:
                Coordinate(
                    latitude: [-90, 90, 0][Int.random(in: 0..<3, using: &dice)],
                    longitude: [-180, 180, 0][Int.random(in: 0..<3, using: &dice)]
                )
            default: nil
            }
        }
    }

    /// The whole world, a point, a line, a meridian crossed, and boxes of all sizes.
    private static func boxes(_ dice: inout Dice) -> [MapBox] {
        let fixed: [(Double, Double, Double, Double)] = [
            (-180, -90, 180, 90), (0, 0, 0, 0), (-180, 0, 180, 0), (180, -90, -180, 90), (179, -1, -179, 1),
            (20.62, 50.86, 20.64, 50.88), (-180, 89, 180, 90), (5.625, 5.625, 11.25, 11.25), (170, -90, -170, 90),
        ]
        let random = (0..<60).map { _ in
            let size = [0.001, 0.01, 1, 90][Int.random(in: 0..<4, using: &dice)]
            let west = Double.random(in: -180...180, using: &dice)
            let south = Double.random(in: -90...(90 - size), using: &dice)
            let east = west + size > 180 ? west + size - 360 : west + size
            return (west, south, east, south + size)
        }
        let near = (0..<30).map { _ in
            let west = 20.62 + Double.random(in: 0...0.01, using: &dice)
            let south = 50.86 + Double.random(in: 0...0.01, using: &dice)
            return (west, south, west + 0.004, south + 0.003)
        }
        return (fixed + random + near).compactMap { MapBox(west: $0.0, south: $0.1, east: $0.2, north: $0.3) }
    }

    @Test("A box shows exactly the reports in it", .clause("kielce/III.15"), arguments: Engine.available)
    func points(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            var town = PublicTown(database, seed: 7)
            var dice = Dice(seed: 8)
            try await town.publish(Self.places(240, &dice))
            for box in Self.boxes(&dice) {
                for filter in [PublicFilter(), PublicFilter(unlisted: [ID("lamp")]), town.filter()] {
                    let map = try await database.entries.map(of: box, filter, in: .north)
                    guard case .points(let points) = map else {
                        Issue.record("clusters for few reports")
                        continue
                    }
                    #expect(Set(points.map(\.number)) == town.reference.points(in: box, filter), "\(box) \(filter)")
                    #expect(points.count == Set(points.map(\.number)).count, "\(box): a report twice")
                    #expect(points.allSatisfy { town.reference.entries[$0.number]?.pin == $0 }, "\(box)")
                }
            }
            let elsewhere = try await database.entries.map(of: try .world, PublicFilter(), in: .south)
            #expect(elsewhere == .points([]))
        }
    }

    @Test("Where there are many, a box counts those of each cell it touches", arguments: Engine.available)
    func clusters(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            var town = PublicTown(database, seed: 9)
            var dice = Dice(seed: 10)
            try await town.publish(Self.places(1_200, &dice))
            var counted = 0
            for box in Self.boxes(&dice) + [try .world] {
                for filter in [
                    PublicFilter(), PublicFilter(unlisted: [ID("lamp")]), PublicFilter(status: .done), town.filter(),
                ] {
                    guard case .clusters(let clusters) = try await database.entries.map(of: box, filter, in: .north)
                    else { continue }
                    counted += 1
                    let found = Dictionary(uniqueKeysWithValues: clusters.map { ($0.cell.number, $0.count) })
                    #expect(found == town.reference.clusters(of: box, filter), "\(box) \(filter)")
                    #expect(clusters.allSatisfy { $0.cell == MapCell(of: $0.place, level: $0.cell.level) })
                }
            }
            #expect(counted > 2)
        }
    }

    @Test(
        "List, map and counts agree after whatever is published, moved, hidden and shown again",
        .clause("kielce/III.16"),
        arguments: Engine.available
    )
    func changes(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            var town = PublicTown(database, seed: 11)
            var dice = Dice(seed: 12)
            var hidden: [PublicEntry] = []
            try await town.publish(Self.places(24, &dice))
            for step in 1...150 {
                let number = ReportNumber(year: 2026, sequence: town.roll(1..<25))
                let isHidden = hidden.contains { $0.number == number }
                switch town.roll(0..<4) {
                case 0 where !isHidden: hidden += [try await town.hide(number)].compactMap(\.self)
                case 1 where !hidden.isEmpty: try await town.show(hidden.removeFirst())
                case 2 where !isHidden:
                    let place = Self.places(8, &dice)[town.roll(0..<8)]
                    let title = PublicTown.titles[town.roll(0..<4)]
                    let text = PublicText(title: title, description: "–", address: nil, point: place)
                    try await town.move(number, publishing: text)
                case 3 where !isHidden: try await town.move(number, publishing: nil)
                default: continue
                }
                guard step % 10 == 0 else { continue }
                let query = PublicQuery(words: ["latar"], limit: 50)
                #expect(try await town.pages(query) == town.reference.list(query), "step \(step)")
                #expect(try await town.pages(PublicQuery(limit: 50)) == town.reference.list(PublicQuery(limit: 50)))
                #expect(try await Self.counts(in: "map_clusters", database) == town.reference.counts, "step \(step)")
                #expect(try await Self.counts(in: "map_cluster_parts", database) == town.reference.counts)
                #expect(try await Self.places(database) == Self.places(of: town), "step \(step)")
            }
        }
    }

    @Test(
        "A hidden report is on no list and no map until it is taken up again, and its page stays",
        arguments: Engine.available
    )
    func hiding(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            var town = PublicTown(database, seed: 13)
            try await town.publish([Coordinate(latitude: 50, longitude: 20)])
            let number = ReportNumber(year: 2026, sequence: 1)
            let entry = try #require(try await town.hide(number))
            #expect(try await database.reports.published(number, in: .north)?.text.title == entry.title)
            #expect(try await database.entries.entries(PublicQuery(limit: 9), in: .north).elements.isEmpty)
            #expect(try await database.entries.map(of: try .world, PublicFilter(), in: .north) == .points([]))
            #expect(try await database.entries.changes(PublicQuery(limit: 9), in: .north).isEmpty)
            try await town.show(entry)
            #expect(try await database.reports.published(number, in: .north)?.text.title == entry.title)
            #expect(try await database.entries.entries(PublicQuery(limit: 9), in: .north).elements == [entry])
        }
    }

    /// What a table of counts holds, as `level/cell`; the parts of a cell added up.
    /// What `public_places` holds, by number.
    private static func places(_ database: any Database) async throws -> [[Value]] {
        try await database.town(.north).read { transaction in
            try transaction.query(
                """
                SELECT cell, latitude, longitude, number, category, kind, status, received_at FROM public_places
                WHERE municipality = {town} ORDER BY number
                """
            ).map { row in try (0..<8).map { try row.value(at: $0) } }
        }
    }

    private static func places(of town: PublicTown) -> [[Value]] {
        town.reference.entries.sorted { $0.key < $1.key }.compactMap(\.value.place?.values)
    }

    private static func counts(in table: SQL, _ database: any Database) async throws -> [String: Int] {
        try await database.town(.north).read { transaction in
            try transaction.query(
                """
                SELECT level, cell, CAST(SUM(points) AS {int}) AS points FROM \(table)
                WHERE municipality = {town} GROUP BY level, cell
                """
            ).reduce(into: [:]) { counts, row in
                counts["\(try row.int("level"))/\(try row.integer("cell"))"] = try row.int("points")
            }
        }
    }
}

extension MapBox {
    /// All of it.
    static var world: MapBox {
        get throws { try #require(MapBox(west: -180, south: -90, east: 180, north: 90)) }
    }
}

extension PublicEntry {
    var pin: ReportMap.Point? {
        point.map { ReportMap.Point(number: number, place: $0, category: category, kind: kind, status: status) }
    }
}
