import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

/// What somebody does who has the database in their hands, and what `ratusz audit verify` says of it.
@Suite struct AuditTamperingTests {
    private static let count = 12

    private struct Row: CustomTestStringConvertible, Sendable {
        let what: String
        let statements: [SQL]
        let faults: [AuditFault]

        init(_ what: String, _ statements: SQL..., faults: AuditFault...) {
            self.what = what
            self.statements = statements
            self.faults = faults
        }

        var testDescription: String { what }
    }

    /// Each column of an entry, with another value in it.
    private static let columns = [
        ("municipality", "'other'"), ("id", "'01X'"), ("at", "at + 1"), ("kind", "'report.viewed'"),
        ("actor", "'staff/another'"), ("role", "'administrator'"), ("object", "'report/1'"), ("part", "'line 9'"),
        ("reason", "'handling'"), ("request", "'another'"), ("sealed", "hash"),
    ].map { column, value in
        Row(
            "changed \(column)",
            SQL(trusted: "UPDATE audit_log SET \(column) = \(value) WHERE sequence = 5"),
            faults: .changed(5)
        )
    }

    private static let rows =
        columns + [
            Row(
                "changed hash",
                "UPDATE audit_log SET hash = (SELECT l.hash FROM audit_log l WHERE l.sequence = 2) WHERE sequence = 5",
                faults: .changed(5)
            ),
            Row("first entry deleted", "DELETE FROM audit_log WHERE sequence = 1", faults: .missing(1)),
            Row("entries deleted", "DELETE FROM audit_log WHERE sequence IN (6, 7)", faults: .missing(6)),
            Row(
                "entry deleted, the others moved up",
                "DELETE FROM audit_log WHERE sequence = 6",
                "UPDATE audit_log SET sequence = -sequence WHERE sequence > 6",
                "UPDATE audit_log SET sequence = -sequence - 1 WHERE sequence < 0",
                "UPDATE audit_head SET sequence = 11",
                faults: .changed(6)
            ),
            Row(
                "two neighbours changed places",
                "UPDATE audit_log SET sequence = -4 WHERE sequence = 4",
                "UPDATE audit_log SET sequence = 4 WHERE sequence = 5",
                "UPDATE audit_log SET sequence = 5 WHERE sequence = -4",
                faults: .moved(4, from: 5)
            ),
            Row(
                "two entries changed places",
                "UPDATE audit_log SET sequence = -3 WHERE sequence = 3",
                "UPDATE audit_log SET sequence = 3 WHERE sequence = 9",
                "UPDATE audit_log SET sequence = 9 WHERE sequence = -3",
                faults: .moved(3, from: 9)
            ),
            Row("tail deleted", "DELETE FROM audit_log WHERE sequence > 10", faults: .missing(11)),
            Row("everything deleted", "DELETE FROM audit_log", faults: .missing(1)),
        ]

    @Test("The first broken entry is named, with what happened to it", arguments: rows, Engine.available)
    private func tampering(_ row: Row, _ engine: Engine) async throws {
        try await TestTownHall.with(engine) { hall, town in
            try await Self.fill(hall, town)
            try await Self.run(row.statements, hall)
            #expect(try await hall.verifyAudit().faults == row.faults)
        }
    }

    @Test("A cut tail and a log written anew show against a checkpoint", arguments: Engine.available)
    func checkpoints(_ engine: Engine) async throws {
        try await TestTownHall.with(engine) { hall, town in
            let signer = SodiumAuditSigner(hall.vault)
            try await Self.fill(hall, town)
            let early = AuditCheckpoint(
                try await hall.auditStore.entries(after: 5, limit: 1)[0].head,
                at: .monday,
                by: signer
            )
            let late = AuditCheckpoint(try await hall.auditStore.head(), at: .monday + .hours(1), by: signer)
            let file = CheckpointFile("\(early.line)\n\(late.line)\n", signer: signer)
            #expect(
                try await hall.verifyAudit(file)
                    == AuditReport(entries: 12, checkpoints: 2, provedUntil: late.at, faults: [])
            )
            try await Self.run(
                [
                    "DELETE FROM audit_log WHERE sequence > 8",
                    """
                    UPDATE audit_head SET sequence = 8,
                        hash = (SELECT l.hash FROM audit_log l WHERE l.sequence = 8)
                    """,
                ],
                hall
            )
            #expect(try await hall.verifyAudit().faults.isEmpty)
            #expect(
                try await hall.verifyAudit(file)
                    == AuditReport(
                        entries: 8,
                        checkpoints: 2,
                        provedUntil: early.at,
                        faults: [.cut(after: 8, checkpoint: late)]
                    )
            )
            // The log goes on as if nothing had been.
            for _ in 0..<6 { try await hall.auditStore.add(.sample(in: town.id)) }
            try await hall.linkAudit()
            #expect(try await hall.verifyAudit().faults.isEmpty)
            #expect(try await hall.verifyAudit(file).faults == [.rewritten(checkpoint: late)])
        }
    }

    private static func fill(_ hall: TestTownHall, _ town: Municipality) async throws {
        for _ in 0..<count { try await hall.auditStore.add(.sample(in: town.id)) }
        try await hall.linkAudit()
    }

    private static func run(_ statements: [SQL], _ hall: TestTownHall) async throws {
        try await hall.database.acrossTowns.write { transaction in
            for statement in statements { try transaction.execute(statement) }
        }
    }
}
