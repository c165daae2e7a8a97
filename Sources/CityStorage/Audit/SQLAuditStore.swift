public import CityDomain
public import CityKit

/// The audit log in the database. Its chain goes across all towns.
public struct SQLAuditStore: AuditStore {
    let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(_ entry: AuditEntry) async throws {
        try await database.acrossTowns.write { try $0.note(entry) }
    }

    /// Whether the database has the log at all: not before a newer program has migrated it.
    public func isThere() async throws -> Bool {
        try await database.read { transaction in
            let columns = try transaction.query("SELECT c.name FROM {columns} AS c WHERE c.table_name = 'audit_queue'")
            return !columns.isEmpty
        }
    }

    public func queue(limit: Int) async throws -> AuditQueue {
        try await database.acrossTowns.read { transaction in
            let rows = try transaction.query(
                """
                SELECT municipality, id, at, kind, actor, role, object, part, reason, request, sealed FROM audit_queue
                ORDER BY id LIMIT ?
                """,
                limit
            )
            return AuditQueue(head: try transaction.auditHead(), waiting: try rows.map { try AuditEntry($0) })
        }
    }

    public func append(_ entries: [LinkedEntry], after head: AuditHead) async throws -> Bool {
        guard let last = entries.last else { return true }
        // Made ready here, because others wait while a transaction is open.
        let rows = entries.map { $0.row }
        return try await database.acrossTowns.write { transaction in
            guard try transaction.moveAuditHead(from: head, to: last.head) else { return false }
            try transaction.insert(
                """
                INSERT INTO audit_log
                    (sequence, hash, municipality, id, at, kind, actor, role, object, part, reason, request, sealed)
                VALUES
                """,
                row: "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values: rows
            )
            for entry in entries.map(\.entry) {
                try transaction.execute(
                    "DELETE FROM audit_queue WHERE municipality = ? AND id = ?",
                    entry.town,
                    entry.id
                )
            }
            return true
        }
    }

    public func base() async throws -> AuditCheckpoint? { try await database.acrossTowns.read { try $0.auditBase() } }

    public func discard(upTo base: AuditCheckpoint, after old: AuditCheckpoint?, noting entry: AuditEntry) async throws
        -> Bool
    {
        try await database.acrossTowns.write { transaction in
            guard try transaction.moveAuditBase(from: old, to: base) else { return false }
            try transaction.note(entry)
            return true
        }
    }

    public func removeDiscarded(limit: Int) async throws -> Int {
        try await database.acrossTowns.write { transaction in
            try transaction.change(
                """
                DELETE FROM audit_log WHERE sequence IN (
                    SELECT l.sequence FROM audit_log l
                    WHERE l.sequence <= (SELECT b.sequence FROM audit_base b WHERE b.chain = 'entries')
                    ORDER BY l.sequence LIMIT ?
                )
                """,
                limit
            )
        }
    }

    public func head() async throws -> AuditHead { try await database.acrossTowns.read { try $0.auditHead() } }

    public func entries(after sequence: Int, limit: Int) async throws -> [LinkedEntry] {
        try await database.acrossTowns.read { transaction in
            try transaction.query(
                """
                SELECT sequence, hash, municipality, id, at, kind, actor, role, object, part, reason, request, sealed
                FROM audit_log WHERE sequence > ? ORDER BY sequence LIMIT ?
                """,
                sequence,
                limit
            ).map { row in
                LinkedEntry(
                    sequence: try row.value(at: 0),
                    entry: try AuditEntry(row, from: 2),
                    hash: try row.value(at: 1)
                )
            }
        }
    }

    public func views(of report: ID<Report>, limit: Int, in town: ID<Municipality>) async throws -> [AuditView] {
        try await database.town(town).read { transaction in
            let kinds = AuditKind.viewsOfReport.map(\.rawValue.databaseValue)
            return try transaction.query(
                """
                SELECT at, kind, actor, role, reason FROM audit_log
                WHERE municipality = {town} AND object = ? AND kind IN (\(.repeated("?", kinds.count)))
                ORDER BY sequence DESC LIMIT ?
                """,
                values: [AuditObject.report(report).text.databaseValue] + kinds + [limit.databaseValue]
            ).compactMap(AuditView.init)
        }
    }
}

extension Transaction {
    fileprivate func auditHead() throws -> AuditHead {
        guard let row = try query("SELECT sequence, hash FROM audit_head WHERE chain = 'entries'").first else {
            return .start
        }
        return AuditHead(
            sequence: try row.int("sequence"),
            hash: try row.optionalBlob("hash") ?? AuditHead.start.hash
        )
    }

    /// Takes the right to write behind `head`.
    /// - Returns: false when the chain is no longer there.
    fileprivate func moveAuditHead(from head: AuditHead, to last: AuditHead) throws -> Bool {
        try change(
            "UPDATE audit_head SET sequence = ?, hash = ? WHERE chain = 'entries' AND sequence = ?",
            last.sequence,
            last.hash,
            head.sequence
        ) == 1
    }
}

extension Transaction {
    fileprivate func auditBase() throws -> AuditCheckpoint? {
        guard
            let row = try query(
                "SELECT sequence, hash, at, public_key, signature FROM audit_base WHERE chain = 'entries'"
            ).first
        else { return nil }
        return AuditCheckpoint(
            .discarded,
            AuditHead(sequence: try row.int("sequence"), hash: try row.blob("hash")),
            at: try row.instant("at"),
            publicKey: try row.blob("public_key"),
            signature: try row.blob("signature")
        )
    }

    /// - Returns: false when the chain no longer begins behind `old`.
    fileprivate func moveAuditBase(from old: AuditCheckpoint?, to base: AuditCheckpoint) throws -> Bool {
        try change(
            """
            INSERT INTO audit_base (chain, sequence, hash, at, public_key, signature)
            VALUES ('entries', ?, ?, ?, ?, ?)
            ON CONFLICT (chain) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, at = excluded.at,
                public_key = excluded.public_key, signature = excluded.signature
            WHERE audit_base.sequence = ?
            """,
            base.head.sequence,
            base.head.hash,
            base.at,
            base.publicKey,
            base.signature,
            // Nothing is in the way of the first one; a second first one finds it and changes nothing.
            old?.head.sequence ?? -1
        ) == 1
    }
}

extension LinkedEntry {
    /// In the order of the columns of the statement that stores it.
    fileprivate var row: [Value] { [sequence.databaseValue, hash.databaseValue] + entry.row }
}

extension AuditView {
    /// Nil for an entry with words of a newer program.
    fileprivate init?(_ row: Row) throws {
        guard let kind = AuditKind(rawValue: try row.text("kind")),
            let reason = try row.optionalText("reason").flatMap(AuditReason.init),
            let viewer = Viewer(actor: try row.text("actor"), role: try row.optionalText("role") ?? "")
        else { return nil }
        self.init(at: try row.instant("at"), kind: kind, viewer: viewer, reason: reason)
    }
}

extension AuditView.Viewer {
    fileprivate init?(actor: String, role: String) {
        switch actor.prefix(while: { $0 != "/" }) {
        case "staff":
            guard let post = StaffPost(text: role) else { return nil }
            self = .staff(post)
        case "program":
            guard let role = APIRole(rawValue: role) else { return nil }
            self = .program(role)
        default: return nil
        }
    }
}
