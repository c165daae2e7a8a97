import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct OutboxTests {
    private static func accept(_ sequence: Int, in database: any Database) async throws {
        _ = try await database.reports.change(ReportNumber(year: 2026, sequence: sequence), in: .north, by: .warsaw) {
            report in
            report = report.moved(to: .accepted)
            return ReportChange(publication: nil)
        }
    }

    @Test("Events become deliveries once, and nobody without an address gets any", arguments: Engine.available)
    func planning(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.reports.submit(try .sample("r1", contact: .sample), in: .north)
            _ = try await database.reports.submit(try .sample("r2"), in: .north)
            try await Self.accept(1, in: database)
            try await Self.accept(2, in: database)
            let store = database.deliveries
            // Without an address a receipt makes no event; a move does, and nothing comes of it.
            #expect(try await store.handleEvents(limit: 100, at: .monday, plan: plannedDeliveries) == 3)
            #expect(try await store.handleEvents(limit: 100, at: .monday, plan: plannedDeliveries) == 0)
            #expect(
                try await database.ledger() == [
                    LedgerRow(message: "confirm-email", state: "queued", attempt: 0),
                    LedgerRow(message: "status-1", state: "held", attempt: 0),
                    LedgerRow(message: "status-2", state: "held", attempt: 0),
                ]
            )
            #expect([try await store.count(.queued), try await store.count(.held)] == [1, 2])
        }
    }

    @Test("Events are taken oldest first, as many as asked for, over all towns", arguments: Engine.available)
    func slices(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for (id, town) in [("a1", ID<Municipality>.north), ("b2", .south), ("c3", .north)] {
                _ = try await database.reports.submit(try .sample(id, contact: .sample), in: town)
            }
            let store = database.deliveries
            #expect(try await store.handleEvents(limit: 2, at: .monday, plan: plannedDeliveries) == 2)
            #expect(try await [database.ledger(of: .north).count, database.ledger(of: .south).count] == [2, 2])
            #expect(try await store.handleEvents(limit: 2, at: .monday, plan: plannedDeliveries) == 1)
            #expect(try await [database.ledger(of: .north).count, database.ledger(of: .south).count] == [4, 2])
        }
    }

    @Test("Two workers at once make each delivery once", arguments: Engine.available)
    func twoWorkers(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let processes = [try await place.open(), try await place.open()]
            for index in 0..<60 {
                _ = try await processes[0].reports.submit(try .sample("r\(index)", contact: .sample), in: .north)
            }
            let taken = try await withThrowingTaskGroup(of: Int.self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        var taken = 0
                        let store = processes[worker % 2].deliveries
                        while true {
                            let count = try await store.handleEvents(limit: 7, at: .monday, plan: plannedDeliveries)
                            if count == 0 { return taken }
                            taken += count
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(taken == 60)
            #expect(try await processes[0].ledger().count == 120)
            for process in processes { await process.close() }
        }
    }

    @Test("An event and what it is about are stored together or not at all", arguments: Engine.available)
    func together(_ engine: Engine) async throws {
        struct Refusal: Error {}
        try await engine.withDatabase { database in
            _ = try await database.reports.submit(try .sample("r1", contact: .sample), in: .north)
            await #expect(throws: Refusal.self) {
                _ = try await database.reports.change(ReportNumber(year: 2026, sequence: 1), in: .north, by: .warsaw) {
                    report in
                    report = report.moved(to: .accepted)
                    throw Refusal()
                }
            }
            #expect(try await database.deliveries.handleEvents(limit: 100, at: .monday, plan: plannedDeliveries) == 1)
        }
    }

    @Test("Confirming the address lets go what was held, once", arguments: Engine.available)
    func releasing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for id in ["r1", "r2"] {
                _ = try await database.reports.submit(try .sample(id, contact: .sample), in: .north)
            }
            _ = try await database.deliveries.handleEvents(limit: 100, at: .monday, plan: plannedDeliveries)
            let later = Instant.monday + .hours(1)
            #expect(
                try await database.reports.confirmEmail(of: ID("r1"), emailIndex: [0, 0], at: later, in: .south)
                    == false
            )
            #expect(try await database.reports.confirmEmail(of: ID("r1"), emailIndex: [0, 0], at: later, in: .north))
            #expect(
                try await database.reports.confirmEmail(
                    of: ID("r1"),
                    emailIndex: [0, 0],
                    at: later + .hours(1),
                    in: .north
                ) == false
            )
            #expect(
                try await database.ledger() == [
                    LedgerRow(message: "confirm-email", state: "queued", attempt: 0),
                    LedgerRow(message: "status-1", state: "queued", attempt: 0, due: later),
                    LedgerRow(message: "confirm-email", state: "queued", attempt: 0),
                    LedgerRow(message: "status-1", state: "held", attempt: 0),
                ]
            )
            let file = try await database.reports.file(ReportNumber(year: 2026, sequence: 1), in: .north)
            #expect(file?.emailConfirmedAt == later)
        }
    }

    @Test("A report without an address has nothing to confirm", arguments: Engine.available)
    func nothingToConfirm(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.reports.submit(try .sample("r1"), in: .north)
            #expect(
                try await database.reports.confirmEmail(of: ID("r1"), emailIndex: [0, 0], at: .monday, in: .north)
                    == false
            )
        }
    }
}
