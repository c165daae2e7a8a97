import Foundation

/// A key that is in the file and that nobody asked for.
struct UnknownKey {
    let path: [any CodingKey]
    let name: String
    /// The keys that were asked for at this place, sorted.
    let known: [String]
}

/// Remembers, while a value is decoded, which keys each object has and which were asked for.
final class StrictSession {
    private var objects: [ObjectKeys] = []

    var unknownKeys: [UnknownKey] {
        objects.flatMap { object in
            let known = object.asked.sorted()
            return object.present.filter { !object.asked.contains($0) }.sorted()
                .map { UnknownKey(path: object.path, name: $0, known: known) }
        }
    }

    /// Objects of an attempt that fails are forgotten: a type may try one shape after the other.
    func decode<Value: Decodable>(_ type: Value.Type, from decoder: any Decoder) throws -> Value {
        let object = ObjectKeys(of: decoder)
        do {
            let value = try Value(from: StrictDecoder(base: decoder, object: object, session: self))
            objects.append(object)
            return value
        } catch DecodingError.dataCorrupted(let context) where context.codingPath.count == decoder.codingPath.count {
            throw DecodingError.dataCorrupted(context.naming(casesOf: type))
        }
    }

    func watch(_ decoder: any Decoder) -> StrictDecoder {
        let object = ObjectKeys(of: decoder)
        objects.append(object)
        return StrictDecoder(base: decoder, object: object, session: self)
    }

    /// Types that the base decoder reads better itself: what JSON has, and what Foundation writes in a special way.
    static func isLeaf(_ type: any Decodable.Type) -> Bool { leaves.contains(ObjectIdentifier(type)) }

    private static let leaves: Set<ObjectIdentifier> = [
        ObjectIdentifier(Bool.self), ObjectIdentifier(String.self), ObjectIdentifier(Double.self),
        ObjectIdentifier(Float.self), ObjectIdentifier(Int.self), ObjectIdentifier(Int8.self),
        ObjectIdentifier(Int16.self), ObjectIdentifier(Int32.self), ObjectIdentifier(Int64.self),
        ObjectIdentifier(UInt.self), ObjectIdentifier(UInt8.self), ObjectIdentifier(UInt16.self),
        ObjectIdentifier(UInt32.self), ObjectIdentifier(UInt64.self), ObjectIdentifier(Date.self),
        ObjectIdentifier(Data.self), ObjectIdentifier(URL.self), ObjectIdentifier(Decimal.self),
    ]
}

/// The keys of one object of the file.
final class ObjectKeys {
    let path: [any CodingKey]
    let present: [String]
    fileprivate(set) var asked: Set<String> = []

    fileprivate init(of decoder: any Decoder) {
        path = decoder.codingPath
        present = (try? decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)) ?? []
    }

    func ask(for key: any CodingKey) { asked.insert(key.stringValue) }

    /// The error for a required key that is not there; it points to a key that may be the same one misspelt.
    func missing(_ key: any CodingKey) -> DecodingError {
        let unasked = present.filter { !asked.contains($0) }
        let near = Spelling.nearest(to: key.stringValue, among: unasked)
        let hint = near.map { "“\($0)” is there: is it misspelt?" } ?? ""
        return .keyNotFound(key, DecodingError.Context(codingPath: path, debugDescription: hint))
    }
}

public struct AnyKey: CodingKey {
    public let stringValue: String
    public var intValue: Int? { nil }

    public init(stringValue: String) { self.stringValue = stringValue }
    public init?(intValue: Int) { nil }
}

extension DecodingError.Context {
    /// The same fault with the words a list of cases allows; unchanged for other types.
    fileprivate func naming(casesOf type: Any.Type) -> Self {
        guard let names = (type as? any CaseIterable.Type)?.rawNames, !names.isEmpty else { return self }
        let list = names.map { "“\($0)”" }.joined(separator: ", ")
        return Self(codingPath: codingPath, debugDescription: "must be one of \(list)")
    }
}

extension CaseIterable {
    fileprivate static var rawNames: [String] {
        allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
    }
}
