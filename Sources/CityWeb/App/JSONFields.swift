import CityKit
import Foundation
import Hummingbird

/// The fields of a JSON object with plain values and lists of texts, read one by one; what nobody asked for is a fault.
struct JSONFields {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The object itself: each field is decoded when somebody asks for it, as the type it must have.
    private struct Object: Decodable {
        let fields: KeyedDecodingContainer<Name>

        init(from decoder: any Decoder) throws { fields = try decoder.container(keyedBy: Name.self) }
    }

    private let fields: KeyedDecodingContainer<Name>
    /// What the description says there may be; nobody asks for anything else.
    private let described: [String: JSONSchema]
    private var asked: Set<String> = []
    private(set) var failures: [any Failure] = []

    /// - Throws: `RequestFailure` when the body is no JSON object in UTF-8.
    init(_ body: ByteBuffer, as schema: JSONSchema) throws {
        described = Dictionary(schema.members.map { ($0.name, $0.schema) }) { first, _ in first }
        let bytes = body.readableBytesView
        guard String(validating: bytes, as: UTF8.self) != nil else { throw RequestFailure.notUTF8 }
        do {
            fields = try decoder.decode(Object.self, from: Data(bytes)).fields
        } catch DecodingError.typeMismatch {
            throw RequestFailure.notJSON(detail: "{ … }")
        } catch {
            throw RequestFailure.notJSON(detail: "JSON")
        }
    }

    /// The text of a field; empty when it is not there or null.
    mutating func text(_ name: String) -> String {
        let text = value(String.self, name, expected: "string") ?? ""
        guard !text.utf8.contains(0) else {
            failures.append(RequestFailure.zeroCharacter(field: name))
            return ""
        }
        return text
    }

    /// A number, in the digits of JSON; empty when it is not there or null.
    mutating func number(_ name: String) -> String {
        value(Double.self, name, expected: "number").map { "\($0)" } ?? ""
    }

    mutating func bool(_ name: String) -> Bool { value(Bool.self, name, expected: "boolean") ?? false }

    /// An object whose members are texts or lists of texts; empty when it is not there or null.
    mutating func lists(_ name: String) -> [String: [String]] {
        (value([String: TextList].self, name, expected: "object of strings") ?? [:]).mapValues(\.texts)
    }

    /// A text, or a list of texts.
    private struct TextList: Decodable {
        let texts: [String]

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            texts = try (try? value.decode([String].self)) ?? [value.decode(String.self)]
            guard !texts.contains(where: { $0.utf8.contains(0) }) else {
                throw DecodingError.dataCorruptedError(in: value, debugDescription: "a zero character")
            }
        }
    }

    /// A list of texts; empty when it is not there or null. One that is longer than its description allows is a fault.
    mutating func texts(_ name: String) -> [String] {
        let texts = value([String].self, name, expected: "list of strings") ?? []
        if case .list(_, let most?)? = described[name], texts.count > most {
            failures.append(RequestFailure.mistypedField(name, expected: "list of at most \(most) strings"))
            return []
        }
        guard !texts.contains(where: { $0.utf8.contains(0) }) else {
            failures.append(RequestFailure.zeroCharacter(field: name))
            return []
        }
        return texts
    }

    private mutating func value<Value: Decodable>(_ type: Value.Type, _ name: String, expected: String) -> Value? {
        assert(described[name] != nil, "no description of “\(name)”")
        asked.insert(name)
        do {
            return try fields.decodeIfPresent(type, forKey: Name(stringValue: name))
        } catch {
            failures.append(RequestFailure.mistypedField(name, expected: expected))
            return nil
        }
    }

    /// One of the program's languages by its code; nil when it is not there or null.
    mutating func language(_ name: String) -> Language? {
        word(Language.self, name)
    }

    /// One of a few words; nil when it is not there or null.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type, _ name: String) -> Word? {
        guard let typed = value(String.self, name, expected: "string") else { return nil }
        if let word = Word(rawValue: typed) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        failures.append(RequestFailure.mistypedField(name, expected: known))
        return nil
    }

    /// A list of a few words; empty when it is not there or null.
    mutating func words<Word: RawRepresentable<String> & CaseIterable & Hashable>(_: Word.Type, _ name: String) -> Set<
        Word
    > {
        let typed = texts(name)
        let words = typed.compactMap { Word(rawValue: $0) }
        if words.count < typed.count {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            failures.append(RequestFailure.mistypedField(name, expected: known))
        }
        return Set(words)
    }

    /// - Throws: `Failures` with every field that is mistyped or that nobody knows.
    func finish() throws {
        let unknown = fields.allKeys.map(\.stringValue).filter { !asked.contains($0) }.sorted()
        let all = failures + unknown.map { RequestFailure.unknownField($0) as any Failure }
        guard all.isEmpty else { throw Failures(all) }
    }
}

// Making one costs more than using it.
private let decoder = JSONDecoder()
