public import CityDomain
public import CityKit

/// Accounts that look like those of one person, in the database.
public struct SQLSecondAccountStore: SecondAccountStore {
    let database: any Database

    public init(database: any Database) { self.database = database }

    public func uncompared(limit: Int, in town: ID<Municipality>) async throws -> [Resident] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT \(ResidentAccount.columns) FROM residents
                WHERE municipality = {town} AND NOT compared ORDER BY id LIMIT ?
                """,
                limit
            ).compactMap { try transaction.residentAccount($0)?.resident }
        }
    }

    public func mark(
        _ resident: ID<Resident>,
        as index: [UInt8],
        seeing profile: Sealed<ResidentProfile>,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "UPDATE residents SET person_index = ? WHERE municipality = {town} AND id = ? AND profile = ?",
                index,
                resident,
                profile.ciphertext
            )
        }
    }

    public func accounts(under index: [UInt8], in town: ID<Municipality>) async throws -> [Resident] {
        try await database.town(town).read { transaction in
            try transaction.query(
                "SELECT \(ResidentAccount.columns) FROM residents WHERE municipality = {town} AND person_index = ?",
                index
            ).compactMap { try transaction.residentAccount($0)?.resident }
        }
    }

    public func note(
        _ found: [SecondAccount],
        of resident: ID<Resident>,
        seeing profile: Sealed<ResidentProfile>,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            let changed = try transaction.change(
                """
                UPDATE residents SET compared = TRUE
                WHERE municipality = {town} AND id = ? AND profile = ? AND NOT compared
                """,
                resident,
                profile.ciphertext
            )
            guard changed == 1 else { return }
            for old in try transaction.undecided(about: resident) where !found.contains(where: old.isSame(as:)) {
                try transaction.execute("DELETE FROM second_accounts WHERE municipality = {town} AND id = ?", old.id)
            }
            for pair in found { try transaction.insert(pair) }
        }
    }

    public func forgetMarks(in town: ID<Municipality>) async throws {
        let isEmpty = try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT id FROM residents WHERE municipality = {town} AND person_index IS NOT NULL
                UNION ALL SELECT id FROM second_accounts WHERE municipality = {town} LIMIT 1
                """
            ).isEmpty
        }
        guard !isEmpty else { return }
        try await database.town(town).write { transaction in
            try transaction.execute(
                """
                UPDATE residents SET person_index = NULL, compared = FALSE
                WHERE municipality = {town} AND person_index IS NOT NULL
                """
            )
            try transaction.execute("DELETE FROM second_accounts WHERE municipality = {town}")
        }
    }

    public func suspicions(limit: Int, in town: ID<Municipality>) async throws -> [SecondAccount] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT \(SecondAccount.columns) FROM second_accounts
                WHERE municipality = {town} AND dismissed_at IS NULL ORDER BY found_at DESC, id DESC LIMIT ?
                """,
                limit
            ).map(SecondAccount.init)
        }
    }

    public func suspicion(_ id: ID<SecondAccount>, in town: ID<Municipality>) async throws -> SecondAccount? {
        try await database.town(town).read { try $0.suspicion(id) }
    }

    public func dismiss(_ id: ID<SecondAccount>, noting entry: AuditEntry, in town: ID<Municipality>) async throws
        -> Bool
    {
        try await database.town(town).write { transaction in
            guard let pair = try transaction.suspicion(id) else { return false }
            try transaction.execute(
                """
                UPDATE second_accounts
                SET dismissed_at = ?, kept = NULL, asked_at = NULL, older_agreed_at = NULL, newer_agreed_at = NULL
                WHERE municipality = {town} AND id = ?
                """,
                entry.at,
                id
            )
            if pair.question != nil { try transaction.endMergeLinks(of: [pair.older, pair.newer], at: entry.at) }
            try transaction.note(entry)
            return true
        }
    }
}

extension TownTransaction {
    /// A pair that is known already stays as it is.
    fileprivate func insert(_ pair: SecondAccount) throws {
        try execute(
            """
            INSERT INTO second_accounts (municipality, id, older, newer, found_at) VALUES ({town}, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            pair.id,
            pair.older,
            pair.newer,
            pair.foundAt
        )
    }

    /// Suspicions about an account that the office neither dismissed nor asked about.
    fileprivate func undecided(about resident: ID<Resident>) throws -> [SecondAccount] {
        try query(
            """
            SELECT \(SecondAccount.columns) FROM second_accounts
            WHERE municipality = {town} AND (older = ? OR newer = ?) AND dismissed_at IS NULL AND asked_at IS NULL
            """,
            resident,
            resident
        ).map(SecondAccount.init)
    }

    func suspicion(_ id: ID<SecondAccount>) throws -> SecondAccount? {
        try query(
            """
            SELECT \(SecondAccount.columns) FROM second_accounts
            WHERE municipality = {town} AND id = ? AND dismissed_at IS NULL
            """,
            id
        ).first.map(SecondAccount.init)
    }

    /// Forgets with which others an account looks like one person's.
    func forgetPairs(of resident: ID<Resident>) throws {
        try execute(
            "DELETE FROM second_accounts WHERE municipality = {town} AND (older = ? OR newer = ?)",
            resident,
            resident
        )
    }
}

extension SecondAccount {
    static let columns: SQL = "id, older, newer, found_at, kept, asked_at, older_agreed_at, newer_agreed_at"

    /// Whether it is about the same two accounts.
    fileprivate func isSame(as other: Self) -> Bool { (older, newer) == (other.older, other.newer) }

    init(_ row: Row) throws {
        let kept: ID<Resident>? = try row.optionalID("kept")
        let askedAt = try row.optionalInstant("asked_at")
        let agreed = (
            older: try row.optionalInstant("older_agreed_at"), newer: try row.optionalInstant("newer_agreed_at")
        )
        self.init(
            id: try row.id("id"),
            older: try row.id("older"),
            newer: try row.id("newer"),
            foundAt: try row.instant("found_at"),
            question: kept.flatMap { kept in
                askedAt.map {
                    Question(kept: kept, askedAt: $0, olderAgreedAt: agreed.older, newerAgreedAt: agreed.newer)
                }
            }
        )
    }
}
