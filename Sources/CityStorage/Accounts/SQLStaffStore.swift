public import CityDomain
public import CityKit

/// People of the office in the database.
public struct SQLStaffStore: StaffStore {
    let database: any Database

    public init(database: any Database) { self.database = database }

    public func people(in town: ID<Municipality>) async throws -> [StaffRecord] {
        try await database.town(town).read { transaction in
            try transaction.query(
                "SELECT \(StaffRecord.columns) FROM staff s WHERE municipality = {town} ORDER BY created_at, id"
            ).compactMap(transaction.record)
        }
    }

    public func person(_ id: ID<Staff>, in town: ID<Municipality>) async throws -> StaffRecord? {
        try await database.town(town).read { try $0.record(of: id) }
    }

    public func person(loginIndex: [UInt8], in town: ID<Municipality>) async throws -> ID<Staff>? {
        try await database.town(town).read { transaction in
            try transaction.query("SELECT id FROM staff WHERE municipality = {town} AND login_index = ?", loginIndex)
                .first?.id("id")
        }
    }

    public func change(
        _ id: ID<Staff>,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        _ change: @escaping @Sendable (inout StaffState) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            guard let before = try transaction.state(of: id) else { throw StaffFailure.notFound }
            var after = before
            try change(&after)
            guard after != before else { return }
            try transaction.store(after, of: id, before: before)
            try transaction.note(entry)
        }
    }

    public func invited(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> (staff: Staff, at: Instant)? {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT i.created_at, s.id, s.unit, s.name, s.login
                FROM staff_invitations i JOIN staff s ON s.municipality = i.municipality AND s.id = i.staff
                WHERE i.municipality = {town} AND i.token_hash = ? AND s.closed_at IS NULL
                """,
                tokenHash
            ).first.flatMap { row in
                let at = try row.instant("created_at")
                return try transaction.staff(row).map { (staff: $0, at: at) }
            }
        }
    }

    public func setPassword(
        _ hash: PasswordHash,
        by tokenHash: [UInt8],
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            let found = try transaction.query(
                "SELECT staff FROM staff_invitations WHERE municipality = {town} AND token_hash = ?",
                tokenHash
            )
            guard let id: ID<Staff> = try found.first?.id("staff") else { return false }
            try transaction.execute("DELETE FROM staff_invitations WHERE municipality = {town} AND staff = ?", id)
            try transaction.execute(
                "UPDATE staff SET password_hash = ? WHERE municipality = {town} AND id = ?",
                hash.phc,
                id
            )
            try transaction.endSessions(of: id)
            try transaction.note(entry)
            return true
        }
    }
}

extension SQLStaffStore {
    public func changePassword(
        _ hash: PasswordHash,
        of staff: ID<Staff>,
        keeping kept: [UInt8],
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "UPDATE staff SET password_hash = ? WHERE municipality = {town} AND id = ?",
                hash.phc,
                staff
            )
            try transaction.execute("DELETE FROM staff_invitations WHERE municipality = {town} AND staff = ?", staff)
            try transaction.endSessions(of: staff, keeping: kept)
            try transaction.note(entry)
        }
    }
}

extension StaffRecord {
    fileprivate static let columns: SQL = "id, unit, name, login, password_hash, created_at, closed_at"
}

extension TownTransaction {
    fileprivate func record(of id: ID<Staff>) throws -> StaffRecord? {
        try query("SELECT \(StaffRecord.columns) FROM staff WHERE municipality = {town} AND id = ?", id)
            .first.flatMap(record)
    }

    /// Nil when the person's key is gone.
    fileprivate func record(_ row: Row) throws -> StaffRecord? {
        guard let staff = try staff(row) else { return nil }
        let standing: StaffStanding =
            if try row.optionalInstant("closed_at") != nil {
                .closed
            } else if try hasFactor(staff.id.factorHolder) || hasIdentity(staff.id) {
                .active
            } else {
                try row.passwordHash == nil ? .invited : .withoutFactor
            }
        return StaffRecord(staff: staff, standing: standing, createdAt: try row.instant("created_at"))
    }

    fileprivate func state(of id: ID<Staff>) throws -> StaffState? {
        guard let row = try query("SELECT unit, closed_at FROM staff WHERE municipality = {town} AND id = ?", id).first
        else { return nil }
        let others = try query(
            """
            SELECT CAST(COUNT(*) AS {int}) AS others
            FROM staff_roles g JOIN staff s ON s.municipality = g.municipality AND s.id = g.staff
            WHERE g.municipality = {town} AND g.role = 'administrator' AND s.id <> ?
                AND s.closed_at IS NULL AND (s.password_hash <> ''
                    OR EXISTS (SELECT 1 FROM factors f WHERE f.municipality = {town} AND f.holder = s.id)
                    OR EXISTS (SELECT 1 FROM passkeys p WHERE p.municipality = {town} AND p.holder = s.id)
                    OR EXISTS (SELECT 1 FROM staff_identities i WHERE i.municipality = {town} AND i.staff = s.id))
            """,
            id
        )
        return StaffState(
            rights: try rights(of: id, unit: try row.optionalText("unit").map { ID($0) }),
            closedAt: try row.optionalInstant("closed_at"),
            hasFactor: try hasFactor(id.factorHolder) || hasIdentity(id),
            otherAdministrators: try others.first?.int("others") ?? 0
        )
    }

    fileprivate func store(_ state: StaffState, of id: ID<Staff>, before: StaffState) throws {
        try execute(
            "UPDATE staff SET unit = ?, closed_at = ? WHERE municipality = {town} AND id = ?",
            state.rights.unit,
            state.closedAt,
            id
        )
        if state.rights.grants != before.rights.grants { try replaceGrants(of: id, with: state.rights.grants) }
        let losesFactor = before.hasFactor && !state.hasFactor
        if losesFactor {
            try removeFactors(of: id.factorHolder)
            try execute("DELETE FROM staff_identities WHERE municipality = {town} AND staff = ?", id)
        }
        let isClosed = state.closedAt != nil
        if isClosed {
            try execute("DELETE FROM staff_invitations WHERE municipality = {town} AND staff = ?", id)
            try leaveCases(of: id)
        }
        if isClosed || losesFactor { try endSessions(of: id) }
    }
}
