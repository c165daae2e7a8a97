import CityKit
import Foundation
import Hummingbird

/// The fields of a JSON object with plain values and lists of texts, read one by one; what nobody asked for is a fault.
struct JSONFields {
    private enum Value: Decodable {
        case text(String)
        case number(Double)
        case bool(Bool)
        case texts([String])
        case null
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let bool = try? container.decode(Bool.self) {
                self = .bool(bool)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let texts = try? container.decode([String].self) {
                self = .texts(texts)
            } else {
                self = container.decodeNil() ? .null : .other
            }
        }
    }

    private let values: [String: Value]
    private var asked: Set<String> = []
    private(set) var failures: [any Failure] = []

    /// - Throws: `RequestFailure` when the body is no JSON object in UTF-8.
    init(_ body: ByteBuffer) throws {
        let bytes = body.readableBytesView
        guard String(validating: bytes, as: UTF8.self) != nil else { throw RequestFailure.notUTF8 }
        do {
            values = try JSONDecoder().decode([String: Value].self, from: Data(bytes))
        } catch DecodingError.typeMismatch {
            throw RequestFailure.notJSON(detail: "{ … }")
        } catch {
            throw RequestFailure.notJSON(detail: "JSON")
        }
    }

    /// The text of a field; empty when it is not there or null.
    mutating func text(_ name: String) -> String {
        asked.insert(name)
        switch values[name] {
        // A zero byte is in no text that people write, and PostgreSQL cannot hold it.
        case .text(let text) where !text.utf8.contains(0): return text
        case nil, .null: return ""
        default:
            failures.append(RequestFailure.mistypedField(name, expected: "string"))
            return ""
        }
    }

    /// A number, in the digits of JSON; empty when it is not there or null.
    mutating func number(_ name: String) -> String {
        asked.insert(name)
        switch values[name] {
        case .number(let number): return "\(number)"
        case nil, .null: return ""
        default:
            failures.append(RequestFailure.mistypedField(name, expected: "number"))
            return ""
        }
    }

    /// A list of texts; empty when it is not there or null.
    mutating func texts(_ name: String) -> [String] {
        asked.insert(name)
        switch values[name] {
        case .texts(let texts) where !texts.contains { $0.utf8.contains(0) }: return texts
        case nil, .null: return []
        default:
            failures.append(RequestFailure.mistypedField(name, expected: "list of strings"))
            return []
        }
    }

    mutating func bool(_ name: String) -> Bool {
        asked.insert(name)
        switch values[name] {
        case .bool(let bool): return bool
        case nil, .null: return false
        default:
            failures.append(RequestFailure.mistypedField(name, expected: "boolean"))
            return false
        }
    }

    /// One of the program's languages by its code; nil when it is not there or null.
    mutating func language(_ name: String) -> Language? {
        let code = text(name)
        let language = Language(rawValue: code)
        if language == nil, !code.isEmpty {
            let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
            failures.append(RequestFailure.mistypedField(name, expected: known))
        }
        return language
    }

    /// - Throws: `Failures` with every field that is mistyped or that nobody knows.
    func finish() throws {
        let unknown = values.keys.filter { !asked.contains($0) }.sorted()
        let all = failures + unknown.map { RequestFailure.unknownField($0) as any Failure }
        guard all.isEmpty else { throw Failures(all) }
    }
}
