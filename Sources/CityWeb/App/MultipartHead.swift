import CityKit

/// What a part of a form says of itself.
struct MultipartHead: Equatable, Sendable {
    let name: String
    /// Nil for a field. The name of the file on the person's device: to be shown to that person and to decide nothing.
    let fileName: String?

    /// Whether the part holds a file; browsers send one without name and content where none was chosen.
    var isFile: Bool { fileName != nil }

    /// - Parameter lines: the header lines of the part without their line ends.
    init(_ lines: [ArraySlice<UInt8>]) throws(MultipartFailure) {
        var disposition: HeaderValue?
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
                let name = String(validating: line[..<colon], as: UTF8.self), HeaderValue.isToken(name),
                let text = String(validating: line[(colon + 1)...], as: UTF8.self), !text.utf8.contains(0)
            else { throw .malformed(.headerLine) }
            switch name.lowercased() {
            case "content-disposition":
                guard disposition == nil, let value = HeaderValue(text) else { throw .malformed(.disposition) }
                disposition = value
            case "content-type" where text.trimmingSpaces().lowercased().hasPrefix("multipart/"): throw .nested
            case "content-transfer-encoding":
                guard ["7bit", "8bit", "binary"].contains(text.trimmingSpaces().lowercased()) else { throw .encoded }
            default: break
            }
        }
        guard let disposition, disposition.value == "form-data", let name = disposition.parameters["name"] else {
            throw .malformed(.disposition)
        }
        self.name = Self.unescaped(name)
        fileName = disposition.parameters["filename"].map(Self.unescaped)
    }

    /// Browsers write a quote and line ends in these three ways and nothing else.
    ///
    /// Source: https://html.spec.whatwg.org/#multipart-form-data
    private static func unescaped(_ text: String) -> String {
        text.replacing("%22", with: "\"").replacing("%0D%0A", with: "\n").replacing("%0D", with: "\r")
            .replacing("%0A", with: "\n")
    }
}

/// A header's value with parameters: `form-data; name="a"; filename="b"`.
struct HeaderValue: Equatable {
    /// In small letters.
    let value: String
    /// By names in small letters.
    let parameters: [String: String]

    /// Nil when it is not written as RFC 9110 (5.6.6) says, or a parameter is there twice. In quotes everything stands
    /// for itself, the backslash too: browsers write paths of Windows so.
    init?(_ text: String) {
        var rest = text[...]
        let first = Self.cut(&rest, before: ";").trimmingSpaces().lowercased()
        var parameters: [String: String] = [:]
        while !rest.isEmpty {
            rest.removeFirst()
            rest = rest.drop { $0 == " " || $0 == "\t" }
            if rest.isEmpty { break }
            let name = Self.cut(&rest, before: "=").trimmingSpaces().lowercased()
            guard Self.isToken(name), rest.popFirst() == "=", let value = Self.value(&rest),
                parameters.updateValue(value, forKey: name) == nil
            else { return nil }
        }
        guard !first.isEmpty else { return nil }
        value = first
        self.parameters = parameters
    }

    /// RFC 9110, 5.6.2.
    static func isToken(_ text: String) -> Bool {
        let marks = "!#$%&'*+-.^_`|~".utf8
        return !text.isEmpty
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || marks.contains($0)
            }
    }

    private static func cut(_ rest: inout Substring, before end: Character) -> Substring {
        let part = rest.prefix { $0 != end }
        rest = rest[part.endIndex...]
        return part
    }

    /// A quoted string or a word; leaves `rest` empty or at a semicolon.
    private static func value(_ rest: inout Substring) -> String? {
        guard rest.first == "\"" else {
            let word = cut(&rest, before: ";").trimmingSpaces()
            return word.isEmpty || word.contains("\"") ? nil : word
        }
        rest.removeFirst()
        let quoted = cut(&rest, before: "\"")
        guard rest.popFirst() == "\"" else { return nil }
        rest = rest.drop { $0 == " " || $0 == "\t" }
        return rest.isEmpty || rest.first == ";" ? String(quoted) : nil
    }
}
