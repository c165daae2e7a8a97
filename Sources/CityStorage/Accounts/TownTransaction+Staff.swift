import CityDomain
import CityKit

extension TownTransaction {
    func insert(_ account: StaffAccount) throws {
        let staff = account.staff
        try insert(staff.personKey, of: staff.id.rawValue, for: "person")
        try execute(
            """
            INSERT INTO staff (municipality, id, unit, name, login, login_index, password_hash, created_at)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?)
            """,
            staff.id,
            staff.rights.unit,
            staff.name.ciphertext,
            staff.login.ciphertext,
            account.loginIndex,
            account.passwordHash?.phc ?? "",
            account.createdAt
        )
        try insert(staff.rights.grants, of: staff.id)
    }

    /// - Parameter row: with `id`, `unit`, `name` and `login` of `staff`.
    /// - Returns: nil when the person's key is gone.
    func staff(_ row: Row) throws -> Staff? {
        let id: ID<Staff> = try row.id("id")
        guard let personKey = try key(of: id.rawValue, for: "person") else { return nil }
        return Staff(
            id: id,
            rights: try rights(of: id, unit: try row.optionalText("unit").map { ID($0) }),
            name: Sealed(ciphertext: try row.blob("name")),
            login: Sealed(ciphertext: try row.blob("login")),
            personKey: personKey
        )
    }

    func rights(of staff: ID<Staff>, unit: ID<Unit>?) throws -> StaffRights {
        let grants = try query(
            "SELECT role, unit, categories FROM staff_roles WHERE municipality = {town} AND staff = ?",
            staff
        ).map { row in
            let unit = try row.text("unit")
            let categories = try row.text("categories").split(separator: " ")
            return StaffGrant(
                try row.value("role"),
                unit: unit.isEmpty ? nil : ID(unit),
                categories: Set(categories.map { ID(String($0)) })
            )
        }
        return StaffRights(grants, unit: unit)
    }

    func replaceGrants(of staff: ID<Staff>, with grants: [StaffGrant]) throws {
        try execute("DELETE FROM staff_roles WHERE municipality = {town} AND staff = ?", staff)
        try insert(grants, of: staff)
    }

    private func insert(_ grants: [StaffGrant], of staff: ID<Staff>) throws {
        for grant in grants {
            try execute(
                "INSERT INTO staff_roles (municipality, staff, role, unit, categories) VALUES ({town}, ?, ?, ?, ?)",
                staff,
                grant.role.rawValue,
                grant.reach.unit?.rawValue ?? "",
                grant.reach.categories.map(\.rawValue).sorted().joined(separator: " ")
            )
        }
    }

    func insert(_ session: StaffSession) throws {
        try execute(
            """
            INSERT INTO staff_sessions (municipality, token_hash, staff, opened_at, seen_at)
            VALUES ({town}, ?, ?, ?, ?)
            """,
            session.tokenHash,
            session.staff,
            session.openedAt,
            session.seenAt
        )
    }

    /// Signs the person out everywhere, half-way in as well.
    /// - Parameter kept: the hash of the token of a session that goes on.
    func endSessions(of staff: ID<Staff>, keeping kept: [UInt8] = []) throws {
        try execute(
            "DELETE FROM staff_sessions WHERE municipality = {town} AND staff = ? AND token_hash <> ?",
            staff,
            kept
        )
        try endPendingSignIns(of: staff.factorHolder, keeping: kept)
    }

    /// Whether a person at a service is this person of the office.
    func hasIdentity(_ staff: ID<Staff>) throws -> Bool {
        try !query("SELECT staff FROM staff_identities WHERE municipality = {town} AND staff = ?", staff).isEmpty
    }
}

extension Row {
    /// Of a row of `staff`; nil for somebody who has not chosen a password yet.
    var passwordHash: PasswordHash? {
        get throws {
            let phc = try text("password_hash")
            return phc.isEmpty ? nil : PasswordHash(phc: phc)
        }
    }
}

extension StaffRole: Storable {}
