/// The engine behind a database, and everything in which the SQL of the two must differ.
public enum Dialect: String, Hashable, Sendable, CaseIterable {
    case sqlite
    case postgresql

    /// What `{name}` stands for; nil for a name nobody gave.
    ///
    /// | macro | meaning |
    /// |---|---|
    /// | `{int}` | 64-bit integer: numbers, instants, days |
    /// | `{real}` | double precision |
    /// | `{bool}` | truth value; write TRUE and FALSE |
    /// | `{text}` | text ordered by its UTF-8 bytes, whatever the cluster's locale |
    /// | `{blob}` | bytes |
    /// | `{strict}` | after a table's columns: the engine checks types |
    /// | `{clustered}` | instead of `{strict}`: rows lie in the order of the primary key where the engine can do so |
    /// | `{skip_locked}` | at the end of a SELECT that claims rows: rows another process holds are passed over |
    /// | `{columns}` | every column of every table, by `table_name` and `name` |
    package func expansion(of macro: Substring) -> StaticString? {
        let isSQLite = self == .sqlite
        return switch macro {
        case "int": isSQLite ? "INTEGER" : "BIGINT"
        case "real": isSQLite ? "REAL" : "DOUBLE PRECISION"
        case "bool": isSQLite ? "INTEGER" : "BOOLEAN"
        case "text": isSQLite ? "TEXT" : "TEXT COLLATE \"C\""
        case "blob": isSQLite ? "BLOB" : "BYTEA"
        case "strict": isSQLite ? "STRICT" : ""
        case "clustered": isSQLite ? "STRICT, WITHOUT ROWID" : ""
        case "skip_locked": isSQLite ? "" : "FOR UPDATE SKIP LOCKED"
        case "columns": isSQLite ? Self.sqliteColumns : Self.postgresColumns
        default: nil
        }
    }

    private static let sqliteColumns: StaticString = """
        (SELECT t.name AS table_name, c.name AS name FROM sqlite_master t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!')
        """
    private static let postgresColumns: StaticString = """
        (SELECT CAST(table_name AS TEXT) AS table_name, CAST(column_name AS TEXT) AS name
        FROM information_schema.columns WHERE table_schema = current_schema())
        """

    /// How parameter `number`, counted from 1, is written.
    package func placeholder(_ number: Int) -> String {
        self == .sqlite ? "?\(number)" : "$\(number)"
    }

    /// Counts the rows of all tables anew, so that plans fit them; nil where plans do not depend on it.
    ///
    /// PostgreSQL keeps one plan for all values of a statement, and makes it by what it last counted. SQLite follows the
    /// indexes, which are made for the statements; without counts it always takes the same ones.
    package var statistics: SQL? {
        self == .sqlite ? nil : "ANALYZE"
    }
}
