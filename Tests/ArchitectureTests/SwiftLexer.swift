/// Tells the code of a Swift file from its comments and literals, well enough for rules about words and braces.
struct SwiftLexer {
    /// The file with comments and the words of literals blanked; every line stays where it is.
    private(set) var code: [UInt8] = []
    /// The words of the string literals; an interpolation is written `\(…)`.
    private(set) var literals: [String] = []

    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
        code.reserveCapacity(bytes.count)
        scan(untilParenthesis: false)
    }

    /// Reads code to the end of the file, or past the parenthesis that closes an interpolation.
    private mutating func scan(untilParenthesis isInterpolation: Bool) {
        var depth = 0
        while index < bytes.count {
            if starts("//") {
                blank { $0 == .newline }
            } else if starts("/*") {
                blockComment()
            } else if let hashes = hashesOfString() {
                string(hashes: hashes)
            } else if bytes[index] == .slash, isRegexAhead {
                regex()
            } else {
                if bytes[index] == .opening { depth += 1 }
                if bytes[index] == .closing { depth -= 1 }
                keep()
                if isInterpolation, depth == 0 { return }
            }
        }
    }

    private mutating func keep() {
        code.append(bytes[index])
        index += 1
    }

    private mutating func drop(_ count: Int = 1) {
        for _ in 0..<min(count, bytes.count - index) {
            code.append(bytes[index] == .newline ? .newline : .space)
            index += 1
        }
    }

    private mutating func blank(until isEnd: (UInt8) -> Bool) {
        while index < bytes.count, !isEnd(bytes[index]) { drop() }
    }

    private func starts(_ text: StaticString) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { zip($0, bytes[index...]).allSatisfy(==) }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if starts("/*") { depth += 1 }
            if starts("*/") { depth -= 1 }
            drop(starts("/*") || starts("*/") ? 2 : 1)
        } while depth > 0 && index < bytes.count
    }

    /// The number of `#` before a string that begins here; nil when none begins.
    private func hashesOfString() -> Int? {
        let hashes = bytes[index...].prefix { $0 == .hash }.count
        return index + hashes < bytes.count && bytes[index + hashes] == .quote ? hashes : nil
    }

    private mutating func string(hashes: Int) {
        drop(hashes)
        let quotes = starts("\"\"\"") ? 3 : 1
        drop(quotes)
        var words: [UInt8] = []
        while index < bytes.count, !closes(quotes, hashes) {
            if escapes(hashes) {
                let isInterpolation = bytes[min(index + 1 + hashes, bytes.count - 1)] == .opening
                words += isInterpolation ? Array("\\(…)".utf8) : [.backslash]
                drop(isInterpolation ? 1 + hashes : 2 + hashes)
                if isInterpolation { scan(untilParenthesis: true) }
            } else {
                words.append(bytes[index])
                drop()
            }
        }
        drop(quotes + hashes)
        literals.append(String(decoding: words, as: UTF8.self))
    }

    private func closes(_ quotes: Int, _ hashes: Int) -> Bool {
        let end = bytes[index...].prefix(quotes + hashes)
        return end.count == quotes + hashes && end.prefix(quotes).allSatisfy { $0 == .quote }
            && end.suffix(hashes).allSatisfy { $0 == .hash }
    }

    private func escapes(_ hashes: Int) -> Bool {
        bytes[index] == .backslash && bytes[(index + 1)...].prefix(hashes).allSatisfy { $0 == .hash }
    }

    /// A slash after an operator or an opening bracket begins a regular expression when the line closes it.
    private var isRegexAhead: Bool {
        let before = code.last { $0 != .space }
        guard let before, "(,=:[{!&|?\n".utf8.contains(before), index + 1 < bytes.count else { return false }
        guard ![.space, .newline, .slash].contains(bytes[index + 1]) else { return false }
        return bytes[(index + 1)...].prefix { $0 != .newline }.contains(.slash)
    }

    private mutating func regex() {
        drop()
        while index < bytes.count, bytes[index] != .slash { drop(bytes[index] == .backslash ? 2 : 1) }
        drop()
    }
}

extension UInt8 {
    fileprivate static let newline = UInt8(ascii: "\n")
    fileprivate static let space = UInt8(ascii: " ")
    fileprivate static let slash = UInt8(ascii: "/")
    fileprivate static let hash = UInt8(ascii: "#")
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let backslash = UInt8(ascii: "\\")
    fileprivate static let opening = UInt8(ascii: "(")
    fileprivate static let closing = UInt8(ascii: ")")
}
