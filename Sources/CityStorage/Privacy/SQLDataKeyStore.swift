public import CityDomain
public import CityKit

/// A wrapped key and where it is stored.
public struct StoredKey: Sendable {
    public let town: ID<Municipality>
    /// The report or person it belongs to, or the hash of a draft's token.
    public let owner: String
    /// `case` or `person`; empty for a draft.
    public let purpose: String
    public let wrapped: WrappedKey
    public let slot: Slot
    fileprivate let rawOwner: Value
}

/// All wrapped keys of all towns, for a change of the master key.
public struct SQLDataKeyStore: Sendable {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    /// Keys of reports and people in the order of their rows, after `last`.
    public func keys(after last: StoredKey?, limit: Int) async throws -> [StoredKey] {
        try await database.acrossTowns.read { transaction in
            try transaction.query(
                """
                SELECT municipality, owner, purpose, wrapped_key FROM data_keys
                WHERE (municipality, owner, purpose) > (?, ?, ?)
                ORDER BY municipality, owner, purpose LIMIT ?
                """,
                last?.town.rawValue ?? "",
                last?.owner ?? "",
                last?.purpose ?? "",
                limit
            ).map { row in
                let town: ID<Municipality> = try row.id("municipality")
                let owner = try row.text("owner")
                let purpose = try row.text("purpose")
                return StoredKey(
                    town: town,
                    owner: owner,
                    purpose: purpose,
                    wrapped: WrappedKey(bytes: try row.blob("wrapped_key")),
                    slot: Slot(town, table: "data_keys", row: owner, column: purpose),
                    rawOwner: .text(owner)
                )
            }
        }
    }

    public func replace(_ key: StoredKey, with fresh: WrappedKey) async throws {
        try await database.town(key.town).write { transaction in
            try transaction.execute(
                "UPDATE data_keys SET wrapped_key = ? WHERE municipality = {town} AND owner = ? AND purpose = ?",
                fresh.bytes,
                key.owner,
                key.purpose
            )
        }
    }

    /// Keys that stand beside what they seal, in the order of their rows, after `last`.
    public func keys(beside place: KeyPlace, after last: StoredKey?, limit: Int) async throws -> [StoredKey] {
        try await database.acrossTowns.read { transaction in
            try transaction.query(
                """
                SELECT municipality, \(place.row) AS row_hash, wrapped_key FROM \(place.table)
                WHERE (municipality, \(place.row)) > (?, ?)
                ORDER BY municipality, \(place.row) LIMIT ?
                """,
                last?.town.rawValue ?? "",
                last?.rawOwner ?? .blob([]),
                limit
            ).map { row in
                let town: ID<Municipality> = try row.id("municipality")
                let hash = try row.blob("row_hash")
                let owner = Base32.encode(hash)
                return StoredKey(
                    town: town,
                    owner: owner,
                    purpose: "",
                    wrapped: WrappedKey(bytes: try row.blob("wrapped_key")),
                    slot: Slot(town, table: place.rawValue, row: owner, column: place.column),
                    rawOwner: .blob(hash)
                )
            }
        }
    }

    /// What was kept anew meanwhile has another key and stays as it is.
    public func replace(_ key: StoredKey, beside place: KeyPlace, with fresh: WrappedKey) async throws {
        try await database.town(key.town).write { transaction in
            try transaction.execute(
                """
                UPDATE \(place.table) SET wrapped_key = ?
                WHERE municipality = {town} AND \(place.row) = ? AND wrapped_key = ?
                """,
                fresh.bytes,
                key.rawOwner,
                key.wrapped.bytes
            )
        }
    }
}

/// Tables whose rows have their key beside them, because they live for hours.
public enum KeyPlace: String, Sendable, CaseIterable {
    case drafts = "report_drafts"
    case waitingIdentities = "waiting_identities"

    fileprivate var table: SQL {
        switch self {
        case .drafts: "report_drafts"
        case .waitingIdentities: "waiting_identities"
        }
    }

    /// The column that tells its rows apart.
    fileprivate var row: SQL {
        switch self {
        case .drafts: "token_hash"
        case .waitingIdentities: "browser_hash"
        }
    }

    fileprivate var column: String { "wrapped_key" }
}
