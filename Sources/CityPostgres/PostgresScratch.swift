import CPq
import CityStorage
import Foundation

/// A database for trying something out, beside the one of an address.
public enum PostgresScratch {
    /// Makes an empty database on the same server and gives its address to `body`; it is gone afterwards.
    ///
    /// - Parameter name: lower-case letters, digits and underscores.
    /// - Throws: `ArchiveFault` when the user may not make databases.
    public static func with<T>(_ name: String, beside url: String, _ body: (String) async throws -> T) async throws -> T
    {
        guard var address = URLComponents(string: url) else { throw ArchiveFault.failed("the address is no URL") }
        address.path = "/\(name)"
        guard let scratch = address.string else { throw ArchiveFault.failed("the address is no URL") }
        try await run("CREATE DATABASE \"\(name)\" TEMPLATE template0", at: url)
        do {
            let result = try await body(scratch)
            try await run("DROP DATABASE \"\(name)\" WITH (FORCE)", at: url)
            return result
        } catch {
            try? await run("DROP DATABASE \"\(name)\" WITH (FORCE)", at: url)
            throw error
        }
    }

    private static func run(_ sql: String, at url: String) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            _ = DatabaseThread(named: "pg scratch") {
                continuation.resume(with: Result { try execute(sql, at: url) })
            }
        }
    }

    private static func execute(_ sql: String, at url: String) throws {
        let handle = try PostgresSettings(url: url, options: PostgresDatabase.Options()).connect()
        defer { PQfinish(handle) }
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
            let words = String(cString: PQerrorMessage(handle)).trimmingCharacters(in: .whitespacesAndNewlines)
            throw ArchiveFault.failed("PostgreSQL: \(words); name a server where databases may be made with --database")
        }
    }
}
