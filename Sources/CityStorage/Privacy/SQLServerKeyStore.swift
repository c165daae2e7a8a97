public import CityDomain
public import CityKit

/// The wrapped keys of the installation as a whole.
public struct SQLServerKeyStore: Sendable {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    /// The key kept for `purpose`; when there is none, `fresh` is kept and returned. Two processes that start at once
    /// get the same one.
    public func key(_ purpose: String, orStore fresh: WrappedKey, at now: Instant) async throws -> WrappedKey {
        try await database.write { transaction in
            try transaction.execute(
                """
                INSERT INTO server_keys (purpose, wrapped_key, created_at) VALUES (?, ?, ?)
                ON CONFLICT (purpose) DO NOTHING
                """,
                purpose,
                fresh.bytes,
                now
            )
            let row = try transaction.query("SELECT wrapped_key FROM server_keys WHERE purpose = ?", purpose).first
            return try row.map { WrappedKey(bytes: try $0.blob("wrapped_key")) } ?? fresh
        }
    }

    /// Nil when none is kept.
    public func key(_ purpose: String) async throws -> WrappedKey? {
        try await database.read { transaction in
            try transaction.query("SELECT wrapped_key FROM server_keys WHERE purpose = ?", purpose).first
                .map { WrappedKey(bytes: try $0.blob("wrapped_key")) }
        }
    }

    public func replace(_ purpose: String, with key: WrappedKey) async throws {
        try await database.write { transaction in
            try transaction.execute("UPDATE server_keys SET wrapped_key = ? WHERE purpose = ?", key.bytes, purpose)
        }
    }
}
