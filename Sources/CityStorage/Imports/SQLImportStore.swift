public import CityDomain
public import CityKit

/// Reports of other systems in the database.
public struct SQLImportStore: ImportStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func known(_ numbers: [String], of source: String, in town: ID<Municipality>) async throws -> Set<String> {
        try await database.town(town).read { try $0.knownNumbers(numbers, of: source) }
    }

    public func slice(
        of reports: [ImportedReport],
        noting entry: AuditEntry,
        at now: Instant,
        in town: ID<Municipality>
    ) -> ReadySlice {
        let whole = ImportSlice(reports, at: now)
        return ReadySlice(count: reports.count) { [database] in
            let asked = ContinuousClock.now
            return try await database.town(town).write { transaction in
                let start = ContinuousClock.now
                let known = try transaction.known(among: reports.map(\.foreign))
                // Nearly always none of them is there.
                let slice = known.isEmpty ? whole : ImportSlice(reports.filter { !known.contains($0.foreign) }, at: now)
                try transaction.insert(slice)
                if slice.count > 0 { try transaction.note(entry.about("reports \(slice.count)")) }
                return StoredSlice(stored: slice.count, wait: start - asked, work: .now - start)
            }
        }
    }

    public func putOnMap(in town: ID<Municipality>) async throws -> Int {
        let database = database.town(town)
        let numbers = try await database.read { try $0.uncounted(limit: Self.counted) }
        for start in stride(from: 0, to: numbers.count, by: Self.countedAtOnce) {
            let slice = Array(numbers[start..<min(numbers.count, start + Self.countedAtOnce)])
            try await database.write { try $0.putUncountedOnMap(slice) }
        }
        return numbers.count
    }

    /// The more are looked through, the more are near each other.
    private static let counted = 50_000
    /// In one transaction, so that others do not wait.
    private static let countedAtOnce = 500

    public func refreshStatistics() async throws { try await database.refreshStatistics() }
}

extension TownTransaction {
    fileprivate func known(among foreign: [ForeignNumber]) throws -> Set<ForeignNumber> {
        let sources = Dictionary(grouping: foreign, by: \.source)
        return try sources.reduce(into: []) { known, source in
            for number in try knownNumbers(source.value.map(\.number), of: source.key) {
                known.insert(ForeignNumber(source: source.key, number: number))
            }
        }
    }

    fileprivate func knownNumbers(_ numbers: [String], of source: String) throws -> Set<String> {
        var known: Set<String> = []
        try inParts(of: numbers) { part, places in
            let rows = try query(
                """
                SELECT number FROM foreign_numbers
                WHERE municipality = {town} AND source = ? AND number IN (\(places))
                """,
                values: [.text(source)] + part
            )
            for row in rows { known.insert(try row.text("number")) }
        }
        return known
    }

    /// The counters are the last thing it waits for but for the rows that need the numbers.
    fileprivate func insert(_ slice: ImportSlice) throws {
        try insertKeys(slice.keys)
        try insertEvents(slice.events)
        try insertDeadlines(slice.deadlines)
        try insertPublications(slice.publications)
        try insert(
            "INSERT INTO foreign_numbers (municipality, number, source, report, imported_at) VALUES",
            row: "({town}, ?, ?, ?, ?)",
            values: slice.foreignNumbers
        )
        let numbers = try slice.numbers { count, year in try next(count, in: ReportNumber.series(of: year)) }
        try insertReports(zip(slice.reports, numbers).map { $0.row($1) })
        try addPublicEntries(slice.publicEntries(numbers))
        for (imported, number) in zip(slice.reports, numbers) { try keepIdea(imported.report, as: number) }
        for report in slice.reports { count(report.counted.facts, 1) }
    }
}
