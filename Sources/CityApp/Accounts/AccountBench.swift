import CityDomain
import CityKit
import CityStorage
import CityVault
import Foundation

/// Measures what people wait for at the door, beside what no door can do without: bare hashing of passwords, and reports
/// that need not be sealed.
public struct AccountBench: Sendable {
    private let bench: Bench

    /// - Parameter connections: people who sign in at the same time, each with an account of their own.
    public init(connections: Int, seconds: Double) { bench = Bench(connections: connections, seconds: seconds) }

    private static let password = "siedem-zmyślonych-latarni"
    /// More than one caller stores in any measurement.
    private static let readyCount = 40_000

    /// Runs on the database of the settings, in the town “demo”.
    ///
    /// - Returns: one line for each measurement.
    public func run(_ settings: Settings) async throws -> String {
        let foundations = try await Foundations(settings, role: .owner, isDemo: true)
        try await foundations.seedTowns()
        let composition = try Composition(foundations, isDemo: true)
        try await composition.towns.refresh()
        let town = try await Maintenance.town(MapBench.town.rawValue, composition)
        let lines = try await signIns(composition, town) + sessions(composition, town) + sealing(composition, town)
        await foundations.database.close()
        return lines.joined(separator: "\n")
    }

    private func signIns(_ composition: Composition, _ town: Municipality) async throws -> [String] {
        let password = Password(typed: Self.password)
        let hash = try await composition.hasher.hash(password)
        let bare = try await bench.measure { _, _ in _ = try await composition.hasher.check(password, against: hash) }
        for caller in 0..<bench.connections { try await add(Self.login(caller), composition, town) }
        let signIns = try await bench.measure { caller, _ in _ = try await signIn(caller, composition, town) }
        return ["bare Argon2id: \(bare)", "sign-ins: \(signIns)"]
    }

    /// Beside a read that finds one row by its key, which is the least that any look-up does.
    private func sessions(_ composition: Composition, _ town: Municipality) async throws -> [String] {
        guard case .session(let token) = try await signIn(0, composition, town) else { return [] }
        let database = composition.foundations.database.town(town.id)
        let row = try await bench.alone.measure { _, _ in
            _ = try await database.read { transaction in
                try transaction.query(
                    "SELECT author FROM municipality_revisions WHERE municipality = {town} AND revision = 1"
                ).count
            }
        }
        let lookUp: @Sendable (Int, Int) async throws -> Void = { _, _ in
            _ = try await composition.signIn.session(token, in: town, at: composition.foundations.clock.now)
        }
        return [
            "one row, one caller: \(row)",
            "session look-up, one caller: \(try await bench.alone.measure(lookUp))",
            "session look-ups: \(try await bench.measure(lookUp))",
        ]
    }

    /// A report that is sealed on its way into the store, beside one that was sealed before.
    private func sealing(_ composition: Composition, _ town: Municipality) async throws -> [String] {
        let alone = bench.alone
        let seal = try await alone.measure { _, _ in _ = try Bench.readyReport(composition, town) }
        var (plain, sealed): ([Bench.Figures], [Bench.Figures]) = ([], [])
        // In turn, since the file grows meanwhile.
        for _ in 0..<2 {
            plain.append(try await alone.storing(of: Self.readyCount, composition, town))
            sealed.append(
                try await alone.measure { _, _ in
                    _ = try await composition.reports.submit(try Bench.readyReport(composition, town), in: town.id)
                }
            )
        }
        return [
            "sealing of a report, one caller: \(seal)",
            "reports sealed before, one caller: \(Bench.Figures(mean: plain))",
            "reports sealed on the way, one caller: \(Bench.Figures(mean: sealed))",
        ]
    }

    /// Of an invented person, who gives no second factor.
    private static func login(_ caller: Int) -> String { "jagoda@stanowisko\(caller).example" }

    private func add(_ login: String, _ composition: Composition, _ town: Municipality) async throws {
        _ = try await composition.createStaff(
            NewStaff(
                name: PersonName(typed: "Dyżurna Zmyślona"),
                login: EmailAddress(typed: login),
                rights: StaffRights([StaffGrant(.operator)])
            ),
            password: Password(typed: Self.password),
            by: .command("ratusz bench"),
            in: town.id,
            at: composition.foundations.clock.now
        )
    }

    private func signIn(_ caller: Int, _ composition: Composition, _ town: Municipality) async throws -> SignInStep {
        try await composition.signIn(
            login: Self.login(caller),
            password: Password(typed: Self.password),
            network: "192.0.2.\(caller % 250)",
            request: nil,
            in: town,
            at: composition.foundations.clock.now
        )
    }
}
