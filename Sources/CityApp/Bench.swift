import CityDomain
import CityKit
import CityStorage
import CityVault
import Foundation
import Synchronization

/// Measures how many reports a second become durable, beside the engine's own limits in the same run.
public struct Bench: Sendable {
    let connections: Int
    private let seconds: Double

    public init(connections: Int, seconds: Double) {
        self.connections = max(1, connections)
        self.seconds = max(0.1, seconds)
    }

    /// How many reports are made ready for the measurement of the engine.
    private static let readyCount = 60_000

    /// Runs on the database of the settings, in a town of its own folder order: the first that takes reports.
    ///
    /// - Returns: a line for each measurement.
    public func run(_ settings: Settings) async throws -> String {
        let foundations = try await Foundations(settings, role: .owner, isDemo: true)
        try await foundations.seedTowns()
        let composition = try Composition(foundations, isDemo: false)
        try await composition.towns.refresh()
        guard let town = composition.towns.all.first(where: { $0.reports.reporting.anonymous == .on }) else {
            throw Maintenance.Fault(description: "no town takes reports without an account")
        }
        let bareRows = try await measure { _, _ in try await Self.writeBareRows(foundations, town.id) }
        let storing = try await storing(of: Self.readyCount, composition, town)
        let submissions = try await measure { _, _ in try await Self.submit(composition, town) }
        await foundations.database.close()
        return """
            three bare rows:       \(bareRows)
            the rows of a report:  \(storing)
            submissions:           \(submissions)
            """
    }

    /// Stores reports that were sealed and numbered before.
    ///
    /// - Parameter count: reports to make ready; the measurement ends with them at the latest.
    func storing(of count: Int, _ composition: Composition, _ town: Municipality) async throws -> Figures {
        let ready = ReadyReports(try (0..<count).map { _ in try Self.readyReport(composition, town) })
        return try await measure(while: { _, _ in
            guard let report = ready.next() else { return false }
            _ = try await composition.reports.submit(report, in: town.id)
            return true
        })
    }

    /// What one measurement found.
    struct Figures: CustomStringConvertible {
        let rate: Double
        /// Milliseconds.
        let median: Double
        let p99: Double

        init(rate: Double, median: Double, p99: Double) {
            (self.rate, self.median, self.p99) = (rate, median, p99)
        }

        /// Of several measurements of one thing; the slowest hundredth is that of the worst.
        init(mean all: [Self]) {
            let count = Double(max(all.count, 1))
            self.init(
                rate: all.map(\.rate).reduce(0, +) / count,
                median: all.map(\.median).reduce(0, +) / count,
                p99: all.map(\.p99).max() ?? 0
            )
        }

        var description: String {
            "\(Int(rate))/s, p50 \(median.rounded(to: 2)) ms, p99 \(p99.rounded(to: 2)) ms"
        }
    }

    /// The same with one caller.
    var alone: Bench { Bench(connections: 1, seconds: seconds) }

    /// Every caller does `work` again and again; it is told who calls and for which time.
    func measure(_ work: @escaping @Sendable (_ caller: Int, _ round: Int) async throws -> Void) async throws -> Figures
    {
        try await measure(while: { caller, round in
            try await work(caller, round)
            return true
        })
    }

    /// The same, until `work` returns false.
    private func measure(
        while work: @escaping @Sendable (_ caller: Int, _ round: Int) async throws -> Bool
    ) async throws -> Figures {
        let clock = ContinuousClock()
        let start = clock.now
        let end = start.advanced(by: .seconds(seconds))
        let durations = try await withThrowingTaskGroup(of: [Double].self) { group in
            for caller in 0..<connections {
                group.addTask {
                    var durations: [Double] = []
                    var began = clock.now
                    while began < end, try await work(caller, durations.count) {
                        let ended = clock.now
                        durations.append(began.duration(to: ended) / .milliseconds(1))
                        began = ended
                    }
                    return durations
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted()
        }
        return Figures(
            rate: Double(durations.count) / (start.duration(to: clock.now) / .seconds(1)),
            median: Self.quantile(0.5, of: durations),
            p99: Self.quantile(0.99, of: durations)
        )
    }

    private static func quantile(_ part: Double, of sorted: [Double]) -> Double {
        sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }
}

// MARK: - What is measured

extension Bench {
    /// What the engine makes durable when nothing is checked, sealed or numbered: three plain rows of the size of a
    /// key, a line of the history and an event, in the same groups as everything else.
    private static func writeBareRows(_ foundations: Foundations, _ town: ID<Municipality>) async throws {
        let now = foundations.clock.now
        let id: ID<Report> = foundations.randomness.id(at: now)
        let words = [UInt8](repeating: 7, count: 400)
        try await foundations.database.town(town).write { transaction in
            try transaction.execute(
                "INSERT INTO data_keys (municipality, owner, purpose, wrapped_key) VALUES ({town}, ?, 'bench', ?)",
                id,
                words
            )
            try transaction.execute(
                """
                INSERT INTO report_events (municipality, report, sequence, act, status, at, actor)
                VALUES ({town}, ?, 1, 'received', 'new', ?, 'system')
                """,
                id,
                now
            )
            try transaction.execute(
                "INSERT INTO outbox (municipality, id, kind, report, sequence, at) VALUES ({town}, ?, 'bench', ?, 1, ?)",
                id,
                id,
                now
            )
        }
    }

    /// A report that only has to be stored: the limit of the engine for exactly the rows of a submission.
    static func readyReport(_ composition: Composition, _ town: Municipality) throws -> NewReport {
        let foundations = composition.foundations
        let now = foundations.clock.now
        let clientKey = ClientKey(random: foundations.randomness)
        return try composition.submitReport.newReport(
            of: submission(to: town, at: now),
            SubmitReport.Envelope(
                id: foundations.randomness.id(at: now),
                clientKey: clientKey,
                bodyHash: foundations.randomness.bytes(32),
                origin: .page,
                language: .polish,
                receivedAt: now
            ),
            in: town
        )
    }

    private static func submit(_ composition: Composition, _ town: Municipality) async throws {
        let now = composition.foundations.clock.now
        _ = try await composition.submitReport(
            submission(to: town, at: now),
            clientKey: ClientKey(random: composition.foundations.randomness),
            origin: .page,
            language: .polish,
            in: town,
            at: now
        )
    }

    private static func submission(to town: Municipality, at now: Instant) -> Submission {
        var submission = Submission()
        submission.category = town.categories.first?.id.rawValue ?? ""
        submission.description = "Nie świecą trzy latarnie przy przejściu dla pieszych."
        submission.address = "ul. Zmyślona 21"
        submission.termsVersion = town.regulation(on: town.clock.date(of: now))?.version ?? ""
        submission.declaresAge = true
        return submission
    }
}

/// Reports made ahead, handed out once each.
private final class ReadyReports: Sendable {
    private let reports: [NewReport]
    private let taken = Atomic(0)

    init(_ reports: [NewReport]) { self.reports = reports }

    func next() -> NewReport? {
        let index = taken.add(1, ordering: .relaxed).oldValue
        return index < reports.count ? reports[index] : nil
    }
}
