import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@Suite struct AuditLogTests {
    private struct Refused: Error {}

    @Test("An entry is there when its change is, and only then", arguments: Engine.available)
    func together(_ engine: Engine) async throws {
        try await TestTownHall.with(engine) { hall, town in
            let number = try await hall.submit(in: town).number
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            await #expect(throws: Refused.self) {
                _ = try await hall.reports.change(number, in: town.id, by: .warsaw) { _ in throw Refused() }
            }
            await #expect(throws: ReportFailure.self) {
                try await hall.decide(Decision(to: .new), about: number, in: town)
            }
            let entries = try await hall.auditStore.queue(limit: 9).waiting
            #expect(entries.map(\.kind) == ["report.decided"])
            #expect(entries.map(\.actor) == ["staff/officer"])
            #expect(entries.map(\.role) == ["operator"])
            #expect(entries.map(\.request) == ["test"])
            let report = try await hall.readReport.unseen(number, in: town).report
            #expect(entries.map(\.object) == ["report/\(report.id)"])
            let lines = report.history.count == 3 ? "lines 2–3" : "line 2"
            #expect(entries.map(\.part) == [lines])
        }
    }

    @Test("What residents do stands in no audit log", arguments: Engine.available)
    func residents(_ engine: Engine) async throws {
        try await TestTownHall.with(engine) { hall, town in
            let receipt = try await hall.submit(.personal(in: town), in: town)
            _ = try await hall.open(receipt.number, receipt.secret, in: town)
            let link = ReportLink(receipt.number, receipt.secret, from: "192.0.2.1", in: town, at: hall.now)
            try await hall.followUpReport.amend(link, description: "Nie świecą dwie latarnie.")
            try await hall.followUpReport.withdraw(link)
            #expect(try await hall.auditStore.queue(limit: 9).waiting.isEmpty)
        }
    }

    @Test("Entries get numbers without gaps, in the order they were written, once", arguments: Engine.available)
    func linking(_ engine: Engine) async throws {
        try await TestTownHall.with(engine) { hall, town in
            for _ in 0..<1_203 { try await hall.auditStore.add(.sample(in: town.id)) }
            let waiting = try await hall.auditStore.queue(limit: 2_000).waiting
            #expect(try await hall.linkAudit() == 1_203)
            #expect(try await hall.linkAudit() == 0)
            let linked = try await hall.auditStore.entries(after: 0, limit: 2_000)
            #expect(linked.map(\.sequence) == Array(1...1_203))
            #expect(linked.map(\.entry) == waiting)
            #expect(try await hall.auditStore.head() == linked.last?.head)
            #expect(
                try await hall.verifyAudit()
                    == AuditReport(entries: 1_203, checkpoints: 0, provedUntil: nil, faults: [])
            )
        }
    }

    @Test("Several processes that link at once make one chain", arguments: Engine.available)
    func manyWriters(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let town = try ProjectTown.named("kielce")
            let processes = [try await place.open(), try await place.open(), try await place.open()]
            let halls = try processes.map { try TestTownHall($0, town) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for hall in halls {
                    group.addTask {
                        for index in 0..<60 {
                            try await hall.auditStore.add(.sample(in: town.id))
                            if index.isMultiple(of: 3) { try await hall.linkAudit() }
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await halls[0].linkAudit()
            let report = try await halls[1].verifyAudit()
            #expect(report == AuditReport(entries: 180, checkpoints: 0, provedUntil: nil, faults: []))
            for process in processes { await process.close() }
        }
    }

    @Test("Words that may be personal are sealed, and open for the installation alone", arguments: Engine.available)
    func sealing(_ engine: Engine) async throws {
        try await TestTownHall.with(engine) { hall, town in
            _ = try await hall.apiKeys.create(
                name: "Firma Zmyślona",
                role: .contractor,
                by: .test,
                in: town.id,
                at: hall.now
            )
            let entry = try #require(try await hall.auditStore.queue(limit: 1).waiting.first)
            let stored = String(decoding: entry.values?.ciphertext ?? [], as: UTF8.self)
            #expect(!stored.contains("Firma"))
            #expect(try hall.audit.values(of: entry)["name"] == "Firma Zmyślona")
            let moved = AuditEntry(
                id: ID("another"),
                town: entry.town,
                at: entry.at,
                kind: entry.kind,
                actor: entry.actor,
                role: nil,
                object: entry.object,
                part: nil,
                reason: nil,
                request: nil,
                values: entry.values
            )
            #expect(throws: VaultError.unreadable) { try hall.audit.values(of: moved) }
        }
    }

    @Test("A reporter is told who looked, in which role and why, and nobody else is", arguments: Engine.available)
    func views(_ engine: Engine) async throws {
        try await TestTownHall.with(engine) { hall, town in
            let receipt = try await hall.submit(in: town)
            let other = try await hall.submit(in: town)
            let vendor = APIKey(id: ID("vendor"), name: "x", role: .contractor)
            _ = try await hall.readReport(receipt.number, by: .officer, in: town, at: hall.now)
            _ = try await hall.readReport(other.number, by: .officer, in: town, at: hall.now)
            hall.clock.advance(.hours(1))
            _ = try await hall.readReport(
                receipt.number,
                by: vendor,
                request: "r",
                for: .everyone,
                in: town,
                at: hall.now
            )
            let open = try await hall.open(receipt.number, receipt.secret, in: town)
            #expect(try await hall.readViews(of: open, in: town).isEmpty)
            try await hall.linkAudit()
            let views = [
                AuditView(at: hall.now, kind: .reportViewed, viewer: .program(.contractor), reason: .interface),
                AuditView(
                    at: .monday,
                    kind: .reportViewed,
                    viewer: .staff(StaffPost(role: .operator)),
                    reason: .handling
                ),
            ]
            #expect(try await hall.readViews(of: open, in: town) == views)
            let office = try await hall.readReport.unseen(receipt.number, in: town)
            #expect(try await hall.readViews(of: office, in: town).isEmpty)
        }
    }
}

extension TestTownHall {
    /// A town hall of Kielce on a fresh database.
    static func with(_ engine: Engine, _ body: (TestTownHall, Municipality) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            try await body(TestTownHall(database, town), town)
        }
    }
}
