import CityDomain
import CityKit
import CityStorage

/// Invented published reports for `MapBench`, the same in every run. They stand in the tables of the public list alone:
/// no case file belongs to them.
struct PublicSeeds: Sendable {
    let reports: Int
    let spread: MapBench.Spread
    let town: Municipality

    private static let statuses: [ReportStatus] = [.done, .accepted, .inProgress, .done, .closed, .done, .done]
    private static let words = ["latar", "dziur", "kosz", "chodn", "znak", "drzew", "lawka", "przej"]
    private static let slice = 2_000

    /// The rectangle around the town.
    let area: MapBox

    /// Nil for a town without an outline.
    init?(reports: Int, spread: MapBench.Spread, town: Municipality) {
        let corners = town.boundary?.rings.first ?? []
        let latitudes = corners.map(\.latitude)
        let longitudes = corners.map(\.longitude)
        guard let west = longitudes.min(), let south = latitudes.min(), let east = longitudes.max(),
            let north = latitudes.max(), let area = MapBox(west: west, south: south, east: east, north: north)
        else { return nil }
        self.reports = reports
        self.spread = spread
        self.town = town
        self.area = area
    }

    /// A share from 0 to 1 that depends on `index` and `part` alone (SplitMix64).
    private func share(_ index: Int, _ part: UInt64) -> Double {
        var mixed = (UInt64(truncatingIfNeeded: index) &* 16 &+ part) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53)
    }

    private func place(_ index: Int) -> Coordinate? {
        let isClose = spread == .skewed && index % 5 != 0
        let seed = isClose ? -1 - index % 20 : index
        var latitude = area.south + share(seed, 1) * (area.north - area.south)
        var longitude = area.west + share(seed, 2) * (area.east - area.west)
        // The third power heaps them around the middle; every fiftieth stands in the middle itself.
        if isClose, index % 50 != 1 {
            latitude += power(share(index, 3) * 2 - 1) * 0.004
            longitude += power(share(index, 4) * 2 - 1) * 0.006
        }
        return Coordinate(latitude: latitude, longitude: longitude)
    }

    private func power(_ share: Double) -> Double { share * share * share }

    func fill(_ database: any Database, at now: Instant) async throws {
        for start in stride(from: 0, to: reports, by: Self.slice) {
            let range = start..<min(reports, start + Self.slice)
            try await database.town(town.id).write { transaction in
                try transaction.insert(
                    """
                    INSERT INTO public_reports
                        (municipality, number, category, kind, status, title, address, latitude, longitude, cell,
                         received_at, published_at, updated_at)
                    VALUES
                    """,
                    row: "({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    range.map { row($0, now) }
                )
                try transaction.execute(Self.places, number(range.lowerBound), number(range.upperBound))
                try transaction.insert(
                    "INSERT INTO public_words (municipality, word, published_at, number) VALUES",
                    row: "({town}, ?, ?, ?)",
                    range.flatMap { wordRows($0, now) },
                    ending: "ON CONFLICT DO NOTHING"
                )
            }
        }
        try await count(database)
    }

    private func number(_ index: Int) -> Int64 { 2_020_000_000_001 + Int64(index) }

    private func publishedAt(_ index: Int, _ now: Instant) -> Instant { now - .minutes(Int64(reports - index)) }

    private func row(_ index: Int, _ now: Instant) -> [any Storable] {
        let place = place(index)
        let category = town.categories[Int(share(index, 5) * Double(town.categories.count))]
        let moment = publishedAt(index, now)
        return [
            number(index), category.id, category.kind.rawValue,
            Self.statuses[Int(share(index, 6) * Double(Self.statuses.count))].rawValue,
            "Nie świeci latarnia przy przejściu, zgłoszenie \(index)", "ul. Zmyślona \(index % 200)", place?.latitude,
            place?.longitude, place.map { MapCell(of: $0).number }, moment - .hours(20), moment,
            moment + .hours(Int64(share(index, 7) * 200)),
        ]
    }

    private func wordRows(_ index: Int, _ now: Instant) -> [[any Storable]] {
        let common = Self.words[Int(share(index, 8) * Double(Self.words.count))]
        return [common, "\(index % 200)"].map { [$0, publishedAt(index, now), number(index)] }
    }

    /// Category by category, so that no statement takes longer than one may.
    private func count(_ database: any Database) async throws {
        for category in town.categories.map(\.id) {
            for level in ReportMap.levels {
                try await database.town(town.id).write { transaction in
                    try transaction.execute(Self.countParts, level, 2 * (MapCell.finest - level), category)
                    try transaction.execute(Self.countCells, level, category)
                }
            }
        }
    }

    private static let places: SQL = """
        INSERT INTO public_places
            (municipality, cell, latitude, longitude, number, category, kind, status, received_at)
        SELECT municipality, cell, latitude, longitude, number, category, kind, status, received_at
        FROM public_reports WHERE municipality = {town} AND number >= ? AND number < ? AND cell IS NOT NULL
        """

    private static let countParts: SQL = """
        INSERT INTO map_cluster_parts
            (municipality, level, cell, category, kind, status, points, latitudes, longitudes)
        SELECT municipality, CAST(? AS {int}), coarse, category, kind, status, COUNT(*),
            CAST(SUM(CAST(round(latitude * 1000000) AS {int})) AS {int}),
            CAST(SUM(CAST(round(longitude * 1000000) AS {int})) AS {int})
        FROM (
            SELECT municipality, cell >> CAST(? AS INTEGER) AS coarse, category, kind, status, latitude, longitude
            FROM public_reports WHERE municipality = {town} AND category = ? AND cell IS NOT NULL
        ) AS places
        GROUP BY municipality, coarse, category, kind, status
        """

    private static let countCells: SQL = """
        INSERT INTO map_clusters (municipality, level, cell, points, latitudes, longitudes)
        SELECT municipality, level, cell, CAST(SUM(points) AS {int}), CAST(SUM(latitudes) AS {int}),
            CAST(SUM(longitudes) AS {int})
        FROM map_cluster_parts WHERE municipality = {town} AND level = ? AND category = ?
        GROUP BY municipality, level, cell
        ON CONFLICT (municipality, level, cell) DO UPDATE
        SET points = map_clusters.points + excluded.points,
            latitudes = map_clusters.latitudes + excluded.latitudes,
            longitudes = map_clusters.longitudes + excluded.longitudes
        """

    /// Boxes around reports, as large as it takes to hold about `size` of them.
    func boxes(of size: Int, count: Int, in store: SQLPublicReportStore) async throws -> [MapBox] {
        var boxes: [MapBox] = []
        for index in 0..<count {
            guard let center = place(Int(share(index, 9) * Double(reports))) else { continue }
            var (low, high) = (1.0, 20_000.0)
            while high / low > 1.05 {
                let middle = (low * high).squareRoot()
                let map = try await store.map(of: MapBox(around: center, meters: middle), PublicFilter(), in: town.id)
                if case .points(let points) = map, points.count < size { low = middle } else { high = middle }
            }
            boxes.append(MapBox(around: center, meters: low))
        }
        return boxes
    }

    /// New reports at places where others stand, of the categories in turn.
    func probes(count: Int, at now: Instant) -> [DuplicateProbe] {
        (0..<count).map { index in
            DuplicateProbe(
                category: town.categories[index % town.categories.count],
                place: Place(address: nil, point: place(Int(share(index, 10) * Double(reports))), hint: nil),
                description: "Przy przejściu od tygodnia nie świeci latarnia, po zmroku nic nie widać.",
                at: now,
                in: town
            )
        }
    }

    /// What programs ask for. No case file belongs to the invented reports, so that only finding them is measured.
    func searches(at now: Instant) -> [(String, PublicSearch)] {
        let lately = (now - .days(90))...now
        func search(_ change: (inout PublicSearch) -> Void = { _ in }) -> PublicSearch {
            var search = PublicSearch(received: lately, limit: 1_000)
            change(&search)
            return search
        }
        return [
            ("search", search()), ("search, last page", search { $0.offset = 100_000 }),
            (
                "search, category and closed",
                search { search in
                    search.categories = [town.categories[0].id]
                    search.statuses = Set(ReportStatus.allCases.filter(\.isFinished))
                }
            ),
            ("search, nothing found", search { $0.statuses = [.rejected] }),
            (
                "search, circle",
                search { search in
                    search.area = place(3).map { PublicSearch.Area(PublicSearch.Circle(around: $0, meters: 500)) }
                }
            ),
            ("search, changes of an hour", PublicSearch(changed: (now - .hours(1))...now, limit: 1_000)),
            ("search, all changes", PublicSearch(changed: Instant(milliseconds: 0)...now, limit: 1_000)),
            (
                "search, all changes, nothing found",
                PublicSearch(
                    statuses: [.rejected],
                    changed: Instant(milliseconds: 0)...now,
                    limit: 1_000
                )
            ),
        ]
    }

    /// Everything the page of the list offers, the hard cases among it.
    var queries: [(String, PublicQuery)] {
        let category = town.categories[0].id
        let near = place(3)
        func query(
            _ filter: PublicFilter = PublicFilter(),
            words: [String] = [],
            near: Coordinate? = nil
        ) -> PublicQuery {
            PublicQuery(filter: filter, words: words, near: near, limit: 20)
        }
        var old = query(PublicFilter(category: category, kind: .issue, status: .rejected))
        old.before = Instant(milliseconds: 0)
        return [
            ("list", query()), ("list, category", query(PublicFilter(category: category))),
            ("list, kind and status", query(PublicFilter(kind: .issue, status: .closed))),
            ("list, category, kind and status", query(PublicFilter(category: category, kind: .issue, status: .done))),
            ("list, nothing found", query(PublicFilter(kind: .question, status: .rejected))),
            ("list, all filters and a time, nothing found", old), ("list, a word", query(words: ["latar"])),
            ("list, two words", query(words: ["latar", "7"])),
            ("list, a word and a filter, nothing found", query(PublicFilter(status: .rejected), words: ["latar"])),
            ("list, nearest", query(near: near)),
            ("list, nearest, nothing found", query(PublicFilter(status: .rejected), near: near)),
        ]
    }
}
