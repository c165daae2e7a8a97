public import CityDomain
public import CityKit

/// Drafts of reports in the database.
public struct SQLDraftStore: DraftStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func draft(_ tokenHash: [UInt8], in town: ID<Municipality>, at now: Instant) async throws -> StoredDraft? {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT content, wrapped_key FROM report_drafts
                WHERE municipality = {town} AND token_hash = ? AND expires_at > ?
                """,
                tokenHash,
                now
            ).first.map { row in
                StoredDraft(
                    content: Sealed(ciphertext: try row.blob("content")),
                    key: WrappedKey(bytes: try row.blob("wrapped_key"))
                )
            }
        }
    }

    public func keep(
        _ draft: StoredDraft,
        _ tokenHash: [UInt8],
        of resident: ID<Resident>?,
        until expiry: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            // A draft that is kept in the moment of an erasure would outlive it.
            if let resident, try transaction.residentAccount(resident, in: "residents") == nil { return }
            try transaction.execute(
                """
                INSERT INTO report_drafts (municipality, token_hash, content, wrapped_key, resident, expires_at)
                VALUES ({town}, ?, ?, ?, ?, ?)
                ON CONFLICT (municipality, token_hash) DO UPDATE
                SET content = excluded.content, wrapped_key = excluded.wrapped_key, resident = excluded.resident,
                    expires_at = excluded.expires_at
                """,
                tokenHash,
                draft.content.ciphertext,
                draft.key.bytes,
                resident,
                expiry
            )
        }
    }

    public func sweep(limit: Int, at now: Instant) async throws -> Int {
        try await database.acrossTowns.write { transaction in
            let expired = try transaction.query(
                "SELECT municipality, token_hash FROM report_drafts WHERE expires_at <= ? LIMIT ?",
                now,
                limit
            )
            for row in expired {
                try transaction.execute(
                    "DELETE FROM report_drafts WHERE municipality = ? AND token_hash = ?",
                    try row.text("municipality"),
                    try row.blob("token_hash")
                )
            }
            return expired.count
        }
    }
}
