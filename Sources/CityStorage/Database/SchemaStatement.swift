/// One statement of a migration.
struct SchemaStatement {
    /// The engine it is for; nil for both.
    let dialect: Dialect?
    /// Where it begins in its file, counted from 1.
    let line: Int
    let tokens: [SQLToken]

    var sql: SQL { SQL(trusted: tokens.map { String(Substring($0.text)) }.joined()) }

    /// Names and keywords in lower case, in order.
    var names: [String] { tokens.filter(\.isName).map(\.name) }

    /// Splits at the semicolons outside of literals, comments and the bodies of triggers.
    static func split(_ text: String) -> [SchemaStatement] {
        var statements: [SchemaStatement] = []
        var current: [SQLToken] = []
        var body = TriggerBody()
        var line = 1
        for token in SQLToken.all(of: text) {
            body.read(token)
            if token.kind == .symbol(UInt8(ascii: ";")) && !body.isOpen {
                append(current, endingIn: line, to: &statements)
                current = []
                body = TriggerBody()
            } else {
                current.append(token)
            }
            line += token.text.count { $0 == UInt8(ascii: "\n") }
        }
        append(current, endingIn: line, to: &statements)
        return statements
    }

    private static func append(_ tokens: [SQLToken], endingIn last: Int, to statements: inout [SchemaStatement]) {
        guard let first = tokens.firstIndex(where: \.isSignificant) else { return }
        let body = Array(tokens[first...])
        let lines = body.reduce(0) { $0 + $1.text.count { $0 == UInt8(ascii: "\n") } }
        let dialect = tokens[..<first].compactMap(dialect(named:)).last
        statements.append(SchemaStatement(dialect: dialect, line: last - lines, tokens: body))
    }

    private static func dialect(named token: SQLToken) -> Dialect? {
        guard token.kind == .comment, let range = Substring(token.text).firstRange(of: "only:") else { return nil }
        let name = Substring(token.text)[range.upperBound...].split(whereSeparator: \.isWhitespace).first
        return name.flatMap { Dialect(rawValue: String($0)) }
    }
}

/// The statements inside CREATE TRIGGER … BEGIN … END, whose semicolons end nothing.
private struct TriggerBody {
    private(set) var isOpen = false
    private var isTrigger = false
    private var wordCount = 0
    private var openCases = 0

    mutating func read(_ token: SQLToken) {
        guard token.kind == .word else { return }
        wordCount += 1
        switch token.name {
        // CREATE [TEMP] TRIGGER
        case "trigger" where wordCount <= 3: isTrigger = true
        case "begin": isOpen = isTrigger
        case "case" where isOpen: openCases += 1
        case "end" where openCases > 0: openCases -= 1
        case "end": isOpen = false
        default: break
        }
    }
}
