import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Senders on watch, and what is forgotten, on both engines.
@Suite struct WatchTests {
    private static let network = "203.0.113.7"

    private static func with(_ engine: Engine, _ body: @Sendable (AsideDesk) async throws -> Void) async throws {
        try await engine.withDatabase { try await body(AsideDesk($0)) }
    }

    private static func watch(_ subject: AbuseWatch.Subject?, _ number: ReportNumber, _ desk: AsideDesk) async throws {
        let report = try await desk.report(number)
        try await desk.hall.watchSenders.watch(subject, of: report, because: "Trzeci raz reklama.", desk.work())
    }

    @Test("What comes from an account on watch waits, until the watch ends by itself", arguments: Engine.available)
    func account(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let ida = try await desk.hall.resident(in: desk.town)
            try await Self.watch(.account, desk.submit(by: ida).number, desk)
            let list = try await desk.hall.watchSenders.list(desk.work())
            #expect(list.map(\.reason) == ["Trzeci raz reklama."] && list.map(\.watch.subject) == [.account])
            #expect(list.first?.watch.until == desk.hall.now + .days(30))
            #expect(try await desk.rules(desk.submit(by: ida).number) == [.watch])
            #expect(try await desk.rules(desk.submit().number) == [])
            desk.hall.clock.advance(.days(30))
            try await desk.hall.releaseAside.forget(in: desk.town, at: desk.hall.now)
            let again = try await desk.hall.again(ida, in: desk.town)
            #expect(try await desk.rules(desk.submit(by: again).number) == [])
            #expect(try await Self.rows("abuse_watches", desk) == 0)
        }
    }

    @Test("A network on watch is known on later days, and no other one is", arguments: Engine.available)
    func networkOnWatch(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            try await Self.watch(.network, desk.submit(from: Self.network).number, desk)
            desk.hall.clock.advance(.days(9))
            #expect(try await desk.rules(desk.submit(from: "203.0.113.99").number) == [.watch])
            #expect(try await desk.rules(desk.submit(from: "203.0.114.7").number) == [])
            let id = try #require(try await desk.hall.watchSenders.list(desk.work()).first?.watch.id)
            try await desk.hall.watchSenders.end(id, desk.work())
            #expect(try await desk.rules(desk.submit(from: Self.network).number) == [])
            await #expect(throws: AbuseFailure.watchUnknown) { try await desk.hall.watchSenders.end(id, desk.work()) }
            let kinds = try await desk.hall.auditStore.queue(limit: 100).waiting.map(\.kind)
            #expect(kinds.contains(AuditKind.watchSet.rawValue) && kinds.contains(AuditKind.watchEnded.rawValue))
        }
    }

    @Test("Nobody is put on watch twice, without a reason, or where nothing is known", arguments: Engine.available)
    func refused(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let number = try await desk.submit(from: Self.network).number
            let report = try await desk.report(number)
            try await Self.watch(.network, number, desk)
            await #expect(throws: AbuseFailure.watchedAlready) { try await Self.watch(.network, number, desk) }
            await #expect(throws: AbuseFailure.nothingToWatch) { try await Self.watch(.account, number, desk) }
            await #expect(throws: AbuseFailure.subjectMissing) { try await Self.watch(nil, number, desk) }
            let watch = desk.hall.watchSenders
            await #expect(throws: AbuseFailure.reasonMissing) {
                try await watch.watch(.network, of: report, because: " ", desk.work())
            }
            await #expect(throws: AccountFailure.rightMissing(.judgeAside)) {
                try await watch.watch(.network, of: report, because: "x", desk.work(.officer))
            }
            #expect(try await Self.rows("abuse_watches", desk) == 1)
        }
    }

    @Test("Networks, devices and texts are kept as hashes for a day, and then not at all", arguments: Engine.available)
    func forgotten(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            try await desk.submit(from: Self.network, device: "browser")
            #expect(try await Self.rows("abuse_traces", desk) == 1)
            desk.hall.clock.advance(.hours(47))
            try await desk.hall.releaseAside.forget(in: desk.town, at: desk.hall.now)
            #expect(try await Self.rows("abuse_traces", desk) == 1, "as long as it may wait")
            desk.hall.clock.advance(.hours(1))
            try await desk.hall.releaseAside.forget(in: desk.town, at: desk.hall.now)
            #expect(try await Self.rows("abuse_traces", desk) == 0)
        }
    }

    @Test(
        "Whoever is erased is on no watch, and nothing tells where the reports came from",
        arguments: Engine.available
    )
    func erased(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let ida = try await desk.hall.resident(in: desk.town)
            let number = try await desk.submit(from: Self.network, by: ida).number
            try await Self.watch(.account, number, desk)
            try await Self.watch(.network, number, desk)
            try await desk.submit(from: "198.51.100.1")
            try await desk.hall.eraseResident(ida, proof: .password(.sample), in: desk.town, at: desk.hall.now)
            #expect(try await Self.rows("abuse_watches", desk) == 0)
            #expect(try await Self.rows("abuse_traces", desk) == 1, "that of somebody else")
        }
    }

    @Test("The download of an account says that it is on watch and what waited", arguments: Engine.available)
    func download(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let ida = try await desk.hall.resident(in: desk.town)
            let number = try await desk.submit("viagra", by: ida).number
            try await Self.watch(.account, number, desk)
            let records = SQLPersonalRecordStore(database: desk.hall.database)
            let id = ida.resident.id
            let aside = AsideRecord(report: number, rules: [.words], outcome: .waiting, decidedAt: nil)
            #expect(try await records.putAside(of: id, in: desk.town.id) == [aside])
            let watch = WatchRecord(since: desk.hall.now, until: desk.hall.now + .days(30))
            #expect(try await records.watches(of: id, in: desk.town.id) == [watch])
        }
    }

    private static func rows(_ table: SQL, _ desk: AsideDesk) async throws -> Int {
        try await desk.hall.database.town(desk.town.id).read { transaction in
            try transaction.query("SELECT CAST(COUNT(*) AS {int}) AS n FROM \(table) WHERE municipality = {town}")
                .first?
                .int("n") ?? 0
        }
    }
}
