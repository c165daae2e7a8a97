import Foundation

/// A value of JSON that can be taken apart and put together again. Comments of a file do not survive it, and keys come back
/// sorted; everything else does, also what this version of the program does not know.
enum JSONTree: Equatable, Codable {
    case null
    case flag(Bool)
    case whole(Int)
    case number(Double)
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])

    /// Nil when the text is no JSON5.
    init?(json5 text: String) {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        guard let tree = try? decoder.decode(JSONTree.self, from: Data(text.utf8)) else { return nil }
        self = tree
    }

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.singleValueContainer().decode([String: JSONTree].self) {
            self = .object(object)
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let list = try? value.decode([JSONTree].self) {
            self = .list(list)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let whole = try? value.decode(Int.self) {
            self = .whole(whole)
        } else {
            self = .number(try value.decode(Double.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .flag(let flag): try value.encode(flag)
        case .whole(let whole): try value.encode(whole)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .object(let object): try value.encode(object)
        }
    }

    /// As JSON, which is JSON5 too.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        // There is nothing in it that JSON cannot say: no number of a file is infinite.
        let data = (try? encoder.encode(self)) ?? Data()
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    /// A member of an object; setting nil removes it. Of anything else nil, and setting does nothing.
    subscript(key: String) -> JSONTree? {
        get { if case .object(let members) = self { members[key] } else { nil } }
        set {
            guard case .object(var members) = self else { return }
            members[key] = newValue
            self = .object(members)
        }
    }

    /// A member of members. Setting makes the objects on the way; nil removes the last one alone.
    subscript(path path: [String]) -> JSONTree? {
        get { path.reduce(Optional(self)) { tree, key in tree?[key] } }
        set {
            guard let key = path.first else { return }
            guard path.count > 1 else {
                self[key] = newValue
                return
            }
            guard var inner = self[key] ?? (newValue == nil ? nil : .object([:])) else { return }
            inner[path: Array(path.dropFirst())] = newValue
            self[key] = inner
        }
    }

    var elements: [JSONTree] { if case .list(let elements) = self { elements } else { [] } }

    var id: String? { if case .text(let id)? = self["id"] { id } else { nil } }

    /// As `line`; of a list its values with spaces between them.
    var words: String? {
        if case .list(let elements) = self { elements.compactMap(\.line).joined(separator: " ") } else { line }
    }

    /// A value of one line as people type it; nil for lists and objects.
    var line: String? {
        switch self {
        case .text(let text): text
        case .whole(let number): "\(number)"
        case .number(let number): "\(number)"
        case .flag, .null, .list, .object: nil
        }
    }
}
