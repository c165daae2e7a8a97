public import CityDomain
import CityKit

extension BackupSurvey {
    /// Reads the state of the database that `session` shows, whichever migration it is at. Takes seconds for millions of
    /// rows.
    public init(reading session: any Session) throws {
        let transaction = ProgramTransaction(session: session, scope: .schema)
        let columns = try transaction.query("SELECT table_name, name FROM {columns} AS columns").map {
            (table: try $0.text("table_name"), name: try $0.text("name"))
        }
        let tables = Set(columns.map(\.table))
        let rows = try tables.map { ($0, try transaction.count($0)) }
        self.init(
            contents: BackupContents(
                schema: tables.contains("migrations") ? try transaction.newestMigration() : 0,
                rows: Dictionary(uniqueKeysWithValues: rows),
                masterKeys: try transaction.masterKeys(in: columns.filter { $0.name == "wrapped_key" }.map(\.table))
            ),
            files: try FileColumns.all.flatMap { files in
                try transaction.storedFiles(files.table, files.known(among: columns))
            }.sorted().map { ID($0) }
        )
    }
}

extension ProgramTransaction {
    fileprivate func count(_ table: String) throws -> Int {
        try query("SELECT COUNT(*) AS count FROM \(SQL(quoting: table))").first?.int("count") ?? 0
    }

    fileprivate func newestMigration() throws -> Int {
        try query("SELECT COALESCE(MAX(number), 0) AS newest FROM migrations").first?.int("newest") ?? 0
    }

    /// The second octet of a wrapped key is the version of its master key.
    fileprivate func masterKeys(in tables: [String]) throws -> [Int] {
        let versions = try tables.flatMap { table in
            try query("SELECT DISTINCT substr(wrapped_key, 2, 1) AS version FROM \(SQL(quoting: table))").map {
                try $0.blob("version").first
            }
        }
        return Set(versions.compactMap { $0.map(Int.init) }).sorted()
    }

    /// - Parameter names: columns of the table.
    fileprivate func storedFiles(_ table: String, _ names: [String]) throws -> [String] {
        guard !names.isEmpty else { return [] }
        return try query("SELECT \(SQL(trusted: names.joined(separator: ", "))) FROM \(SQL(quoting: table))")
            .flatMap { row in try names.compactMap { try row.optionalText($0) } }
    }
}

extension SQL {
    /// A name that the database itself told.
    fileprivate init(quoting name: String) {
        self.init(trusted: "\"\(name.replacing("\"", with: "\"\""))\"")
    }
}
