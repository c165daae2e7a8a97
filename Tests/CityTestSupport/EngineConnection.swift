import CPq

/// A bare connection for making databases, which no transaction can do.
final class EngineConnection {
    struct Fault: Error {
        let words: String
    }

    private let handle: OpaquePointer

    init(_ address: String) throws {
        guard let handle = PQconnectdb(address) else { throw Fault(words: "no memory for a connection") }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else { throw Fault(words: String(cString: PQerrorMessage(handle))) }
    }

    deinit { PQfinish(handle) }

    /// The first column of the result.
    @discardableResult
    func run(_ sql: String) throws -> [String] {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
            throw Fault(words: String(cString: PQerrorMessage(handle)))
        }
        return (0..<PQntuples(result)).map { String(cString: PQgetvalue(result, $0, 0)) }
    }
}
