import CityDomain
import CityKit
import CityStorage

extension Schema {
    /// A town library: tables that show what the engines do.
    static let bookshelf = Schema([
        Migration(
            1,
            "library",
            """
            CREATE TABLE genres (name TEXT NOT NULL PRIMARY KEY) {strict};

            CREATE TABLE books (
                municipality TEXT NOT NULL,
                id TEXT NOT NULL,
                shelf {int} NOT NULL,
                title {text},
                genre TEXT REFERENCES genres (name),
                pages {int} CONSTRAINT books_pages_positive CHECK (pages > 0),
                price {real},
                lent {bool},
                cover {blob},
                PRIMARY KEY (municipality, id),
                UNIQUE (municipality, shelf)
            ) {strict};

            CREATE UNIQUE INDEX books_by_title ON books (municipality, title);

            CREATE TABLE counters (name TEXT NOT NULL PRIMARY KEY, value {int} NOT NULL) {strict};
            INSERT INTO counters (name, value) VALUES ('visits', 0);

            CREATE TABLE reviews (
                municipality TEXT NOT NULL,
                id TEXT NOT NULL,
                genre TEXT NOT NULL REFERENCES genres (name) DEFERRABLE INITIALLY DEFERRED,
                PRIMARY KEY (municipality, id)
            ) {strict};
            """
        )
    ])
}

extension ID<Municipality> {
    static let riverside = ID("riverside")
    static let hillside = ID("hillside")
}

extension Transaction {
    /// Puts a book on a shelf.
    func addBook(_ id: String, shelf: Int, title: String? = nil) throws {
        _ = try change(
            "INSERT INTO books (municipality, id, shelf, title) VALUES ({town}, ?, ?, ?)",
            id,
            shelf,
            title
        )
    }

    /// The ids of all books of the town.
    func books() throws -> [String] {
        try query("SELECT id FROM books WHERE municipality = {town} ORDER BY id").map { try $0.text("id") }
    }

    func visits() throws -> Int {
        try query("SELECT value FROM counters WHERE name = 'visits'").map { try $0.int("value") }.reduce(0, +)
    }
}
