import CityStorage
import GRDBSQLite

/// A prepared statement. Finalized when it is let go.
final class SQLiteStatement {
    let words: Statement
    let isReadOnly: Bool
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    private let arguments: SQLiteArguments
    private let columns: [String]

    /// - Parameter arguments: where values lie while it runs.
    init(_ words: Statement, on connection: OpaquePointer, _ arguments: SQLiteArguments) throws {
        var handle: OpaquePointer?
        let isWhole = try words.text.withCString { text in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(connection, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &tail)
            guard code == SQLITE_OK else { throw SQLiteFailure(on: connection, statement: words.text).error }
            return tail.map { String(cString: $0).allSatisfy(\.isWhitespace) } ?? true
        }
        guard let handle, isWhole else {
            sqlite3_finalize(handle)
            throw StorageError.invalidStatement("one statement wanted: \(words.text)")
        }
        self.words = words
        self.handle = handle
        self.connection = connection
        self.arguments = arguments
        isReadOnly = sqlite3_stmt_readonly(handle) != 0
        columns = (0..<sqlite3_column_count(handle)).map { String(cString: sqlite3_column_name(handle, $0)) }
    }

    deinit { sqlite3_finalize(handle) }

    /// Makes the statement ready for its next use and lets go of the values.
    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    func bind(_ values: [Value], in scope: Scope) throws {
        var index: Int32 = 1
        arguments.begin(with: values, in: scope)
        if words.bindsTown, case .town(let town) = scope {
            try bind(.text(town), at: index)
            index += 1
        }
        for value in values {
            try bind(value, at: index)
            index += 1
        }
    }

    /// All rows of the result.
    func rows() throws -> [Row] {
        var values: [Value] = []
        var count = 0
        while try step() {
            for index in 0..<Int32(columns.count) { values.append(value(at: index)) }
            count += 1
        }
        return Rows(columns: columns, values: values).all(count: count)
    }

    /// Runs to the end; rows are dropped.
    func finish() throws {
        while try step() {}
    }

    func runOnce() throws {
        defer { sqlite3_reset(handle) }
        try finish()
    }

    private func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SQLiteFailure(on: connection, statement: words.text).error
        }
    }

    private func bind(_ value: Value, at index: Int32) throws {
        let code =
            switch value {
            case .null: sqlite3_bind_null(handle, index)
            case .integer(let integer): sqlite3_bind_int64(handle, index, integer)
            case .real(let real): sqlite3_bind_double(handle, index, real)
            case .bool(let bool): sqlite3_bind_int64(handle, index, bool ? 1 : 0)
            case .text(let text): bindText(try arguments.place(text), at: index)
            case .blob(let bytes): bindBlob(arguments.place(bytes), at: index)
            }
        guard code == SQLITE_OK else { throw SQLiteFailure(on: connection, statement: words.text).error }
    }

    private func bindText(_ text: UnsafeRawBufferPointer, at index: Int32) -> Int32 {
        let start = text.baseAddress?.assumingMemoryBound(to: CChar.self)
        return sqlite3_bind_text64(handle, index, start, UInt64(text.count), nil, UInt8(SQLITE_UTF8))
    }

    private func bindBlob(_ bytes: UnsafeRawBufferPointer, at index: Int32) -> Int32 {
        sqlite3_bind_blob64(handle, index, bytes.baseAddress, UInt64(bytes.count), nil)
    }

    private func value(at index: Int32) -> Value {
        switch sqlite3_column_type(handle, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, index))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, index))
        case SQLITE_TEXT: return .text(String(decoding: bytes(at: index), as: UTF8.self))
        case SQLITE_BLOB: return .blob(Array(bytes(at: index)))
        default: return .null
        }
    }

    /// What the column holds, a text as well: asked for as a text, SQLite would first copy it to put a zero behind it.
    private func bytes(at index: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: sqlite3_column_blob(handle, index),
            count: Int(sqlite3_column_bytes(handle, index))
        )
    }
}
