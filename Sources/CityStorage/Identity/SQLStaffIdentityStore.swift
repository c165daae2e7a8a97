public import CityDomain
public import CityKit

/// Which persons at services are people of the office, in the database.
public struct SQLStaffIdentityStore: StaffIdentityStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func staff(index: [UInt8], in town: ID<Municipality>) async throws -> Staff? {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT s.id, s.unit, s.name, s.login
                FROM staff_identities i JOIN staff s ON s.municipality = i.municipality AND s.id = i.staff
                WHERE i.municipality = {town} AND i.subject_index = ? AND s.closed_at IS NULL
                """,
                index
            ).first.flatMap(transaction.staff)
        }
    }

    public func link(
        _ identity: LinkedIdentity,
        index: [UInt8],
        to staff: ID<Staff>,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            let inserted = try transaction.change(
                """
                INSERT INTO staff_identities (municipality, subject_index, staff, provider, linked_at)
                VALUES ({town}, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                index,
                staff,
                identity.provider,
                identity.linkedAt
            )
            guard inserted == 1 else { throw IdentityFailure.taken }
            try transaction.note(entry)
        }
    }
}
