public import CityDomain
public import CityKit

extension SQLStaffStore {
    public func invite(
        _ invitation: StaffInvitation,
        tokenHash: [UInt8],
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            let open = try transaction.query(
                "SELECT id FROM staff WHERE municipality = {town} AND id = ? AND closed_at IS NULL",
                invitation.staff
            )
            guard !open.isEmpty else { throw StaffFailure.notFound }
            try transaction.insert(invitation, tokenHash: tokenHash)
            if invitation.language != nil { try transaction.sendLetter(of: invitation) }
            try transaction.note(entry)
        }
    }

    public func invitation(of id: ID<Staff>, in town: ID<Municipality>) async throws -> StaffInvitation? {
        try await database.town(town).read { transaction in
            try transaction.query(
                "SELECT \(StaffInvitation.columns) FROM staff_invitations WHERE municipality = {town} AND staff = ?",
                id
            ).first.flatMap(StaffInvitation.init)
        }
    }

    public func invitation(_ id: ID<StaffInvitation>, in town: ID<Municipality>) async throws
        -> (invitation: StaffInvitation, staff: Staff)?
    {
        try await database.town(town).read { transaction in
            let found = try transaction.query(
                "SELECT \(StaffInvitation.columns) FROM staff_invitations WHERE municipality = {town} AND id = ?",
                id
            ).first.flatMap(StaffInvitation.init)
            guard let found else { return nil }
            return try transaction.query(
                """
                SELECT id, unit, name, login FROM staff
                WHERE municipality = {town} AND id = ? AND closed_at IS NULL
                """,
                found.staff
            ).first.flatMap(transaction.staff).map { (found, $0) }
        }
    }

    public func withdrawInvitation(of id: ID<Staff>, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let gone = try transaction.change(
                "DELETE FROM staff_invitations WHERE municipality = {town} AND staff = ?",
                id
            )
            guard gone == 1 else { return }
            try transaction.note(entry)
        }
    }
}

extension StaffInvitation {
    fileprivate static let columns: SQL = "id, staff, language, created_at"

    /// Nil for a link that was made before links had ids.
    fileprivate init?(_ row: Row) throws {
        guard let id: ID<StaffInvitation> = try row.optionalID("id") else { return nil }
        self.init(
            id: id,
            staff: try row.id("staff"),
            language: try row.value("language"),
            createdAt: try row.instant("created_at")
        )
    }
}

extension TownTransaction {
    /// A link that somebody had before works no more.
    func insert(_ invitation: StaffInvitation, tokenHash: [UInt8]) throws {
        try execute(
            """
            INSERT INTO staff_invitations (municipality, staff, id, token_hash, language, created_at)
            VALUES ({town}, ?, ?, ?, ?, ?)
            ON CONFLICT (municipality, staff) DO UPDATE SET
                id = excluded.id, token_hash = excluded.token_hash, language = excluded.language,
                created_at = excluded.created_at
            """,
            invitation.staff,
            invitation.id,
            tokenHash,
            invitation.language,
            invitation.createdAt
        )
    }

    fileprivate func sendLetter(of invitation: StaffInvitation) throws {
        try insert(
            PlannedDelivery(message: .staffInvited, channel: .email, state: .queued),
            as: ID("invitation-\(invitation.id)"),
            about: invitation.id.rawValue,
            at: invitation.createdAt
        )
        notify(.deliveries)
    }
}
