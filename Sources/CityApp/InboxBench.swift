import CityDomain
import CityKit
import CityStorage

/// Fills a town with invented reports, most of them over, and measures what the queues and filters of the inbox cost without
/// HTTP.
public struct InboxBench: Sendable {
    private static let slice = 2_000

    private let reports: Int
    private let open: Int
    private let bench: Bench

    /// - Parameter open: how many of the reports are open.
    public init(reports: Int, open: Int, bench: Bench) {
        self.reports = reports
        self.open = open
        self.bench = bench
    }

    /// Fills the database of the settings and measures it.
    ///
    /// - Returns: one line for each queue and filter.
    public func run(_ settings: Settings) async throws -> String {
        let foundations = try await Foundations(settings, role: .owner, isDemo: true)
        try await foundations.seedTowns()
        let composition = try Composition(foundations, isDemo: false)
        try await composition.towns.refresh()
        guard let town = composition.towns.municipality(MapBench.town) else {
            throw Maintenance.Fault(description: "there is no town “\(MapBench.town)”")
        }
        let sample = try Bench.readyReport(composition, town)
        try await fill(foundations.database, sample, town, on: town.clock.date(of: foundations.clock.now))
        let lines = try await measured(composition, town, at: foundations.clock.now)
        await foundations.database.close()
        return lines.joined(separator: "\n")
    }

    private func measured(_ composition: Composition, _ town: Municipality, at now: Instant) async throws -> [String] {
        let store = SQLCaseworkStore(database: composition.foundations.database)
        let (today, reader) = (town.clock.date(of: now), InboxReader(staff: Self.person(1), unit: town.units.first?.id))
        let narrow = ReportScope([ReportScope.Part(unit: town.units.last?.id, categories: [ID("none")])])
        var lines: [String] = []
        let views =
            InboxQueue.allCases.map { ("queue \($0.rawValue)", InboxView(queue: $0)) } + [
                (
                    "one unit, one category, accepted",
                    InboxView(
                        status: .accepted,
                        category: town.categories.last?.id,
                        unit: town.units.last?.id
                    )
                ),
                ("nothing found", InboxView(queue: .waiting, category: ID("none"))),
            ]
        for (name, view) in views {
            guard let filter = view.filter(for: reader, on: today) else { continue }
            let query = InboxQuery(filter, after: nil, limit: 50)
            let figures = try await bench.alone.measure { _, _ in
                _ = try await store.inbox(query, within: .everything, in: town.id)
            }
            lines.append("\(name): \(figures)")
        }
        let everything = InboxQuery(InboxFilter(), after: nil, limit: 50)
        let scoped = try await bench.alone.measure { _, _ in
            _ = try await store.inbox(everything, within: narrow, in: town.id)
        }
        let counts = try await bench.alone.measure { _, _ in
            _ = try await store.inboxCounts(of: reader, on: today, within: .everything, in: town.id)
        }
        return lines + ["nothing in reach: \(scoped)", "counts of all queues: \(counts)"]
    }
}

// MARK: - Invented reports

extension InboxBench {
    private static func person(_ index: Int) -> ID<Staff> { ID("person-\(index)") }

    private func fill(_ database: any Database, _ sample: NewReport, _ town: Municipality, on today: CivilDate)
        async throws
    {
        for start in stride(from: 0, to: reports, by: Self.slice) {
            let range = start..<min(reports, start + Self.slice)
            try await database.town(town.id).write { transaction in
                try transaction.insert(
                    """
                    INSERT INTO reports (municipality, id, year, sequence, category, kind, unit, status, finished,
                        received_at, updated_at, content, language, has_email, client_key, body_hash, secret_hash,
                        terms_version, origin, next_due, led_by, waiting)
                    VALUES
                    """,
                    row: "({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    range.map { row($0, sample, town, today) }
                )
                try transaction.insert(
                    "INSERT INTO data_keys (municipality, owner, purpose, wrapped_key) VALUES",
                    row: "({town}, ?, ?, ?)",
                    range.map { [id($0), "case", sample.caseKey.bytes] as [any Storable] }
                )
            }
        }
        try await database.town(town.id).write { transaction in
            try transaction.insert(
                "INSERT INTO case_watchers (municipality, staff, report, since) VALUES",
                row: "({town}, ?, ?, ?)",
                stride(from: 0, to: reports, by: reports / 200 + 1).map {
                    [Self.person(1), id($0), sample.receivedAt] as [any Storable]
                }
            )
        }
    }

    private func id(_ index: Int) -> String { "bench-\(index)" }

    /// The open ones lie anywhere among the others.
    private func row(_ index: Int, _ sample: NewReport, _ town: Municipality, _ today: CivilDate) -> [any Storable] {
        let isOpen = (index * 7_919) % reports < open
        let category = town.categories[(index * 31) % town.categories.count]
        let unit = town.units[(index * 17) % town.units.count].id
        let status: ReportStatus = isOpen ? [.new, .accepted, .inProgress][index % 3] : .done
        let due = isOpen && index % 11 != 0 ? today + (index % 60 - 5) : nil
        let lead = index % 4 == 0 ? nil : Self.person(index % 200)
        return [
            id(index), 2_020, index + 1, category.id, category.kind.rawValue, unit, status.rawValue, !isOpen,
            sample.receivedAt + .minutes(Int64(index)), sample.receivedAt, sample.content.ciphertext,
            sample.language.rawValue, false, "bench-\(index)", sample.bodyHash, sample.secretHash,
            sample.termsVersion, "page", due, lead, isOpen && index % 23 == 0,
        ]
    }
}
