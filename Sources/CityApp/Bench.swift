import CityDomain
import CityKit
import CityStorage
import Foundation
import Synchronization

/// Measures how many reports a second become durable, beside the engine's own limit in the same run.
public struct Bench: Sendable {
    private let connections: Int
    private let seconds: Double

    public init(connections: Int, seconds: Double) {
        self.connections = max(1, connections)
        self.seconds = max(0.1, seconds)
    }

    /// Runs on the database of the settings, in a town of its own folder order: the first that takes reports.
    ///
    /// - Returns: one line for each measurement, and the ratio.
    public func run(_ settings: Settings) async throws -> String {
        let foundations = try await Foundations(settings, role: .owner, isDemo: true)
        try await foundations.seedTowns()
        let composition = try Composition(foundations, isDemo: false)
        try await composition.towns.refresh()
        guard let town = composition.towns.all.first(where: { $0.reports.reporting.anonymous == .on }) else {
            throw Maintenance.Fault(description: "no town takes reports without an account")
        }
        let limit = try await measure { _, _ in try await Self.bareRows(foundations, town.id) }
        let submissions = try await measure { _, _ in try await Self.submit(composition, town) }
        await foundations.database.close()
        let ratio = submissions.rate / limit.rate
        return """
            engine limit:  \(limit)
            submissions:   \(submissions)
            ratio:         \(ratio.rounded(to: 2))
            """
    }

    /// What one measurement found.
    struct Figures: CustomStringConvertible {
        let rate: Double
        /// Milliseconds.
        let median: Double
        let p99: Double

        var description: String {
            "\(Int(rate))/s, p50 \(median.rounded(to: 2)) ms, p99 \(p99.rounded(to: 2)) ms"
        }
    }

    /// What the engine makes durable when nothing is checked, sealed or numbered: three plain rows of the size of a
    /// report, its history and its event, in the same groups as everything else.
    private static func bareRows(_ foundations: Foundations, _ town: ID<Municipality>) async throws {
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
                INSERT INTO report_events (municipality, report, sequence, status, at, actor)
                VALUES ({town}, ?, 1, 'new', ?, 'system')
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

    private static func submit(_ composition: Composition, _ town: Municipality) async throws {
        let now = composition.foundations.clock.now
        var submission = Submission()
        submission.category = town.categories.first?.id.rawValue ?? ""
        submission.description = "Nie świecą trzy latarnie przy przejściu dla pieszych."
        submission.address = "ul. Zmyślona 21"
        submission.termsVersion = town.regulation(on: town.clock.date(of: now))?.version ?? ""
        submission.declaresAge = true
        _ = try await composition.submitReport(
            submission,
            clientKey: ClientKey(random: composition.foundations.randomness),
            origin: .page,
            language: .polish,
            in: town,
            at: now
        )
    }

    /// The same with one caller.
    var alone: Bench { Bench(connections: 1, seconds: seconds) }

    /// Every caller does `work` again and again; it is told who calls and for which time.
    func measure(_ work: @escaping @Sendable (_ caller: Int, _ round: Int) async throws -> Void) async throws -> Figures
    {
        let clock = ContinuousClock()
        let start = clock.now
        let end = start.advanced(by: .seconds(seconds))
        let durations = try await withThrowingTaskGroup(of: [Double].self) { group in
            for caller in 0..<connections {
                group.addTask {
                    var durations: [Double] = []
                    while clock.now < end {
                        let began = clock.now
                        try await work(caller, durations.count)
                        let took = began.duration(to: clock.now)
                        durations.append(
                            Double(took.components.attoseconds) / 1e15 + Double(took.components.seconds) * 1e3
                        )
                    }
                    return durations
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted()
        }
        let took = start.duration(to: clock.now)
        let elapsed = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        return Figures(
            rate: Double(durations.count) / elapsed,
            median: Self.quantile(0.5, of: durations),
            p99: Self.quantile(0.99, of: durations)
        )
    }

    private static func quantile(_ part: Double, of sorted: [Double]) -> Double {
        sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }

}
