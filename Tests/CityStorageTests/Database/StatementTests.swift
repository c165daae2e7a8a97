import CityStorage
import Testing

@Suite struct StatementTests {
    @Test(
        "A statement is put into the words of each engine",
        arguments: [
            ("SELECT ?, ?", "SELECT ?1, ?2", "SELECT $1, $2"),
            (
                "SELECT '?', \"?\", ? -- ?\n/* ? */", "SELECT '?', \"?\", ?1 -- ?\n/* ? */",
                "SELECT '?', \"?\", $1 -- ?\n/* ? */"
            ),
            ("SELECT 'it''s ?' || ?", "SELECT 'it''s ?' || ?1", "SELECT 'it''s ?' || $1"),
            (
                "UPDATE t SET a = ? WHERE municipality = {town} AND b = ?",
                "UPDATE t SET a = ?2 WHERE municipality = ?1 AND b = ?3",
                "UPDATE t SET a = $2 WHERE municipality = $1 AND b = $3"
            ),
            (
                "INSERT INTO t (municipality, copy) VALUES ({town}, {town})",
                "INSERT INTO t (municipality, copy) VALUES (?1, ?1)",
                "INSERT INTO t (municipality, copy) VALUES ($1, $1)"
            ),
            (
                "CREATE TABLE t (a {int}, b {real}, c {bool}, d {blob}, e {text}) {strict}",
                "CREATE TABLE t (a INTEGER, b REAL, c INTEGER, d BLOB, e TEXT) STRICT",
                "CREATE TABLE t (a BIGINT, b DOUBLE PRECISION, c BOOLEAN, d BYTEA, e TEXT COLLATE \"C\") "
            ),
            (
                "CREATE TABLE t (a {int}) {clustered}", "CREATE TABLE t (a INTEGER) STRICT, WITHOUT ROWID",
                "CREATE TABLE t (a BIGINT) "
            ),
            (
                "SELECT a FROM t LIMIT ? {skip_locked}", "SELECT a FROM t LIMIT ?1 ",
                "SELECT a FROM t LIMIT $1 FOR UPDATE SKIP LOCKED"
            ),
            (
                "SELECT $q$ ? {x} ; $q$, '{town}'", "SELECT $q$ ? {x} ; $q$, '{town}'",
                "SELECT $q$ ? {x} ; $q$, '{town}'"
            ),
        ] as [(SQL, String, String)]
    )
    func words(sql: SQL, sqlite: String, postgresql: String) throws {
        #expect(try Statement(sql, dialect: .sqlite, townTables: []).text == sqlite)
        #expect(try Statement(sql, dialect: .postgresql, townTables: []).text == postgresql)
    }

    @Test(
        "A statement that cannot be read is refused",
        arguments: [
            ("SELECT {integer}", "{integer} is no macro: SELECT {integer}"),
            ("SELECT 'a", "a literal, comment or macro does not end: SELECT 'a"),
            ("SELECT 1 /* a", "a literal, comment or macro does not end: SELECT 1 /* a"),
            ("SELECT {town", "a literal, comment or macro does not end: SELECT {town"),
        ] as [(SQL, String)]
    )
    func unreadable(sql: SQL, words: String) {
        #expect(throws: StorageError.invalidStatement(words)) {
            try Statement(sql, dialect: .sqlite, townTables: [])
        }
    }

    @Test(
        "A query is told from a change",
        arguments: [
            ("SELECT 1", true), (" -- why\n select 1", true), ("VALUES (1)", true),
            ("WITH a AS (SELECT 1) SELECT * FROM a", true),
            ("WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a", false),
            ("INSERT INTO t (a) VALUES (1) RETURNING a", false), ("UPDATE t SET a = 1", false),
            ("DELETE FROM t", false), ("CREATE TABLE t (a)", false),
        ] as [(SQL, Bool)]
    )
    func isQuery(sql: SQL, expected: Bool) throws {
        #expect(try Statement(sql, dialect: .sqlite, townTables: []).isQuery == expected)
    }

    @Test("Equal literals in one place are one statement, composed text is compared as text")
    func identity() {
        func literal() -> SQL { "SELECT 1 AS one" }
        let columns: SQL = "id, name"
        #expect(literal() == literal())
        #expect("SELECT \(columns) FROM t" as SQL == "SELECT \(columns) FROM t" as SQL)
        #expect(("SELECT \(columns) FROM t" as SQL).text == "SELECT id, name FROM t")
        #expect(SQL.repeated("(?, ?)", 3).text == "(?, ?), (?, ?), (?, ?)")
        #expect((["a = ?", "b = ?"] as [SQL]).joined(separator: " AND ").text == "a = ? AND b = ?")
    }
}
