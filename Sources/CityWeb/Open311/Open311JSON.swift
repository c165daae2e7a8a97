/// Writes an answer as JSON: the root's value alone, without its name.
struct Open311JSON {
    private(set) var text = ""

    init(_ value: Open311Value) { write(value) }

    private mutating func write(_ value: Open311Value) {
        switch value {
        case .text(let words): write(words)
        case .noText, .nothing: text += "null"
        case .integer(let number): text += "\(number)"
        case .number(let number): text += "\(number)"
        case .bool(let bool): text += "\(bool)"
        case .record(let fields):
            write(fields, in: ("{", "}")) { json, field in
                json.write(field.0)
                json.text += ":"
                json.write(field.1)
            }
        case .list(_, let values): write(values, in: ("[", "]")) { $0.write($1) }
        }
    }

    private mutating func write<Part>(
        _ parts: [Part],
        in brackets: (String, String),
        _ write: (inout Self, Part) -> Void
    ) {
        text += brackets.0
        for (index, part) in parts.enumerated() {
            if index > 0 { text += "," }
            write(&self, part)
        }
        text += brackets.1
    }

    /// RFC 8259, section 7.
    private mutating func write(_ words: String) {
        text += "\""
        for character in words.unicodeScalars {
            switch character {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\0"..<" ":
                let digits = String(character.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(character)
            }
        }
        text += "\""
    }
}
