import CityTestSupport
import Foundation
import Testing

@testable import CityStorage

@Suite struct SchemaTests {
    @Test(
        "Tables and views with a municipality belong to the towns",
        arguments: [
            ("CREATE TABLE a (municipality TEXT, id TEXT);", ["a"]),
            ("CREATE TABLE IF NOT EXISTS a (id TEXT, municipality TEXT NOT NULL);", ["a"]),
            ("create temp table \"a\" (\n    -- whose\n    municipality TEXT\n);", ["a"]),
            ("CREATE VIRTUAL TABLE a USING fts5(municipality UNINDEXED, words);", ["a"]),
            ("CREATE TABLE municipality (id TEXT PRIMARY KEY);", []),
            (
                "CREATE TABLE a (id TEXT, CHECK (id <> 'municipality'), FOREIGN KEY (id) REFERENCES b (municipality));",
                []
            ),
            ("CREATE VIEW a AS SELECT municipality FROM b;", ["a"]),
            ("CREATE TABLE a (municipality TEXT); ALTER TABLE a RENAME TO b;", ["b"]),
            ("CREATE TABLE a (id TEXT); ALTER TABLE a ADD COLUMN municipality TEXT;", ["a"]),
            ("CREATE TABLE a (municipality TEXT); DROP TABLE IF EXISTS a;", []),
            ("CREATE INDEX a ON b (municipality);", []),
        ]
    )
    func townTables(text: String, expected: [String]) {
        #expect(Schema([Migration(1, "a", text)]).townTables == Set(expected))
    }

    @Test("A file is split where statements end, and only there")
    func splitting() {
        let text = """
            -- A comment; with a semicolon.
            CREATE TABLE a (b TEXT DEFAULT ';');

            /* another; */ INSERT INTO a (b)
            VALUES ('it''s; done'), ($q$ ; $q$);
            ;
            CREATE TRIGGER t AFTER INSERT ON a BEGIN
                UPDATE a SET b = CASE WHEN b = ';' THEN 'x' ELSE 'y' END;
                DELETE FROM a;
            END;
            -- only: postgresql
            CREATE INDEX i ON a USING gin (b);
            -- only: sqlite
            CREATE INDEX i ON a (b); SELECT 1
            -- the end
            """
        let statements = SchemaStatement.split(text)
        #expect(statements.map(\.line) == [2, 4, 7, 12, 14, 14])
        #expect(statements.map(\.dialect) == [nil, nil, nil, .postgresql, .sqlite, nil])
        #expect(
            statements.map { $0.sql.text.prefix(24) } == [
                "CREATE TABLE a (b TEXT D", "INSERT INTO a (b)\nVALUES", "CREATE TRIGGER t AFTER I",
                "CREATE INDEX i ON a USIN", "CREATE INDEX i ON a (b)", "SELECT 1\n-- the end",
            ]
        )
    }

    @Test("Every file of the program's migrations is in the list")
    func complete() throws {
        let folder = ProjectFiles.root.appending(path: "Sources/CityStorage/Migrations").path
        let texts = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
            ($0, try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8))
        }
        let migrations = Schema.ratusz.migrations
        #expect(migrations.map { String(format: "m%04d_", $0.number) + $0.name + ".sql" } == texts.map(\.0))
        #expect(migrations.map(\.text) == texts.map(\.1))
    }
}
