import CPq
import CityStorage

/// The server's answer to one statement.
final class PostgresResult {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    /// Throws the error the answer stands for.
    func check(_ connection: OpaquePointer) throws {
        switch PQresultStatus(handle) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return
        case PGRES_PIPELINE_ABORTED: throw StorageError.other(code: "25P02")
        default:
            guard PQstatus(connection) == CONNECTION_OK else { throw StorageUnavailable(.disconnected) }
            throw PostgresFailure(self).error
        }
    }

    /// How many rows a change touched.
    var changedRows: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }

    /// What was done, such as COMMIT.
    var command: String { String(cString: PQcmdStatus(handle)) }

    /// A field of an error report, by its letter (PostgreSQL, protocol, "Error and Notice Message Fields").
    func errorField(_ letter: Unicode.Scalar) -> String? {
        PQresultErrorField(handle, Int32(letter.value)).map { String(cString: $0) }
    }

    func rows(of statement: PostgresStatement) throws -> [Row] {
        let rowCount = PQntuples(handle)
        let columnCount = PQnfields(handle)
        if statement.columns.isEmpty {
            statement.columns = (0..<columnCount).map { String(cString: PQfname(handle, $0)) }
        }
        var values: [Value] = []
        values.reserveCapacity(Int(rowCount * columnCount))
        let types = (0..<columnCount).map { PQftype(handle, $0) }
        for row in 0..<rowCount {
            for column in 0..<columnCount {
                try values.append(value(row, column, type: types[Int(column)], in: statement))
            }
        }
        return Rows(columns: statement.columns, values: values).all(count: Int(rowCount))
    }

    private func value(_ row: Int32, _ column: Int32, type: Oid, in statement: PostgresStatement) throws -> Value {
        guard PQgetisnull(handle, row, column) == 0, let start = PQgetvalue(handle, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column)))
        switch type {
        case 16: return .bool(bytes.first == 1)
        case 17: return .blob(Array(bytes))
        case 20: return .integer(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
        case 21: return .integer(Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self))))
        case 23: return .integer(Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self))))
        case 700: return .real(Double(Float(bitPattern: UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))))
        case 701: return .real(Double(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))))
        // name, text, unknown, char(n), varchar
        case 19, 25, 705, 1042, 1043: return .text(String(decoding: bytes, as: UTF8.self))
        // void
        case 2278: return .null
        default:
            let name = statement.columns[Int(column)]
            throw StorageError.invalidStatement("CAST column '\(name)' to a common type: \(statement.words.text)")
        }
    }
}
