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
        try await onThread {
            try restore.run([
                "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
                "--dbname=\(restore.databaseName)", file,
            ])
        }
    }

    /// None: loading has made every index and constraint anew.
    public func faults() async throws -> [String] { [] }

    /// Each table is locked while it is written anew: whoever wants it waits.
    public func purge() async throws {
        let shell = PostgresTool("psql", url: url)
        try await onThread {
            try shell.run([
                "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname=\(shell.databaseName)",
                "--command=\(Self.waitForReaders)", "--command=\(Self.forgetSamples)",
                // Samples are rows that were deleted just now: the same is true of them.
                "--command=\(Self.waitForReaders)", "--command=VACUUM (FULL)",
            ])
        }
    }

    /// VACUUM keeps what a transaction might still read that began before; so it waits for those. One in another database of the
    /// server counts as well: somebody who connects meanwhile belongs to none at first, and looks back as far as it. Readers
    /// without a write are seen by a role that may read `pg_stat_activity`.
    private static let waitForReaders = """
        DO $$ DECLARE start xid8 := pg_snapshot_xmax(pg_current_snapshot()); BEGIN
            FOR turn IN 1..3000 LOOP
                PERFORM pg_stat_clear_snapshot();
                EXIT WHEN pg_snapshot_xmin(pg_current_snapshot()) >= start AND NOT EXISTS (
                    SELECT 1 FROM pg_stat_activity WHERE (datname = current_database() OR datname IS NULL)
                        AND pid <> pg_backend_pid() AND age(backend_xmin) > age(start::xid)
                );
                IF turn = 3000 THEN RAISE EXCEPTION 'somebody works on the database; stop every server first'; END IF;
                PERFORM pg_sleep(0.1);
            END LOOP;
        END $$
        """

    /// ANALYZE, which the server runs by itself, keeps samples of every column for the planner: wrapped keys and sealed values
    /// among them, and VACUUM carries them over. A change of a column's type drops its samples; one to the same type does
    /// nothing else.
    private static let forgetSamples = """
        DO $$ DECLARE sealed record; BEGIN
            FOR sealed IN SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = current_schema() AND data_type = 'bytea'
            LOOP
                EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE bytea', sealed.table_name, sealed.column_name);
            END LOOP;
        END $$
        """

    private func onThread(_ work: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            _ = DatabaseThread(named: "pg archive") { continuation.resume(with: Result { try work() }) }
        }
    }

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
