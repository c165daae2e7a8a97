/// A piece of SQL text, as far as the program must understand it.
struct SQLToken {
    enum Kind: Equatable {
        case space
        case comment
        /// A string in single quotes, or in dollar quotes.
        case literal
        /// A name, keyword or number.
        case word
        case quotedName
        /// `?`
        case parameter
        /// `{name}`
        case macro
        case symbol(UInt8)
        /// A literal, comment or macro that does not end.
        case unfinished
    }

    let kind: Kind
    /// The token as it is written.
    let text: Substring.UTF8View

    /// The token in lower case; for a quoted name or macro what is inside, as it is.
    var name: String {
        switch kind {
        case .quotedName, .macro: String(decoding: text.dropFirst().dropLast(), as: UTF8.self)
        default: String(decoding: text, as: UTF8.self).lowercased()
        }
    }

    var isName: Bool { kind == .word || kind == .quotedName }

    /// False for spaces and comments.
    var isSignificant: Bool { kind != .space && kind != .comment }
}

extension SQLToken {
    /// All tokens of `text`; together they are the text again.
    static func all(of text: String) -> [SQLToken] {
        var rest = Substring(text).utf8
        var tokens: [SQLToken] = []
        while !rest.isEmpty {
            let (kind, end) = next(in: rest)
            tokens.append(SQLToken(kind: kind, text: rest[..<end]))
            rest = rest[end...]
        }
        return tokens
    }

    private typealias Bytes = Substring.UTF8View

    private static func next(in text: Bytes) -> (Kind, Bytes.Index) {
        guard let first = text.first else { return (.space, text.endIndex) }
        switch first {
        case UInt8(ascii: "'"): return quoted(text, by: first, .literal)
        case UInt8(ascii: "\""): return quoted(text, by: first, .quotedName)
        case UInt8(ascii: "?"): return (.parameter, text.index(after: text.startIndex))
        case UInt8(ascii: "{"): return upTo("}", text, .macro)
        case UInt8(ascii: "-") where text.starts(with: "--".utf8):
            return (.comment, text.firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex)
        case UInt8(ascii: "/") where text.starts(with: "/*".utf8): return upTo("*/", text, .comment)
        case UInt8(ascii: "$"): return dollarQuoted(text)
        case let byte where isSpace(byte): return (.space, text.firstIndex { !isSpace($0) } ?? text.endIndex)
        case let byte where isWord(byte): return (.word, text.firstIndex { !isWord($0) } ?? text.endIndex)
        default: return (.symbol(first), text.index(after: text.startIndex))
        }
    }

    /// Twice the quote inside is the quote itself: it reads as two tokens, which is the same to us.
    private static func quoted(_ text: Bytes, by quote: UInt8, _ kind: Kind) -> (Kind, Bytes.Index) {
        guard let end = text.dropFirst().firstIndex(of: quote) else { return (.unfinished, text.endIndex) }
        return (kind, text.index(after: end))
    }

    private static func upTo(_ mark: String, _ text: Bytes, _ kind: Kind) -> (Kind, Bytes.Index) {
        guard let range = Substring(text).firstRange(of: mark) else { return (.unfinished, text.endIndex) }
        return (kind, range.upperBound)
    }

    /// `$tag$ … $tag$` of PostgreSQL.
    private static func dollarQuoted(_ text: Bytes) -> (Kind, Bytes.Index) {
        let afterFirst = text.index(after: text.startIndex)
        guard let second = text[afterFirst...].firstIndex(where: { !isWord($0) }), text[second] == text.first else {
            return (.symbol(UInt8(ascii: "$")), afterFirst)
        }
        let bodyStart = text.index(after: second)
        let tag = Substring(text[..<bodyStart])
        guard let end = Substring(text[bodyStart...]).firstRange(of: tag) else { return (.unfinished, text.endIndex) }
        return (.literal, end.upperBound)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...: true
        default: false
        }
    }
}
