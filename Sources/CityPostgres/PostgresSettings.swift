import CPq
import CityStorage
import Foundation

/// How to reach the server, and what a connection is set to.
struct PostgresSettings: Sendable {
    /// `postgres://user:password@host:port/database?sslmode=…`, as libpq reads it.
    let url: String
    let options: PostgresDatabase.Options

    /// Silence longer than this means that the server is gone: it ends a statement itself before.
    var responseTimeout: Duration { options.statementTimeout + .seconds(2) }

    func connect() throws(OpenFault) -> OpaquePointer {
        // What the address says comes last and wins.
        let words = [
            ("application_name", "ratusz"),
            ("client_encoding", "UTF8"),
            ("connect_timeout", "\(max(2, options.connectTimeout.components.seconds))"),
            ("keepalives_idle", "10"),
            ("keepalives_interval", "5"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", "10000"),
            ("dbname", url),
        ]
        let handle = words.map(\.0).withCStrings { names in
            words.map(\.1).withCStrings { values in PQconnectdbParams(names, values, 1) }
        }
        guard let handle else { throw .unusable("no memory for a connection") }
        guard PQstatus(handle) == CONNECTION_OK else {
            let words = String(cString: PQerrorMessage(handle)).trimmingCharacters(in: .whitespacesAndNewlines)
            PQfinish(handle)
            throw .unusable("PostgreSQL: \(words)")
        }
        return handle
    }

    /// Sets the session and looks whether the server will do. Statements are written so that one plan fits all values;
    /// planning a box of the map anew each time would take longer than reading it.
    func prepare(_ handle: OpaquePointer) throws(OpenFault) {
        guard PQserverVersion(handle) >= 140_000 else { throw .unusable("PostgreSQL 14 or newer is needed") }
        let encoding = PQparameterStatus(handle, "server_encoding").map { String(cString: $0) } ?? ""
        guard encoding == "UTF8" else { throw .unusable("the database must have the encoding UTF8, not \(encoding)") }
        let sql = """
            SET statement_timeout = \(milliseconds(options.statementTimeout));
            SET idle_in_transaction_session_timeout = \(milliseconds(responseTimeout + responseTimeout));
            SET client_min_messages = error;
            SET plan_cache_mode = force_generic_plan;
            """
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw .unusable("PostgreSQL refused its settings") }
        guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else {
            throw .unusable("PostgreSQL refused pipeline mode")
        }
    }

    private func milliseconds(_ duration: Duration) -> Int64 { Int64(duration / .milliseconds(1)) }
}

extension [String] {
    /// The strings as C has them, ended by NULL.
    fileprivate func withCStrings<T>(_ body: (UnsafePointer<UnsafePointer<CChar>?>) -> T) -> T {
        let copies = map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return (copies.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { buffer in
            withExtendedLifetime(buffer) { body(buffer.baseAddress.unsafelyUnwrapped) }
        }
    }
}
