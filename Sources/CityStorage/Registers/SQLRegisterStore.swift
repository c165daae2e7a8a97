public import CityDomain
public import CityKit

/// The lists of disclosures and of processors in the database.
public struct SQLRegisterStore: RegisterStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(_ entry: RegisterEntry, noting note: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                """
                INSERT INTO register_entries (municipality, id, register, from_day, until_day, words)
                VALUES ({town}, ?, ?, ?, ?, ?)
                """,
                entry.id,
                entry.register.rawValue,
                entry.from,
                entry.until,
                entry.words.ciphertext
            )
            try transaction.note(note)
        }
    }

    public func entries(of register: Register, limit: Int, in town: ID<Municipality>) async throws -> [RegisterEntry] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT id, from_day, until_day, words FROM register_entries
                WHERE municipality = {town} AND register = ? ORDER BY from_day DESC, id DESC LIMIT ?
                """,
                register.rawValue,
                limit
            ).map { row in
                RegisterEntry(
                    id: try row.id("id"),
                    register: register,
                    from: try row.date("from_day"),
                    until: try row.optionalDate("until_day"),
                    words: Sealed(ciphertext: try row.blob("words"))
                )
            }
        }
    }

    public func end(_ id: ID<RegisterEntry>, on day: CivilDate, noting note: AuditEntry, in town: ID<Municipality>)
        async throws -> Bool
    {
        try await database.town(town).write { transaction in
            let changed = try transaction.change(
                """
                UPDATE register_entries SET until_day = ?
                WHERE municipality = {town} AND id = ? AND register = ? AND until_day IS NULL
                """,
                day,
                id,
                Register.processors.rawValue
            )
            guard changed == 1 else { return false }
            try transaction.note(note)
            return true
        }
    }
}
