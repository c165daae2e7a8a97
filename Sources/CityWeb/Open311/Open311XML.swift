import CityKit

/// Writes an answer as XML: without namespaces, attributes and schema.
struct Open311XML {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

    init(_ root: String, _ value: Open311Value) {
        write(root, value)
        text += "\n"
    }

    private mutating func write(_ name: String, _ value: Open311Value) {
        if case .nothing = value { return }
        text += "<\(name)>"
        switch value {
        case .text(let words): text += HTML(text: Self.allowed(words)).markup
        case .noText, .nothing: break
        case .integer(let number): text += "\(number)"
        case .number(let number): text += "\(number)"
        case .bool(let bool): text += "\(bool)"
        case .record(let fields): for (name, value) in fields { write(name, value) }
        case .list(let name, let values): for value in values { write(name, value) }
        }
        text += "</\(name)>"
    }

    /// Characters that XML 1.0 cannot hold are left out (§2.2).
    private static func allowed(_ words: String) -> String {
        guard !words.unicodeScalars.allSatisfy(isXML) else { return words }
        return String(String.UnicodeScalarView(words.unicodeScalars.filter(isXML)))
    }

    private static func isXML(_ character: Unicode.Scalar) -> Bool {
        switch character.value {
        case 0x09, 0x0A, 0x20...0xFFFD, 0x10000...: true
        default: false
        }
    }
}
