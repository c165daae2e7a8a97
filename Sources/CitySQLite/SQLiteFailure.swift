import CityStorage
import GRDBSQLite

import struct GRDB.ResultCode

/// An error of SQLite in the program's words. SQLite's messages name tables and columns, never a value.
struct SQLiteFailure {
    /// `StorageError` or `StorageUnavailable`.
    let error: any Error

    /// The last error of the connection.
    init(on connection: OpaquePointer, statement: String) {
        let message = String(cString: sqlite3_errmsg(connection))
        let code = ResultCode(rawValue: sqlite3_extended_errcode(connection))
        if code == .SQLITE_CONSTRAINT_UNIQUE, let constraint = Self.indexName(message, on: connection) {
            error = StorageError.unique(constraint: constraint)
        } else {
            error = Self.error(code, message, statement)
        }
    }

    private static func error(_ code: ResultCode, _ message: String, _ statement: String) -> any Error {
        switch code {
        case .SQLITE_CONSTRAINT_UNIQUE: StorageError.unique(constraint: uniqueName(message))
        case .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            StorageError.unique(constraint: columns(message).table + "_pkey")
        case .SQLITE_CONSTRAINT_FOREIGNKEY, .SQLITE_CONSTRAINT_TRIGGER: StorageError.foreignKey
        case .SQLITE_CONSTRAINT_CHECK: StorageError.check(constraint: subject(message))
        case .SQLITE_CONSTRAINT_NOTNULL: StorageError.notNull(column: subject(message))
        default: byFamily(code, message, statement)
        }
    }

    private static func byFamily(_ code: ResultCode, _ message: String, _ statement: String) -> any Error {
        switch code.primaryResultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: StorageUnavailable(.busy)
        case .SQLITE_FULL: StorageError.diskFull
        case .SQLITE_IOERR, .SQLITE_CANTOPEN: StorageError.io(code: "\(code.rawValue)")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: StorageError.corrupt
        case .SQLITE_INTERRUPT: StorageUnavailable(.timeout)
        case .SQLITE_ERROR: StorageError.invalidStatement("\(message): \(statement)")
        default: StorageError.other(code: "\(code.rawValue)")
        }
    }

    /// What stands after `… constraint failed: `.
    private static func subject(_ message: String) -> String {
        message.firstRange(of: ": ").map { String(message[$0.upperBound...]) } ?? ""
    }

    /// `table.a, table.b` as the name PostgreSQL would give the constraint.
    private static func uniqueName(_ message: String) -> String {
        let (table, columns) = columns(message)
        return ([table] + columns + ["key"]).joined(separator: "_")
    }

    private static func columns(_ message: String) -> (table: String, columns: [String]) {
        let parts = subject(message).split(separator: ", ").map { $0.split(separator: ".", maxSplits: 1) }
        return (String(parts.first?.first ?? ""), parts.map { String($0.last ?? "") })
    }

    /// The name of the index made by CREATE UNIQUE INDEX that was violated; nil when it was a table's UNIQUE.
    private static func indexName(_ message: String, on connection: OpaquePointer) -> String? {
        // An index on an expression is named in the message itself.
        if let range = message.firstRange(of: "index '") { return String(message[range.upperBound...].dropLast()) }
        let (table, columns) = columns(message)
        let sql: SQL = """
            SELECT l.name AS name FROM pragma_index_list(?) l
            WHERE l."unique" AND l.origin = 'c' AND ? = (
                SELECT group_concat(i.name, ',') FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno) i)
            """
        guard let words = try? Statement(sql, dialect: .sqlite, townTables: []),
            let statement = try? SQLiteStatement(words, on: connection, SQLiteArguments()),
            (try? statement.bind([.text(table), .text(columns.joined(separator: ","))], in: .program)) != nil
        else { return nil }
        return try? statement.rows().first?.text("name")
    }
}
