import CityPostgres
import CitySQLite
public import CityStorage

/// One database, in a file or on the server.
public struct EnginePlace: Sendable {
    public let engine: Engine
    public let schema: Schema
    /// The file's path, or the address with the database.
    public let address: String

    /// The server's own database, for administration; empty without PostgreSQL.
    public static var serverAddress: String { EnginePostgres.address ?? "" }

    /// Opens it, as the first or as another process would. The caller closes what it opens.
    public func open() async throws -> any Database { try await open(schema) }

    /// Opens it as a program with these migrations would.
    public func open(_ schema: Schema) async throws -> any Database {
        switch engine {
        case .sqlite: try SQLiteDatabase(path: address, role: .guest, schema: schema)
        case .postgresql:
            try await PostgresDatabase(url: address, schema: schema, options: Self.options)
        }
    }

    /// Few connections, because many tests share the server.
    private static var options: PostgresDatabase.Options {
        var options = PostgresDatabase.Options()
        options.readers = 2
        return options
    }
}

extension EnginePlace {
    /// Lets the planner of the database take its samples.
    public static func analyze(_ address: String) throws {
        guard !address.hasPrefix("sqlite:") else { return }
        try EngineConnection(address).run("ANALYZE")
    }

    /// The folder in which the server keeps the files of a database, everything that was committed in them. The user of
    /// the tests must be able to read it.
    public static func clusterFolder(of address: String) throws -> String {
        let connection = try EngineConnection(address)
        try connection.run("CHECKPOINT")
        let folder = try connection.run(
            "SELECT current_setting('data_directory') || '/base/' || oid FROM pg_database WHERE datname = current_database()"
        )
        return folder.first ?? ""
    }
}
