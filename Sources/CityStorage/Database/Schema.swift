/// All tables of the program, as the sum of its migrations.
public struct Schema: Sendable {
    public let migrations: [Migration]
    /// Tables and views with a column `municipality`, which only that municipality may read and write.
    package let townTables: Set<String>

    public init(_ migrations: [Migration]) {
        self.migrations = migrations
        var search = TownTableSearch()
        for migration in migrations {
            for statement in SchemaStatement.split(migration.text) { search.read(statement) }
        }
        townTables = search.tables
    }

    /// Changes whenever a migration does.
    public var fingerprint: String {
        Migration(0, "", migrations.map(\.checksum).joined(separator: " ")).checksum
    }
}

/// Follows CREATE, ALTER and DROP to know which tables belong to a town.
private struct TownTableSearch {
    private(set) var tables: Set<String> = []

    mutating func read(_ statement: SchemaStatement) {
        let names = statement.names.filter { !["if", "not", "exists", "temp", "temporary", "virtual"].contains($0) }
        guard names.count > 2 else { return }
        let table = names[2]
        switch (names[0], names[1]) {
        case ("create", "table") where hasMunicipality(statement.tokens): tables.insert(table)
        case ("create", "view") where names.contains("municipality"): tables.insert(table)
        case ("alter", "table"): alter(table, names.dropFirst(3))
        case ("drop", "table"), ("drop", "view"): tables.remove(table)
        default: break
        }
    }

    private mutating func alter(_ table: String, _ change: ArraySlice<String>) {
        if change.starts(with: ["rename", "to"]), tables.remove(table) != nil, let new = change.dropFirst(2).first {
            tables.insert(new)
        } else if change.first == "add", change.dropFirst().prefix(2).contains("municipality") {
            tables.insert(table)
        }
    }

    /// Is `municipality` the first word of a definition in the outermost parentheses?
    private func hasMunicipality(_ tokens: [SQLToken]) -> Bool {
        var depth = 0
        var isStart = false
        for token in tokens where token.isSignificant {
            switch token.kind {
            case .symbol(UInt8(ascii: "(")):
                depth += 1
                isStart = depth == 1
            case .symbol(UInt8(ascii: ")")): depth -= 1
            case .symbol(UInt8(ascii: ",")): isStart = depth == 1
            default:
                if isStart && token.isName && token.name == "municipality" { return true }
                isStart = false
            }
        }
        return false
    }
}
