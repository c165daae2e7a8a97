/// A statement in the words of one engine, and what it may be used for. Made once for each text and connection.
package struct Statement: Sendable {
    /// With numbered placeholders; the municipality is parameter 1 where `bindsTown`.
    package let text: String
    /// Writes nothing.
    package let isQuery: Bool
    package let bindsTown: Bool
    private let isControl: Bool
    private let valueCount: Int
    private let townTables: [String]
    private let municipalityMentions: Int

    /// Throws `StorageError.invalidStatement` for an unfinished literal or a macro nobody knows.
    package init(_ sql: SQL, dialect: Dialect, townTables: Set<String>) throws(StorageError) {
        let source = sql.text
        let tokens = SQLToken.all(of: source)
        let bindsTown = tokens.contains { $0.kind == .macro && $0.name == "town" }
        var text = ""
        var valueCount = 0
        for token in tokens {
            switch token.kind {
            case .parameter:
                valueCount += 1
                text += dialect.placeholder(valueCount + (bindsTown ? 1 : 0))
            case .macro where token.name == "town":
                text += dialect.placeholder(1)
            case .macro:
                guard let words = dialect.expansion(of: token.name[...]) else {
                    throw .invalidStatement("{\(token.name)} is no macro: \(source)")
                }
                text += words.description
            case .unfinished: throw .invalidStatement("a literal, comment or macro does not end: \(source)")
            default: text += Substring(token.text)
            }
        }
        self.text = text
        self.bindsTown = bindsTown
        self.valueCount = valueCount
        let grammar = SQLGrammar(tokens)
        isQuery = grammar.isQuery
        isControl = grammar.isControl
        self.townTables = grammar.tables.filter(townTables.contains)
        municipalityMentions = grammar.municipalityMentions
    }

    /// Throws `StorageError.invalidStatement` when the scope or the number of values does not fit the statement.
    package func check(_ scope: Scope, valueCount: Int) throws(StorageError) {
        guard valueCount == self.valueCount else {
            throw .invalidStatement("\(self.valueCount) values wanted, \(valueCount) given: \(text)")
        }
        guard !isControl else { throw .invalidStatement("transactions begin and end by themselves: \(text)") }
        switch scope {
        case .town: try checkTown()
        case .program where !townTables.isEmpty:
            throw .invalidStatement("a town's table outside of a town; use town(_:) or acrossTowns: \(text)")
        case .program, .acrossTowns, .schema:
            guard !bindsTown else { throw .invalidStatement("{town} outside of a town: \(text)") }
        }
    }

    private func checkTown() throws(StorageError) {
        guard !townTables.isEmpty else { return }
        guard bindsTown else { throw .invalidStatement("a town's table without {town}: \(text)") }
        guard municipalityMentions >= townTables.count else {
            let tables = townTables.joined(separator: ", ")
            throw .invalidStatement("each of \(tables) needs its municipality named: \(text)")
        }
    }
}
