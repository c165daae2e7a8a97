/// The statements of one transaction. Lives on the database's thread; must not leave the body it was given to.
public protocol Transaction {
    var session: any Session { get }
    var scope: Scope { get }
}

extension Transaction {
    public var dialect: Dialect { session.dialect }

    /// The rows of the result. Their order is that of ORDER BY, else none.
    public func query(_ sql: SQL, values: [Value]) throws -> [Row] {
        try session.query(sql, values, in: scope)
    }

    /// How many rows the statement inserted, changed or deleted.
    public func change(_ sql: SQL, values: [Value]) throws -> Int {
        try session.change(sql, values, in: scope)
    }

    /// Runs a statement whose result nobody wants. PostgreSQL may run it later: its failure fails the transaction at
    /// the next `query` or `change`, at the latest at commit. To answer a violated constraint inside the body, use
    /// `change`.
    public func execute(_ sql: SQL, values: [Value]) throws {
        try session.execute(sql, values, in: scope)
    }

    public func query(_ sql: SQL, _ values: any Storable...) throws -> [Row] {
        try query(sql, values: values.map(\.databaseValue))
    }

    public func change(_ sql: SQL, _ values: any Storable...) throws -> Int {
        try change(sql, values: values.map(\.databaseValue))
    }

    public func execute(_ sql: SQL, _ values: any Storable...) throws {
        try execute(sql, values: values.map(\.databaseValue))
    }

    /// Wakes the listeners of `topic` after the commit; not at all when there is none.
    public func notify(_ topic: Topic) { session.notify(topic) }

    /// Inserts many rows with few statements:
    /// `insert("INSERT INTO stop (municipality, id) VALUES", row: "({town}, ?)", rows)`.
    /// `ending` follows the rows, such as `ON CONFLICT DO NOTHING`.
    public func insert(_ head: SQL, row: SQL, _ rows: [[any Storable]], ending: SQL = " ") throws {
        try insert(head, row: row, values: rows.map { $0.map(\.databaseValue) }, ending: ending)
    }

    /// The same with rows that were made ready before.
    public func insert(_ head: SQL, row: SQL, values rows: [[Value]], ending: SQL = " ") throws {
        try insert(head, row: row, of: rows.first?.count ?? 0, values: rows.flatMap(\.self), ending: ending)
    }

    /// The same with all values one after the other.
    ///
    /// - Parameter width: how many of them are a row.
    public func insert(_ head: SQL, row: SQL, of width: Int, values: [Value], ending: SQL = " ") throws {
        var start = 0
        while start < values.count {
            // Three sizes only, so that few texts are prepared.
            let count = [64, 8].first { $0 * width <= values.count - start } ?? 1
            let end = start + count * width
            try execute("\(head) \(SQL.repeated(row, count)) \(ending)", values: Array(values[start..<end]))
            start = end
        }
    }
}

/// A transaction of no town, or of all of them.
struct ProgramTransaction: Transaction {
    let session: any Session
    let scope: Scope
}
