/// A domain with at least one dot, such as `urzad.example` or `żółw.example`.
struct DomainName: Hashable, Sendable {
    /// Lower case, in its own letters.
    let text: String
    /// Lower case, international labels in their `xn--` form (RFC 3492, RFC 5891).
    let ascii: String

    /// Nil when a label is empty, over 63 octets, begins or ends with a hyphen or has a character that is neither a
    /// letter nor a digit nor a hyphen; nil too when there is no dot or the last label is a number.
    init?(_ typed: String) {
        let text = typed.precomposedLowercase()
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let ascii = labels.compactMap { Self.ascii(label: $0) }
        guard labels.count >= 2, ascii.count == labels.count, let last = ascii.last,
            last.utf8.count >= 2, !last.utf8.allSatisfy(Self.isDigit)
        else { return nil }
        self.text = text
        self.ascii = ascii.joined(separator: ".")
        guard self.ascii.utf8.count <= 253 else { return nil }
    }

    private static func ascii(label: Substring) -> String? {
        guard !label.isEmpty, label.utf8.first != hyphen, label.utf8.last != hyphen,
            let encoded = label.isASCII ? plainForm(label) : internationalForm(label), encoded.utf8.count <= 63
        else { return nil }
        return encoded
    }

    private static func plainForm(_ label: Substring) -> String? {
        let isTaken: (UInt8) -> Bool = {
            ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")) || isDigit($0) || $0 == hyphen
        }
        return label.utf8.allSatisfy(isTaken) ? String(label) : nil
    }

    private static func internationalForm(_ label: Substring) -> String? {
        guard label.unicodeScalars.allSatisfy({ $0 == "-" || isLetterOrDigit($0) }) else { return nil }
        return Punycode.encode(label).map { "xn--" + $0 }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isAlphabetic || properties.numericType == .decimal
            || properties.generalCategory == .nonspacingMark
    }

    private static let hyphen = UInt8(ascii: "-")

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
