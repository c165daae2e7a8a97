public import CityDomain
public import CityKit

/// Staff, sessions and keys of programs in the database.
public struct SQLAccountStore: AccountStore {
    let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(_ account: StaffAccount, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let taken = try transaction.query(
                "SELECT id FROM staff WHERE municipality = {town} AND login_index = ?",
                account.loginIndex
            )
            guard taken.isEmpty else { throw AccountFailure.loginTaken }
            try transaction.insert(account)
            try transaction.note(entry)
        }
    }

    public func account(loginIndex: [UInt8], in town: ID<Municipality>) async throws -> StaffAccount? {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT id, unit, name, login, login_index, password_hash, created_at FROM staff
                WHERE municipality = {town} AND login_index = ? AND closed_at IS NULL
                """,
                loginIndex
            ).first.flatMap { row in
                guard let staff = try transaction.staff(row) else { return nil }
                return StaffAccount(
                    staff: staff,
                    loginIndex: try row.blob("login_index"),
                    passwordHash: try row.passwordHash,
                    createdAt: try row.instant("created_at")
                )
            }
        }
    }

    public func replacePasswordHash(_ hash: PasswordHash, of staff: ID<Staff>, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "UPDATE staff SET password_hash = ? WHERE municipality = {town} AND id = ?",
                hash.phc,
                staff
            )
        }
    }

    public func open(_ session: StaffSession, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.note(entry)
            try transaction.insert(session)
        }
    }

    public func session(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> (StaffSession, Staff)? {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT t.opened_at, t.seen_at, s.id, s.unit, s.name, s.login
                FROM staff_sessions t JOIN staff s ON s.municipality = t.municipality AND s.id = t.staff
                WHERE t.municipality = {town} AND t.token_hash = ? AND s.closed_at IS NULL
                """,
                tokenHash
            ).first.flatMap { row in
                guard let staff = try transaction.staff(row) else { return nil }
                let session = StaffSession(
                    tokenHash: tokenHash,
                    staff: staff.id,
                    openedAt: try row.instant("opened_at"),
                    seenAt: try row.instant("seen_at")
                )
                return (session, staff)
            }
        }
    }

    public func touch(_ tokenHash: [UInt8], at now: Instant, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "UPDATE staff_sessions SET seen_at = ? WHERE municipality = {town} AND token_hash = ?",
                now,
                tokenHash
            )
        }
    }

    public func close(_ tokenHash: [UInt8], noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let closed = try transaction.change(
                "DELETE FROM staff_sessions WHERE municipality = {town} AND token_hash = ?",
                tokenHash
            )
            if closed > 0 { try transaction.note(entry) }
        }
    }

    public func add(
        _ key: APIKey,
        tokenHash: [UInt8],
        noting entry: AuditEntry,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            try transaction.note(entry)
            try transaction.execute(
                """
                INSERT INTO api_keys
                    (municipality, id, token_hash, name, role, scopes, per_minute, expires_at, created_at)
                VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                key.id,
                tokenHash,
                key.name,
                key.role.rawValue,
                key.scopes.sorted().map(\.rawValue).joined(separator: " "),
                key.limit.perMinute ?? 0,
                key.expiresAt,
                now
            )
        }
    }

    public func apiKey(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> APIKey? {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT \(APIKey.columns) FROM api_keys
                WHERE municipality = {town} AND token_hash = ? AND revoked_at IS NULL
                """,
                tokenHash
            ).first.map(APIKey.init)
        }
    }

    public func apiKeys(in town: ID<Municipality>) async throws -> [APIKey] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT \(APIKey.columns) FROM api_keys
                WHERE municipality = {town} AND revoked_at IS NULL ORDER BY created_at, id
                """
            ).map(APIKey.init)
        }
    }

    public func revoke(
        _ key: ID<APIKey>,
        noting entry: AuditEntry,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            let revoked = try transaction.change(
                "UPDATE api_keys SET revoked_at = ? WHERE municipality = {town} AND id = ? AND revoked_at IS NULL",
                now,
                key
            )
            guard revoked == 1 else { return false }
            try transaction.note(entry)
            return true
        }
    }
}

extension APIKey {
    fileprivate static let columns: SQL = "id, name, role, scopes, per_minute, expires_at"

    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            name: try row.text("name"),
            role: try row.value("role"),
            scopes: try row.optionalText("scopes").map(Self.scopes),
            limit: try row.optionalInt("per_minute").map { RequestLimit(perMinute: $0) } ?? .ofKey,
            expiresAt: try row.optionalInstant("expires_at")
        )
    }

    private static func scopes(_ words: String) -> Set<APIScope> {
        Set(words.split(separator: " ").compactMap { APIScope(rawValue: String($0)) })
    }
}

extension APIRole: Storable {}
