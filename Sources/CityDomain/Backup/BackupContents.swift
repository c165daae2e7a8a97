/// What a database holds, in numbers that can be compared.
public struct BackupContents: Sendable, Equatable, Codable {
    /// The newest migration.
    public let schema: Int
    /// How many rows each table has.
    public let rows: [String: Int]
    /// The versions of the master key that open the keys in it. The master key itself is never in a backup.
    public let masterKeys: [Int]

    public init(schema: Int, rows: [String: Int], masterKeys: [Int]) {
        self.schema = schema
        self.rows = rows
        self.masterKeys = masterKeys
    }

    /// In what `found` is not what this says, a line for each difference.
    public func differences(from found: Self) -> [String] {
        var lines: [String] = []
        if schema != found.schema {
            lines.append("migration \(schema) in the manifest, \(found.schema) in the database")
        }
        for table in Set(rows.keys).union(found.rows.keys).sorted() where rows[table] != found.rows[table] {
            lines.append(
                "table \(table): \(Self.words(rows[table])) in the manifest, \(Self.words(found.rows[table])) found"
            )
        }
        if masterKeys != found.masterKeys {
            lines.append("master keys \(masterKeys) in the manifest, \(found.masterKeys) in the database")
        }
        return lines
    }

    private static func words(_ rows: Int?) -> String { rows.map { "\($0) rows" } ?? "no table" }
}
