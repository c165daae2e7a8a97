import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct ValueTests {
    private enum Genre: String, Storable {
        case poetry, history
    }

    /// A book as a store would decode it.
    private struct Book: Equatable, Sendable {
        let id: ID<Book>
        let shelf: Int
        let title: String?
        let genre: Genre?
        let added: Instant?
        let price: Double?
        let isLent: Bool?
        let cover: [UInt8]?
    }

    private static let books = [
        Book(id: ID("1"), shelf: 0, title: nil, genre: nil, added: nil, price: nil, isLent: nil, cover: nil),
        Book(
            id: ID("2"),
            shelf: .max,
            title: "",
            genre: .poetry,
            added: Instant(milliseconds: 1),
            price: 0,
            isLent: true,
            cover: []
        ),
        Book(
            id: ID("3"),
            shelf: -1,
            title: "'; DROP TABLE books --",
            genre: nil,
            added: nil,
            price: -1e-300,
            isLent: nil,
            cover: [0]
        ),
        Book(
            id: ID("zażółć gęślą jaźń — Ґанок 🏛"),
            shelf: .min,
            title: String(repeating: "Київ ", count: 20_000),
            genre: .history,
            added: Instant(milliseconds: 253_402_300_799_999),
            price: 0.1,
            isLent: false,
            cover: Array(0...255)
        ),
    ]

    @Test("Values come back as they went in", arguments: Engine.available)
    func roundTrip(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            try await database.write {
                try $0.execute("INSERT INTO genres (name) VALUES (?), (?)", "poetry", "history")
            }
            let town = database.town(.riverside)
            try await town.write { transaction in
                for book in Self.books {
                    try transaction.execute(
                        """
                        INSERT INTO books (municipality, id, shelf, title, genre, pages, price, lent, cover)
                        VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        book.id,
                        book.shelf,
                        book.title,
                        book.genre,
                        book.added,
                        book.price,
                        book.isLent,
                        book.cover
                    )
                }
            }
            let books = try await town.read { transaction in
                try transaction.query(
                    """
                    SELECT id, shelf, title, genre, pages, price, lent, cover FROM books
                    WHERE municipality = {town} ORDER BY id
                    """
                ).map(Self.book)
            }
            #expect(books == Self.books)
        }
    }

    private static func book(_ row: Row) throws -> Book {
        Book(
            id: try row.id("id"),
            shelf: try row.int("shelf"),
            title: try row.optionalText("title"),
            genre: try row.value("genre"),
            added: try row.optionalInstant("pages"),
            price: try row.optionalReal("price"),
            isLent: try row.optionalBool("lent"),
            cover: try row.optionalBlob("cover")
        )
    }

    @Test("A row tells what it lacks, and never its values", arguments: Engine.available)
    func faults(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let rows = try await database.read {
                try $0.query("SELECT name, value, CAST(NULL AS TEXT) AS gone FROM counters")
            }
            let row = try #require(rows.first)
            #expect(throws: RowFault.noColumn("title")) { try row.text("title") }
            #expect(throws: RowFault.type(column: "value", wanted: "String", found: "integer")) {
                try row.text("value")
            }
            #expect(throws: RowFault.type(column: "name", wanted: "Int", found: "text")) { try row.int("name") }
            #expect(throws: RowFault.type(column: "gone", wanted: "CivilDate", found: "null")) { try row.date("gone") }
            #expect(try row.optionalDate("gone") == nil)
            #expect(try row.date("value") == CivilDate(dayNumber: 0))
            #expect(try row.value("value", as: Value.self) == .integer(0))
            #expect(rows == [row])
        }
    }

    @Test(
        "A value of another kind or out of range is none",
        arguments: [
            (Int(databaseValue: .text("1")) == nil), (Bool(databaseValue: .integer(2)) == nil),
            (Bool(databaseValue: .integer(1)) == true), (Double(databaseValue: .integer(2)) == 2),
            (Genre(databaseValue: .text("drama")) == nil), (Genre?(databaseValue: .null) == .some(nil)),
            (Genre?(databaseValue: .text("drama")) == nil), (String(databaseValue: .null) == nil),
            (Value(databaseValue: .null) == .some(.null)), (Instant?.none.databaseValue == .null),
        ]
    )
    func conversions(_ holds: Bool) { #expect(holds) }

    @Test("Rows of one result share its columns", arguments: Engine.available)
    func shared(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let rows = try await database.write { transaction in
                try transaction.execute("INSERT INTO counters (name, value) VALUES ('a', 1), ('b', 2)")
                return try transaction.query("SELECT name, value FROM counters ORDER BY name")
            }
            #expect(rows.map { Array($0.all) } == [["a", 1], ["b", 2], ["visits", 0]])
            #expect(rows[0] == rows[0])
            #expect(rows[0] != rows[1])
        }
    }
}
