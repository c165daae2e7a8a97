public import CityStorage
import Foundation

/// Saves and loads with PostgreSQL's own `pg_dump` and `pg_restore`, in the form `custom`.
public struct PostgresArchive: DatabaseArchive {
    public let dialect = Dialect.postgresql
    private let url: String

    /// - Parameter url: as `PostgresDatabase` takes it.
    public init(url: String) { self.url = url }

    public func save<T: Sendable>(
        to file: String,
        progress: @escaping @Sendable (Double) -> Void,
        look: @escaping @Sendable (any Session) throws -> T
    ) async throws -> T {
        let dump = PostgresTool("pg_dump", url: url)
        return try await reading { session in
            // The dump and `look` see the state of this transaction.
            let snapshot = try session.query("SELECT pg_export_snapshot() AS name", [], in: .schema).first?.text("name")
            // Sealed words cannot be packed: more would cost time and save nothing.
            try dump.run([
                "--format=custom", "--compress=1", "--no-owner", "--no-privileges",
                "--snapshot=\(snapshot ?? "")", "--file=\(file)",
            ])
            progress(1)
            return try look(session)
        }
    }

    public func occupant() async throws -> String? {
        try await reading { session in
            let tables = try session.query("SELECT table_name FROM {columns} AS columns LIMIT 1", [], in: .schema)
            return try tables.first.map { "the table \(try $0.text("table_name")) of that database" }
        }
    }

    public func load(from file: String) async throws {
        let restore = PostgresTool("pg_restore", url: url)
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            _ = DatabaseThread(named: "pg archive") {
                continuation.resume(
                    with: Result {
                        try restore.run([
                            "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
                            "--dbname=\(restore.databaseName)", file,
                        ])
                    }
                )
            }
        }
    }

    /// None: loading has made every index and constraint anew.
    public func faults() async throws -> [String] { [] }

    private func reading<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        var options = PostgresDatabase.Options()
        options.readers = 1
        // The connection is silent while the dump runs.
        options.statementTimeout = .seconds(24 * 3_600)
        let database = try await PostgresDatabase(url: url, options: options)
        do {
            let result = try await database.withReading(body)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}
