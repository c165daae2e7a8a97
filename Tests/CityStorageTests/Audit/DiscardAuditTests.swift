import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Synchronization
import Testing

/// The oldest entries of the audit log go, and nobody can use that to cut it.
@Suite struct DiscardAuditTests {
    /// Twelve entries, one of each day from `.monday` on, linked.
    private static func with(_ engine: Engine, _ body: @Sendable (TestTownHall, Municipality) async throws -> Void)
        async throws
    {
        try await TestTownHall.with(engine) { hall, town in
            for _ in 0..<12 {
                let look = RecordAudit.Act(.inboxViewed, .inbox, reason: .handling)
                try await hall.audit(look, by: .staff(ID("officer"), nil), in: town.id, at: hall.now)
                hall.clock.advance(.days(1))
            }
            try await hall.linkAudit()
            try await body(hall, town)
        }
    }

    /// Discards the entries of the first days.
    private static func discard(days: Int64, _ hall: TestTownHall) async throws -> (count: Int, kept: [AuditCheckpoint])
    {
        let kept = Mutex<[AuditCheckpoint]>([])
        let count = try await hall.discardAudit(
            before: .monday + .days(days),
            by: .command("ratusz test"),
            at: hall.now
        ) { base in kept.withLock { $0.append(base) } }
        return (count, kept.withLock { $0 })
    }

    private static func sequences(_ hall: TestTownHall) async throws -> [Int] {
        try await hall.auditStore.entries(after: 0, limit: 99).map(\.sequence)
    }

    private static func run(_ hall: TestTownHall, _ statements: SQL...) async throws {
        try await hall.database.acrossTowns.write { transaction in
            for statement in statements { try transaction.execute(statement) }
        }
    }

    @Test(
        "Entries before the moment go, the rest is a whole chain, and an entry tells of it",
        arguments: Engine.available
    )
    func discarding(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, _ in
            #expect(try await Self.discard(days: 0, hall).count == 0)
            let (count, kept) = try await Self.discard(days: 5, hall)
            #expect(count == 5 && kept.map(\.head.sequence) == [5])
            #expect(try await Self.sequences(hall) == Array(6...12))
            let waiting = try await hall.auditStore.queue(limit: 9).waiting
            #expect(waiting.map(\.kind) == ["audit.discarded"] && waiting.map(\.part) == ["up to 5"])
            try await hall.linkAudit()
            #expect(
                try await hall.verifyAudit()
                    == AuditReport(entries: 8, discarded: 5, checkpoints: 0, provedUntil: nil, faults: [])
            )
            #expect(try await Self.discard(days: 5, hall).count == 0)
            let again = try await Self.discard(days: 30, hall)
            #expect(again.count == 8 && again.kept.map(\.head.sequence) == [13])
            try await hall.linkAudit()
            #expect(try await hall.verifyAudit().faults.isEmpty)
            #expect(try await Self.sequences(hall) == [14])
        }
    }

    @Test("A younger entry keeps older ones that were linked behind it", arguments: Engine.available)
    func order(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let late = RecordAudit.Act(.inboxViewed, .inbox)
            try await hall.audit(late, by: .command("ratusz late"), in: town.id, at: .monday)
            try await hall.linkAudit()
            #expect(try await Self.discard(days: 11, hall).count == 11)
            #expect(try await Self.sequences(hall) == [12, 13])
        }
    }

    @Test("Checkpoints of the discarded part prove nothing and are no fault", arguments: Engine.available)
    func checkpoints(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, _ in
            let early = AuditCheckpoint(
                try await hall.auditStore.entries(after: 2, limit: 1)[0].head,
                at: .monday,
                by: hall.auditSigner
            )
            let base = try #require(try await Self.discard(days: 5, hall).kept.first)
            let old = CheckpointFile("\(early.line)\n", signer: hall.auditSigner)
            let both = CheckpointFile("\(early.line)\n\(base.line)\n", signer: hall.auditSigner)
            let report = try await hall.verifyAudit(old)
            #expect(report.faults.isEmpty && report.provedUntil == nil)
            #expect(try await hall.verifyAudit(both).provedUntil == base.at)
        }
    }

    @Test("What is broken stays, with everything behind it", arguments: Engine.available)
    func broken(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, _ in
            try await Self.run(hall, "UPDATE audit_log SET actor = 'staff/another' WHERE sequence = 3")
            await #expect(throws: AuditFault.changed(3)) { try await Self.discard(days: 5, hall) }
            let left = try await Self.sequences(hall)
            #expect(left == Array(1...12))
            let report = try await hall.verifyAudit()
            #expect(report.faults == [.changed(3)])
        }
    }

    @Test("Nothing goes when where the chain begins cannot be kept outside", arguments: Engine.available)
    func unkept(_ engine: Engine) async throws {
        struct Full: Error {}
        try await Self.with(engine) { hall, _ in
            await #expect(throws: Full.self) {
                try await hall.discardAudit(
                    before: .monday + .days(5),
                    by: .command("ratusz test"),
                    at: hall.now
                ) { _ in throw Full() }
            }
            let left = try await Self.sequences(hall)
            #expect(left == Array(1...12))
            let waiting = try await hall.auditStore.queue(limit: 9).waiting
            #expect(waiting.isEmpty)
        }
    }

    @Test("Entries that a stopped run left are no fault, and go with the next", arguments: Engine.available)
    func stopped(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let last = try await hall.auditStore.entries(after: 4, limit: 1)[0].head
            let base = AuditCheckpoint(last, .discarded, at: hall.now, by: hall.auditSigner)
            let isMoved = try await hall.auditStore.discard(upTo: base, after: nil, noting: .sample(in: town.id))
            #expect(isMoved)
            let isMovedAgain = try await hall.auditStore.discard(upTo: base, after: nil, noting: .sample(in: town.id))
            #expect(!isMovedAgain)
            #expect(try await Self.sequences(hall).count == 12)
            #expect(try await hall.verifyAudit().faults.isEmpty)
            #expect(try await Self.discard(days: 5, hall).count == 5)
            #expect(try await Self.sequences(hall) == Array(6...12))
        }
    }

    @Test("Who cuts the beginning and says it was discarded is found out", arguments: Engine.available)
    func forged(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, _ in
            // The signature is a true one of this installation, of a checkpoint that says something else.
            let head = try await hall.auditStore.entries(after: 4, limit: 1)[0].head
            let checkpoint = AuditCheckpoint(head, at: hall.now, by: hall.auditSigner)
            try await hall.database.acrossTowns.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO audit_base (chain, sequence, hash, at, public_key, signature)
                    VALUES ('entries', ?, ?, ?, ?, ?)
                    """,
                    checkpoint.head.sequence,
                    checkpoint.head.hash,
                    checkpoint.at,
                    checkpoint.publicKey,
                    checkpoint.signature
                )
                try transaction.execute("DELETE FROM audit_log WHERE sequence <= 5")
            }
            #expect(try await hall.verifyAudit().faults == [.unsignedBase(5)])
        }
    }

    @Test("A base that lies before what is missing does not cover it", arguments: Engine.available)
    func uncovered(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, _ in
            let count = try await Self.discard(days: 3, hall).count
            try await Self.run(hall, "DELETE FROM audit_log WHERE sequence < 6")
            let faults = try await hall.verifyAudit().faults
            #expect(count == 3 && faults == [.missing(4)])
        }
    }
}
