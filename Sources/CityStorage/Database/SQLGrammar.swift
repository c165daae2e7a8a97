/// What a statement does, as far as the rule about towns needs it.
struct SQLGrammar {
    /// SELECT, or WITH that ends in SELECT.
    let isQuery: Bool
    /// BEGIN, COMMIT, SAVEPOINT and their like.
    let isControl: Bool
    /// The tables and views it names, in order, one entry for each mention.
    let tables: [String]
    /// How often it names a column `municipality`.
    let municipalityMentions: Int

    init(_ tokens: [SQLToken]) {
        let tokens = tokens.filter(\.isSignificant)
        let words = tokens.filter { $0.kind == .word }.map(\.name)
        isQuery =
            switch words.first {
            case "select", "values": true
            case "with": words.allSatisfy { !["insert", "update", "delete"].contains($0) }
            default: false
            }
        isControl = words.first.map(Self.controlWords.contains) ?? false
        var search = TableSearch()
        for token in tokens { search.read(token) }
        tables = search.tables
        municipalityMentions = tokens.count { $0.isName && $0.name == "municipality" }
    }

    private static let controlWords: Set<String> = [
        "begin", "start", "commit", "end", "abort", "rollback", "savepoint", "release",
    ]
}

/// Finds the names of tables: they follow FROM, JOIN, INTO or UPDATE, or a comma of a FROM list.
private struct TableSearch {
    private(set) var tables: [String] = []
    private var isTableNext = false
    private var isSchemaGiven = false
    private var previousWord = ""
    /// For each open parenthesis: would a comma be followed by a table?
    private var isFromList = [false]

    mutating func read(_ token: SQLToken) {
        switch token.kind {
        case .word, .quotedName: read(word: token.name)
        case .symbol(UInt8(ascii: "(")): isFromList.append(isTableNext)
        case .symbol(UInt8(ascii: ")")):
            if isFromList.count > 1 { isFromList.removeLast() }
            isTableNext = false
        case .symbol(UInt8(ascii: ",")): isTableNext = isFromList[isFromList.count - 1]
        case .symbol(UInt8(ascii: ".")) where isSchemaGiven:
            // What looked like the table was its schema.
            tables.removeLast()
            isTableNext = true
        default: break
        }
    }

    private mutating func read(word: String) {
        isSchemaGiven = false
        if opensTable(word) {
            isTableNext = true
            isFromList[isFromList.count - 1] = word == "from" || word == "join"
        } else if Self.endsList.contains(word) {
            isTableNext = false
            isFromList[isFromList.count - 1] = false
        } else if isTableNext && word != "only" && word != "lateral" {
            tables.append(word)
            isTableNext = false
            isSchemaGiven = true
        }
        previousWord = word
    }

    private func opensTable(_ word: String) -> Bool {
        switch word {
        case "join", "into": true
        case "from": previousWord != "distinct"
        case "update": previousWord != "for" && previousWord != "do"
        default: false
        }
    }

    private static let endsList: Set<String> = [
        "where", "group", "having", "order", "limit", "offset", "set", "on", "using", "returning", "union", "except",
        "intersect", "select", "values", "with", "window", "fetch",
    ]
}
