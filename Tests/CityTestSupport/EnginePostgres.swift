import CityKit
import CityPostgres
import CityStorage
import Foundation

/// Databases for tests on the server that `RATUSZ_TEST_POSTGRES` names. They are kept and used again, in later runs too:
/// making and dropping one costs a checkpoint. Before each use its rows are put back; a database whose tables a test has
/// changed is made anew. An advisory lock says that a database is in use.
actor EnginePostgres {
    static let shared = EnginePostgres()

    static let address = ProcessInfo.processInfo.environment["RATUSZ_TEST_POSTGRES"]

    private var connection: EngineConnection?
    private var templates: [String: Task<String, any Error>] = [:]
    /// The databases of this process; a lock does not keep out its own connection.
    private var inUse: Set<String> = []

    func make(_ schema: Schema) async throws -> String {
        let template = try await template(schema).value
        for number in 1... {
            let name = "ratusz_test_\(schema.fingerprint)_\(number)"
            guard !inUse.contains(name),
                try server().run("SELECT pg_try_advisory_lock(hashtext('\(name)'))") == ["t"]
            else { continue }
            inUse.insert(name)
            if try !restore(name, like: template) {
                try server().run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
                try server().run("CREATE DATABASE \(name) TEMPLATE \(template)")
            }
            return try Self.address(of: name)
        }
        return ""
    }

    func remove(_ address: String) throws {
        guard let name = URLComponents(string: address)?.path.dropFirst() else { return }
        inUse.remove(String(name))
        try server().run("SELECT pg_advisory_unlock(hashtext('\(name)'))")
    }

    private func server() throws -> EngineConnection {
        if let connection { return connection }
        let new = try EngineConnection(Self.address ?? "")
        connection = new
        return new
    }

    /// Puts the rows of the template back; false when there is no such database or its tables are others.
    private func restore(_ name: String, like template: String) throws -> Bool {
        guard try !server().run("SELECT 1 FROM pg_database WHERE datname = '\(name)' AND datallowconn").isEmpty else {
            return false
        }
        try server().run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'")
        let database = try EngineConnection(Self.address(of: name))
        let original = try EngineConnection(Self.address(of: template))
        guard try database.run(Self.tables) == original.run(Self.tables) else { return false }
        try database.run("SELECT pristine.restore()")
        return true
    }

    private func template(_ schema: Schema) -> Task<String, any Error> {
        if let template = templates[schema.fingerprint] { return template }
        let template = Task { try await makeTemplate(schema) }
        templates[schema.fingerprint] = template
        return template
    }

    /// Kept for later runs; gets its name when it is complete.
    private func makeTemplate(_ schema: Schema) async throws -> String {
        let name = "ratusz_template_\(schema.fingerprint)"
        let draft = "ratusz_draft_\(getpid())_\(schema.fingerprint)"
        guard try server().run("SELECT 1 FROM pg_database WHERE datname = '\(name)'").isEmpty else { return name }
        try dropOldDatabases()
        try server().run("CREATE DATABASE \(draft) TEMPLATE template0")
        let database = try await PostgresDatabase(url: Self.address(of: draft), schema: schema)
        _ = try await Migrator(database).migrate(at: Instant(milliseconds: 0))
        await database.close()
        try keepRows(of: draft)
        do {
            try server().run("ALTER DATABASE \(draft) RENAME TO \(name)")
        } catch {
            // Another run was faster.
            try server().run("DROP DATABASE \(draft) WITH (FORCE)")
        }
        return name
    }

    /// Those of schemas that nobody has any more.
    private func dropOldDatabases() throws {
        let old = """
            SELECT datname FROM pg_database WHERE datname ~ '^ratusz_(test|template|draft)_'
            AND (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '1 day'
            """
        for name in try server().run(old) { _ = try? server().run("DROP DATABASE IF EXISTS \(name)") }
    }

    /// Copies the rows that migrations made, and writes a function that puts every table back to them.
    private func keepRows(of name: String) throws {
        let database = try EngineConnection(Self.address(of: name))
        let tables = try database.run(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        )
        try database.run("CREATE SCHEMA pristine")
        var steps: [String] = []
        for table in tables {
            steps.append("DELETE FROM public.\(table);")
            guard try !database.run("SELECT 1 FROM public.\(table) LIMIT 1").isEmpty else { continue }
            try database.run("CREATE TABLE pristine.\(table) AS TABLE public.\(table)")
            steps.append("INSERT INTO public.\(table) TABLE pristine.\(table);")
        }
        // As a replica would: without triggers and foreign keys.
        try database.run(
            """
            CREATE FUNCTION pristine.restore() RETURNS void LANGUAGE plpgsql SET session_replication_role = replica AS
            $$ BEGIN \(steps.joined(separator: " ")) END $$
            """
        )
    }

    private static func address(of database: String) throws -> String {
        var components = URLComponents(string: Self.address ?? "")
        components?.path = "/\(database)"
        guard let address = components?.string else { throw EngineConnection.Fault(words: "no URL: \(database)") }
        return address
    }

    /// All that migrations can make, in words that are alike for databases that are alike.
    private static let tables = """
        SELECT format('%s %s %s %s %s', attrelid::regclass, attname, atttypid, attnotnull, attcollation)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT tgrelid::regclass || tgname FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        ORDER BY 1
        """
}
