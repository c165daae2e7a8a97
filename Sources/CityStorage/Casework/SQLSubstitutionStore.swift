public import CityDomain
public import CityKit

/// Who stands in for whom, in the database.
public struct SQLSubstitutionStore: SubstitutionStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func substitutions(endingFrom day: CivilDate, in town: ID<Municipality>) async throws -> [Substitution] {
        try await database.town(town).read { try $0.substitutions(endingFrom: day) }
    }

    public func add(_ substitution: Substitution, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            // Two that are stored at the same moment see each other: each waits for the row of everybody it names.
            for (field, person) in substitution.people {
                guard try transaction.holdAtWork(person) else { throw SubstitutionFailure.personUnknown(field: field) }
            }
            try substitution.check(beside: transaction.substitutions(endingFrom: substitution.firstDay))
            try transaction.execute(
                """
                INSERT INTO substitutions (municipality, id, absent, substitute, first_day, last_day)
                VALUES ({town}, ?, ?, ?, ?, ?)
                """,
                substitution.id,
                substitution.absent,
                substitution.substitute,
                substitution.firstDay,
                substitution.lastDay
            )
            try transaction.note(entry)
        }
    }

    public func remove(_ id: ID<Substitution>, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let gone = try transaction.change(
                "DELETE FROM substitutions WHERE municipality = {town} AND id = ?",
                values: [id.databaseValue]
            )
            if gone > 0 { try transaction.note(entry) }
        }
    }

    public func forget(endedBefore day: CivilDate, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute("DELETE FROM substitutions WHERE municipality = {town} AND last_day < ?", day)
        }
    }
}

extension Substitution {
    /// By the field of the form; always in the same order, so that no two wait for each other.
    fileprivate var people: [(field: String, person: ID<Staff>)] {
        [("absent", absent), ("substitute", substitute)].sorted { $0.1.rawValue < $1.1.rawValue }
    }
}

extension TownTransaction {
    fileprivate func substitutions(endingFrom day: CivilDate) throws -> [Substitution] {
        try query(
            """
            SELECT id, absent, substitute, first_day, last_day FROM substitutions
            WHERE municipality = {town} AND last_day >= ? ORDER BY first_day, id
            """,
            day
        ).map { row in
            Substitution(
                id: try row.id("id"),
                absent: try row.id("absent"),
                substitute: try row.id("substitute"),
                firstDay: try row.date("first_day"),
                lastDay: try row.date("last_day")
            )
        }
    }

    /// Locks the row of somebody whose account is open until the transaction ends.
    ///
    /// - Returns: false for a closed account.
    fileprivate func holdAtWork(_ staff: ID<Staff>) throws -> Bool {
        try change(
            "UPDATE staff SET unit = unit WHERE municipality = {town} AND id = ? AND closed_at IS NULL",
            values: [staff.databaseValue]
        ) > 0
    }
}
