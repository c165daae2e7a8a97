import CityKit
import CityStorage
import CityTestSupport

@testable import CityDomain

/// A thousand times slower and plain to see: what the public list and the map must say.
struct PublicReference {
    private(set) var entries: [ReportNumber: PublicEntry] = [:]

    mutating func put(_ entry: PublicEntry) { entries[entry.number] = entry }
    mutating func remove(_ number: ReportNumber) { entries[number] = nil }

    private func matching(_ query: PublicQuery) -> [PublicEntry] {
        entries.values.filter { entry in
            (query.filter.category ?? entry.category) == entry.category
                && (query.filter.kind ?? entry.kind) == entry.kind
                && (query.filter.status ?? entry.status) == entry.status
                && !query.filter.unlisted.contains(entry.category)
                && (query.from ?? entry.publishedAt) <= entry.publishedAt
                && (query.before.map { entry.publishedAt < $0 } ?? true)
                && query.words.allSatisfy(entry.searchWords.contains)
        }
    }

    /// The whole list, in its order.
    func list(_ query: PublicQuery) -> [ReportNumber] {
        guard let near = query.near else {
            return matching(query).sorted { ($0.publishedAt, $0.number) > ($1.publishedAt, $1.number) }.map(\.number)
        }
        let placed = matching(query).compactMap { entry in
            entry.point.map { (meters: Int64(near.distance(to: $0) * 1_000), number: entry.number) }
        }
        return placed.sorted { $0 < $1 }.map(\.number)
    }

    func changes(_ query: PublicQuery) -> [ReportNumber] {
        matching(query).sorted { ($0.updatedAt, $0.number) > ($1.updatedAt, $1.number) }.prefix(query.limit)
            .map(\.number)
    }

    func points(in box: MapBox, _ filter: PublicFilter) -> Set<ReportNumber> {
        let query = PublicQuery(filter: filter, limit: 0)
        return Set(matching(query).filter { $0.point.map(box.contains) ?? false }.map(\.number))
    }

    /// Cells that the box touches, with their reports.
    func clusters(of box: MapBox, _ filter: PublicFilter) -> [Int64: Int] {
        let level = ReportMap.level(of: box)
        let touched = Set(ReportMap.cells(of: box))
        let cells = matching(PublicQuery(filter: filter, limit: 0)).compactMap { entry in
            entry.point.map { MapCell(of: $0, level: level) }
        }
        return Dictionary(grouping: cells.filter(touched.contains), by: \.number).mapValues(\.count)
    }

    /// All cells of all levels, as `level/cell`.
    var counts: [String: Int] {
        let cells = entries.values.compactMap(\.point).flatMap { point in
            ReportMap.levels.map { level in "\(level)/\(MapCell(of: point, level: level).number)" }
        }
        return Dictionary(grouping: cells) { $0 }.mapValues(\.count)
    }
}

/// A town with reports that a test publishes, moves and hides, beside the reference.
struct PublicTown {
    let database: any Database
    private(set) var reference = PublicReference()
    private(set) var dice: Dice

    init(_ database: any Database, seed: UInt64) {
        self.database = database
        dice = Dice(seed: seed)
    }

    static let titles = ["Latarnia nie świeci", "Dziura w jezdni", "Przepełniony kosz", "Latarnię ktoś przewrócił"]
    static let streets = ["ul. Zmyślona 21", "ul. Żółwia 4", "park Próbny", nil]
    static let categories = ["lamp": ReportKind.issue, "road": .issue, "wish": .idea]
    static let moves: [ReportStatus] = [.accepted, .inProgress, .done]

    /// Publishes reports at these places, several of them at the same moment.
    mutating func publish(_ places: [Coordinate?]) async throws {
        let first = reference.entries.count + 1
        for (index, place) in places.enumerated() {
            let number = ReportNumber(year: 2026, sequence: first + index)
            let category = Self.categories.keys.sorted()[Int.random(in: 0..<3, using: &dice)]
            let kind = Self.categories[category] ?? .issue
            try await submit(number, category, kind)
            let text = PublicText(
                title: Self.titles[Int.random(in: 0..<4, using: &dice)],
                description: "–",
                address: Self.streets[Int.random(in: 0..<4, using: &dice)],
                point: place
            )
            try await move(number, publishing: text)
        }
    }

    private func submit(_ number: ReportNumber, _ category: String, _ kind: ReportKind) async throws {
        _ = try await database.reports.submit(
            try .sample("r\(number.sequence)", category: category, kind: kind),
            in: .north
        )
    }

    /// Moves the report to some status at some moment, and makes a text public where there is one.
    mutating func move(_ number: ReportNumber, publishing text: PublicText?) async throws {
        let status = Self.moves[Int.random(in: 0..<3, using: &dice)]
        let now = Instant.monday + .minutes(Int64.random(in: 0..<9, using: &dice))
        let report = try await database.reports.change(number, in: .north, by: .warsaw) { report in
            report = report.moved(to: status, at: now)
            if text != nil { report.note(.published(.asWritten), by: .office(.officer), at: now) }
            return ReportChange(publication: text)
        }
        guard let report else { return }
        let known = reference.entries[number]
        guard let text = text ?? known.map(PublicText.init) else { return }
        reference.put(
            PublicEntry(
                number: number,
                category: report.category,
                kind: report.kind,
                status: status,
                title: text.title,
                address: text.address,
                point: text.point,
                receivedAt: report.receivedAt,
                publishedAt: known?.publishedAt ?? now,
                updatedAt: now
            )
        )
    }

    mutating func hide(_ number: ReportNumber) async throws -> PublicEntry? {
        let entry = reference.entries[number]
        _ = try await database.reports.change(number, in: .north, by: .warsaw) { report in
            report.note(.hidden, by: .system, at: report.history[report.history.count - 1].at)
            return ReportChange()
        }
        reference.remove(number)
        return entry
    }

    mutating func show(_ entry: PublicEntry) async throws {
        _ = try await database.reports.change(entry.number, in: .north, by: .warsaw) { report in
            // Whoever takes a finished report up again finds it on the list.
            report = report.moved(to: report.status, at: report.history[report.history.count - 1].at)
            return ReportChange()
        }
        reference.put(entry)
    }

    mutating func roll(_ range: Range<Int>) -> Int { Int.random(in: range, using: &dice) }
    mutating func roll(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &dice) }

    /// A filter, mostly of one or two parts; without a category it often leaves out one or two.
    mutating func filter() -> PublicFilter {
        let category = roll(0..<3) == 0 ? Self.categories.keys.sorted()[roll(0..<3)] : nil
        return PublicFilter(
            category: category.map { ID($0) },
            kind: roll(0..<3) == 0 ? [.issue, .idea, .question][roll(0..<3)] : nil,
            status: roll(0..<3) == 0 ? Self.moves[roll(0..<3)] : nil,
            unlisted: category == nil ? Self.categories.keys.sorted().prefix(roll(0..<3)).map { ID($0) } : []
        )
    }

    /// The whole list in pages of `limit`.
    func pages(_ query: PublicQuery) async throws -> [ReportNumber] {
        var query = query
        var found: [ReportNumber] = []
        repeat {
            let page = try await database.entries.entries(query, in: .north)
            found += page.elements.map(\.number)
            query.after = page.next
        } while query.after != nil && found.count < 5_000
        return found
    }
}

extension PublicText {
    init(_ entry: PublicEntry) {
        self.init(title: entry.title, description: "–", address: entry.address, point: entry.point)
    }
}
