public import CityKit

/// Brings the tables of a database up to the program's schema. Two processes may start at once: the record of a
/// migration is written first, so that the second waits for the first and then finds nothing to do.
public struct Migrator: Sendable {
    private let database: any Database
    private var migrations: [Migration] { database.schema.migrations }

    public init(_ database: any Database) { self.database = database }

    /// Applies what is missing, each migration in a transaction of its own, and returns the numbers applied by this
    /// call. Throws `MigrationFault`, before anything is changed where the database does not fit the program.
    public func migrate(at now: Instant) async throws -> [Int] {
        try checkNumbers()
        try await makeRecord()
        try check(await records())
        var applied: [Int] = []
        for migration in migrations where try await apply(migration, at: now) { applied.append(migration.number) }
        return applied
    }

    /// The numbers that `migrate` would apply.
    public func pending() async throws -> [Int] {
        try checkNumbers()
        try await makeRecord()
        let records = try await records()
        try check(records)
        return migrations.dropFirst(records.count).map(\.number)
    }

    private func checkNumbers() throws(MigrationFault) {
        for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
            throw .gap(missing: index + 1)
        }
    }

    private func check(_ records: [Record]) throws(MigrationFault) {
        for (index, record) in records.enumerated() {
            guard record.number == index + 1 else { throw .gap(missing: index + 1) }
            guard index < migrations.count else {
                throw .newer(database: records.count, program: migrations.count)
            }
            guard record.checksum == migrations[index].checksum else {
                throw .changed(number: record.number, name: migrations[index].name)
            }
        }
    }

    private func makeRecord() async throws {
        do {
            try await createTable()
        } catch is StorageError {
            // Two processes that create it at the same moment: one of them fails, though the table is there.
            try await createTable()
        }
    }

    private func createTable() async throws {
        try await write {
            try $0.execute(
                """
                CREATE TABLE IF NOT EXISTS migrations (
                    number {int} NOT NULL PRIMARY KEY,
                    name TEXT NOT NULL,
                    checksum TEXT NOT NULL,
                    applied_at {int} NOT NULL
                ) {strict}
                """
            )
        }
    }

    private func records() async throws -> [Record] {
        try await database.withReading { session in
            try Record.all(ProgramTransaction(session: session, scope: .schema))
        }
    }

    /// False when it was there already.
    private func apply(_ migration: Migration, at now: Instant) async throws -> Bool {
        do {
            return try await write { transaction in
                guard try Record.all(transaction).count < migration.number else { return false }
                try run(migration, at: now, in: transaction)
                return true
            }
        } catch {
            // Another process was faster in between.
            guard try await records().count >= migration.number else { throw error }
            return false
        }
    }

    private func run(_ migration: Migration, at now: Instant, in transaction: ProgramTransaction) throws {
        _ = try transaction.change(
            "INSERT INTO migrations (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)",
            migration.number,
            migration.name,
            migration.checksum,
            now
        )
        for statement in migration.statements(for: transaction.dialect) {
            do {
                _ = try transaction.change(statement.sql)
            } catch let error as StorageError {
                throw MigrationFault.failed(migration.number, migration.name, line: statement.line, error)
            }
        }
    }

    private func write<T: Sendable>(_ body: @escaping @Sendable (ProgramTransaction) throws -> T) async throws -> T {
        try await database.withWriting { try body(ProgramTransaction(session: $0, scope: .schema)) }
    }
}

private struct Record: Sendable {
    let number: Int
    let checksum: String

    static func all(_ transaction: ProgramTransaction) throws -> [Record] {
        try transaction.query("SELECT number, checksum FROM migrations ORDER BY number").map {
            try Record(number: $0.int("number"), checksum: $0.text("checksum"))
        }
    }
}
