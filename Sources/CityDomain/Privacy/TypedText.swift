import Foundation

extension StringProtocol {
    /// The text without white space and characters that cannot be seen at its ends: people paste them with an address.
    func trimmingInvisible() -> String {
        let seen: (Unicode.Scalar) -> Bool = { !$0.properties.isWhitespace && $0.properties.generalCategory != .format }
        guard let first = unicodeScalars.firstIndex(where: seen), let last = unicodeScalars.lastIndex(where: seen)
        else {
            return ""
        }
        return String(self[first...last])
    }

    /// Lower case, each letter one code point where there is one (NFC).
    func precomposedLowercase() -> String {
        let text = lowercased()
        return text.isASCII ? text : text.precomposedStringWithCanonicalMapping
    }

    var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }

    /// Whether a character is among it that cannot be seen or starts a new line.
    var hasControlCharacters: Bool {
        unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
            case .format: scalar != "\u{200D}" && scalar != "\u{200C}"
            default: false
            }
        }
    }
}
