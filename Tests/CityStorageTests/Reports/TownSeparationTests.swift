import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// Two towns on one server share nothing, whatever is the same in both.
@Suite struct TownSeparationTests {
    private struct Towns {
        let hall: TestTownHall
        let kielce: Municipality
        let suprasl: Municipality

        init(_ database: any Database) throws {
            kielce = try ProjectTown.named("kielce")
            suprasl = try ProjectTown.named("suprasl")
            hall = try TestTownHall(database, kielce, suprasl)
        }
    }

    @Test("The same number and client key are two reports in two towns", arguments: Engine.available)
    func numbers(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let towns = try Towns(database)
            let (hall, kielce, suprasl) = (towns.hall, towns.kielce, towns.suprasl)
            let here = try await hall.submit(key: "k", in: kielce)
            let there = try await hall.submit(key: "k", in: suprasl)
            #expect([here.number, there.number] == Array(repeating: ReportNumber(year: 2026, sequence: 1), count: 2))
            #expect(there.isRepeated == false)
            #expect(here.secret != there.secret)
            await #expect(throws: ReportFailure.wrongSecret) {
                try await hall.open(there.number, here.secret, in: suprasl)
            }
            try await hall.decide(Decision(to: .accepted), about: here.number, in: kielce)
            await #expect(throws: ReportFailure.notFound) {
                try await hall.browseReports(there.number, for: .everyone, in: suprasl)
            }
            #expect(
                try await hall.browseReports.list(PublicQuery(limit: 9), for: .everyone, in: suprasl).elements.isEmpty
            )
            #expect(try await hall.readReport.unseen(there.number, in: suprasl).report.status == .new)
            #expect(
                try await hall.inbox.counts(on: CivilDate(2026, 4, 27), in: suprasl)
                    == InboxCounts([.open: 1, .new: 1, .unassigned: 1])
            )
        }
    }

    @Test("A session of one town is nothing in another, and one login is two accounts", arguments: Engine.available)
    func staff(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let towns = try Towns(database)
            let password = Password(typed: "sześć-słów-na-próbę")
            for town in towns.hall.towns {
                _ = try await towns.hall.createStaff(
                    name: PersonName(typed: "Ida z \(town.id)"),
                    login: EmailAddress(typed: "ida@urzad.example"),
                    password: password,
                    roles: [.operator],
                    by: .test,
                    in: town.id,
                    at: .monday
                )
            }
            for (town, other) in [(towns.kielce, towns.suprasl), (towns.suprasl, towns.kielce)] {
                let signIn = towns.hall.signIn
                let token = try await signIn(
                    login: "ida@urzad.example",
                    password: password,
                    network: "n",
                    request: "test",
                    in: town,
                    at: .monday
                ).session
                #expect(try await signIn.session(token, in: town, at: .monday).name.text == "Ida z \(town.id)")
                await #expect(throws: AccountFailure.signedOut) {
                    try await signIn.session(token, in: other, at: .monday)
                }
                try await signIn.signOut(token, request: "test", in: other, at: .monday)
                _ = try await signIn.session(token, in: town, at: .monday)
            }
        }
    }

    @Test("Failures in one town slow nobody down in another", arguments: Engine.available)
    func failures(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let towns = try Towns(database)
            let signIn = towns.hall.signIn
            let password = Password(typed: "x")
            let attempt = { @Sendable (town: Municipality) in
                _ = try await signIn(
                    login: "a@b.example",
                    password: password,
                    network: "n",
                    request: "test",
                    in: town,
                    at: .monday
                )
            }
            for _ in 0..<6 {
                await #expect(throws: AccountFailure.wrongLoginOrPassword) { try await attempt(towns.kielce) }
            }
            await #expect(throws: AccountFailure.paused(for: .seconds(1))) {
                try await attempt(towns.kielce)
            }
            await #expect(throws: AccountFailure.wrongLoginOrPassword) { try await attempt(towns.suprasl) }
        }
    }

    @Test("A row that was moved to another town does not open there", arguments: Engine.available)
    func movedRow(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let towns = try Towns(database)
            let number = try await towns.hall.submit(.personal(in: towns.kielce), in: towns.kielce).number
            try await database.acrossTowns.write { transaction in
                for table in ["reports", "report_events", "report_deadlines", "data_keys"] {
                    try transaction.execute("UPDATE \(SQL(trusted: table)) SET municipality = 'suprasl'")
                }
            }
            await #expect(throws: VaultError.unreadable) {
                try await towns.hall.readReport.unseen(number, in: towns.suprasl)
            }
        }
    }
}
