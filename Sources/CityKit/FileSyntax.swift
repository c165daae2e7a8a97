/// Reads a JSON5 text for the two things Foundation does not tell: where the first mistake in writing is, and which keys
/// an object has twice. It does not judge numbers and words; Foundation does.
struct FileSyntax {
    /// A mistake in writing.
    struct Mistake: Error, Hashable {
        /// Counted from 1.
        let line: Int
        /// Characters from the beginning of the line, counted from 1.
        let column: Int
        let problem: String
    }

    /// The end of a list, as positions of bytes.
    struct ListEnd: Hashable {
        /// Behind the last value; nil when the list is empty, or a comma follows that value already.
        fileprivate(set) var missingComma: Int?
        /// The bracket that closes the list.
        fileprivate(set) var bracket = 0
    }

    /// The paths of keys that are there twice, such as `holidays[3].from`, in the order of the text.
    private(set) var repeatedKeys: [String] = []
    /// Where lists end, by their paths.
    private(set) var listEnds: [String: ListEnd] = [:]
    /// Nil when the text is well-formed.
    private(set) var mistake: Mistake?

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
        do throws(Mistake) {
            try readValue(at: "")
            skipSpace()
            if position < self.bytes.count { throw mistake("nothing may follow the end of the value") }
        } catch {
            mistake = error
        }
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func mistake(_ problem: String) -> Mistake {
        let before = bytes[..<min(position, bytes.count)]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return Mistake(
            line: before.count { $0 == UInt8(ascii: "\n") } + 1,
            column: String(decoding: before[lineStart...], as: UTF8.self).count + 1,
            problem: problem
        )
    }

    private mutating func readValue(at path: String) throws(Mistake) {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): try readObject(at: path)
        case UInt8(ascii: "["): try readList(at: path)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = try readQuoted()
        case let byte? where Self.isWord(byte): _ = readWord()
        default: throw mistake("here a value is missing")
        }
    }

    private mutating func readObject(at path: String) throws(Mistake) {
        position += 1
        var seen: Set<String> = []
        while try !readEnd("}", of: "object", path) {
            let key = try readKey()
            let place = path.isEmpty ? key : "\(path).\(key)"
            if !seen.insert(key).inserted { repeatedKeys.append(place) }
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw mistake("after the key “\(key)” a “:” is missing") }
            position += 1
            try readValue(at: place)
            _ = try readSeparator(before: "}")
        }
    }

    private mutating func readList(at path: String) throws(Mistake) {
        position += 1
        var index = 0
        var end = ListEnd()
        while try !readEnd("]", of: "list", path) {
            try readValue(at: "\(path)[\(index)]")
            let valueEnd = position
            end.missingComma = try readSeparator(before: "]") ? nil : valueEnd
            index += 1
        }
        end.bracket = position - 1
        listEnds[path] = end
    }

    private mutating func readEnd(_ end: Unicode.Scalar, of kind: String, _ path: String) throws(Mistake) -> Bool {
        skipSpace()
        guard let next else {
            throw mistake("the \(kind)\(path.isEmpty ? "" : " “\(path)”") has no “\(end)” at its end")
        }
        guard next == UInt8(ascii: end) else { return false }
        position += 1
        return true
    }

    /// Whether a comma was there.
    private mutating func readSeparator(before end: Unicode.Scalar) throws(Mistake) -> Bool {
        skipSpace()
        guard let next, next != UInt8(ascii: end) else { return false }
        guard next == UInt8(ascii: ",") else { throw mistake("here a “,” or “\(end)” is missing") }
        position += 1
        return true
    }

    private mutating func readKey() throws(Mistake) -> String {
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return try readQuoted()
        case let byte? where Self.isWord(byte): return readWord()
        default: throw mistake("here a key is missing")
        }
    }

    private mutating func readQuoted() throws(Mistake) -> String {
        let quote = bytes[position]
        let start = position + 1
        var end = start
        while end < bytes.count, bytes[end] != quote, bytes[end] != UInt8(ascii: "\n") {
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < bytes.count, bytes[end] == quote else { throw mistake("the text that begins here has no end") }
        position = end + 1
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private mutating func readWord() -> String {
        let start = position
        while let next, Self.isWord(next) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Passes over white space and comments. A comment without an end goes to the end of the text.
    private mutating func skipSpace() {
        while let byte = next {
            if byte == UInt8(ascii: "/"), position + 1 < bytes.count {
                skipComment(bytes[position + 1] == UInt8(ascii: "*") ? "*/" : "\n")
            } else if byte <= UInt8(ascii: " ") {
                position += 1
            } else if let space = ["\u{FEFF}", "\u{A0}"].first(where: { bytes[position...].starts(with: $0.utf8) }) {
                position += space.utf8.count
            } else {
                return
            }
        }
    }

    private mutating func skipComment(_ end: String) {
        position += 2
        while position < bytes.count, !bytes[position...].starts(with: end.utf8) { position += 1 }
        position = min(position + end.utf8.count, bytes.count)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF: true
        case UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }
}
