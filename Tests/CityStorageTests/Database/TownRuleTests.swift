import CityStorage
import CityTestSupport
import Testing

@Suite struct TownRuleTests {
    static let townTables: Set<String> = ["reports", "events"]

    /// What the rule says about a statement in each scope; nil where it may run.
    struct Case: CustomTestStringConvertible, Sendable {
        let sql: SQL
        var inTown: String?
        var inProgram: String?
        var acrossTowns: String?
        var testDescription: String { sql.text }
    }

    static let withoutTown = "a town's table without {town}"
    static let outside = "a town's table outside of a town; use town(_:) or acrossTowns"
    static let unbound = "{town} outside of a town"
    static let each = "each of reports, events needs its municipality named"

    @Test(
        "A statement on a town's table names its town",
        arguments: [
            Case(sql: "SELECT name FROM settings"),
            Case(sql: "SELECT id FROM reports WHERE municipality = {town}", inProgram: outside, acrossTowns: unbound),
            Case(sql: "SELECT id FROM reports", inTown: withoutTown, inProgram: outside),
            Case(sql: "SELECT id FROM Reports", inTown: withoutTown, inProgram: outside),
            Case(sql: "SELECT id FROM \"reports\"", inTown: withoutTown, inProgram: outside),
            Case(sql: "SELECT id FROM main.reports", inTown: withoutTown, inProgram: outside),
            Case(sql: "SELECT '{town}' FROM reports", inTown: withoutTown, inProgram: outside),
            Case(sql: "DELETE FROM reports", inTown: withoutTown, inProgram: outside),
            Case(sql: "UPDATE reports SET a = 1", inTown: withoutTown, inProgram: outside),
            Case(sql: "INSERT INTO reports (id) VALUES ('a')", inTown: withoutTown, inProgram: outside),
            Case(sql: "INSERT INTO settings SELECT id FROM reports", inTown: withoutTown, inProgram: outside),
            Case(sql: "SELECT 1 FROM settings s, reports r", inTown: withoutTown, inProgram: outside),
            Case(sql: "SELECT 1 FROM (SELECT 1) s, reports r", inTown: withoutTown, inProgram: outside),
            Case(sql: "SELECT (SELECT max(id) FROM reports)", inTown: withoutTown, inProgram: outside),
            Case(sql: "WITH a AS (SELECT id FROM reports) SELECT id FROM a", inTown: withoutTown, inProgram: outside),
            Case(sql: "SELECT a FROM settings JOIN reports ON TRUE", inTown: withoutTown, inProgram: outside),
            Case(sql: "SELECT reports, events FROM settings ORDER BY reports, events"),
            Case(sql: "SELECT a IS DISTINCT FROM reports FROM settings"),
            Case(sql: "INSERT INTO settings (a) VALUES (1) ON CONFLICT DO UPDATE SET reports = 1"),
            Case(
                sql: "SELECT 1 FROM reports r JOIN events e ON e.report = r.id WHERE r.municipality = {town}",
                inTown: each,
                inProgram: outside,
                acrossTowns: unbound
            ),
            Case(
                sql: """
                    SELECT 1 FROM reports r JOIN events e ON e.municipality = r.municipality AND e.report = r.id
                    WHERE r.municipality = {town}
                    """,
                inProgram: outside,
                acrossTowns: unbound
            ),
            Case(sql: "SELECT {town} AS town", inProgram: unbound, acrossTowns: unbound),
        ]
    )
    func rule(_ example: Case) throws {
        let statement = try Statement(example.sql, dialect: .sqlite, townTables: Self.townTables)
        let scopes: [(Scope, String?)] = [
            (.town("riverside"), example.inTown), (.program, example.inProgram), (.acrossTowns, example.acrossTowns),
        ]
        for (scope, words) in scopes {
            let expected = words.map { StorageError.invalidStatement("\($0): \(statement.text)") }
            #expect(refusal(of: statement, in: scope) == expected, "\(scope)")
        }
    }

    private func refusal(of statement: Statement, in scope: Scope) -> StorageError? {
        do throws(StorageError) {
            try statement.check(scope, valueCount: 0)
            return nil
        } catch {
            return error
        }
    }

    @Test("The rule holds on the database itself", arguments: Engine.available)
    func onDatabase(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            try await database.town(.riverside).write { try $0.addBook("a", shelf: 1) }
            try await database.town(.hillside).write { try $0.addBook("b", shelf: 1) }

            #expect(try await database.town(.riverside).read { try $0.books() } == ["a"])
            #expect(try await database.town(.hillside).read { try $0.books() } == ["b"])
            let all = try await database.acrossTowns.read {
                try $0.query("SELECT id FROM books ORDER BY id").map { try $0.text("id") }
            }
            #expect(all == ["a", "b"])
            await #expect(throws: StorageError.self) {
                try await database.town(.riverside).read { try $0.query("SELECT id FROM books") }
            }
            await #expect(throws: StorageError.self) {
                try await database.read { try $0.query("SELECT id FROM books") }
            }
        }
    }
}
