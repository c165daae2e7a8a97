import CityStorage
import CityTestSupport
import Testing

@Suite struct StorageErrorTests {
    /// A statement that the tables do not allow.
    struct Violation: CustomTestStringConvertible, Sendable {
        let sql: SQL
        let error: StorageError
        var testDescription: String { sql.text }
    }

    @Test(
        "Both engines name a violation alike",
        arguments: Engine.available,
        [
            Violation(
                sql: "INSERT INTO books (municipality, id, shelf) VALUES ({town}, 'a', 9)",
                error: .unique(constraint: "books_pkey")
            ),
            Violation(
                sql: "INSERT INTO books (municipality, id, shelf) VALUES ({town}, 'z', 1)",
                error: .unique(constraint: "books_municipality_shelf_key")
            ),
            Violation(
                sql: "INSERT INTO books (municipality, id, shelf, title) VALUES ({town}, 'z', 9, 'Dawn')",
                error: .unique(constraint: "books_by_title")
            ),
            Violation(
                sql: "UPDATE books SET shelf = 1 WHERE municipality = {town} AND id = 'b'",
                error: .unique(constraint: "books_municipality_shelf_key")
            ),
            Violation(
                sql: "INSERT INTO books (municipality, id, shelf, genre) VALUES ({town}, 'z', 9, 'unknown')",
                error: .foreignKey
            ),
            Violation(sql: "DELETE FROM genres WHERE name = 'poetry'", error: .foreignKey),
            Violation(
                sql: "INSERT INTO reviews (municipality, id, genre) VALUES ({town}, 'z', 'unknown')",
                error: .foreignKey
            ),
            Violation(
                sql: "INSERT INTO books (municipality, id, shelf, pages) VALUES ({town}, 'z', 9, 0)",
                error: .check(constraint: "books_pages_positive")
            ),
            Violation(
                sql: "INSERT INTO books (municipality, id) VALUES ({town}, 'z')",
                error: .notNull(column: "books.shelf")
            ),
        ]
    )
    func violations(_ engine: Engine, _ violation: Violation) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let town = database.town(.riverside)
            try await town.write { transaction in
                try transaction.execute("INSERT INTO genres (name) VALUES ('poetry')")
                try transaction.addBook("a", shelf: 1, title: "Dawn")
                try transaction.addBook("b", shelf: 2, title: "Dusk")
                try transaction.execute("UPDATE books SET genre = 'poetry' WHERE municipality = {town}")
            }
            await #expect(throws: violation.error) { _ = try await town.write { try $0.change(violation.sql) } }
            // Queued, and found out at commit at the latest.
            await #expect(throws: violation.error) { try await town.write { try $0.execute(violation.sql) } }
            #expect(try await town.read { try $0.books() } == ["a", "b"])
        }
    }

    @Test("A wrong type is refused", arguments: Engine.available)
    func wrongType(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            await #expect(throws: StorageError.self) {
                try await database.write { try $0.execute("UPDATE counters SET value = ?", "many") }
            }
        }
    }
}
