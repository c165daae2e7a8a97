public import CityKit

/// What the database was made for, in the database: a word that its first start wrote and nothing changes.
public struct SQLInstallationStore: Sendable {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    /// Nil before the first start.
    public func kind() async throws -> String? {
        try await database.read { transaction in
            try transaction.query("SELECT kind FROM installation WHERE sole = ?", 1).first.map { try $0.text("kind") }
        }
    }

    /// The word that is kept; where there is none, `fresh` is kept. Of two processes that start at once, one decides.
    public func kind(orStore fresh: String, at now: Instant) async throws -> String {
        try await database.write { transaction in
            try transaction.execute(
                "INSERT INTO installation (sole, kind, made_at) VALUES (?, ?, ?) ON CONFLICT (sole) DO NOTHING",
                1,
                fresh,
                now
            )
            let row = try transaction.query("SELECT kind FROM installation WHERE sole = ?", 1).first
            return try row.map { try $0.text("kind") } ?? fresh
        }
    }
}
