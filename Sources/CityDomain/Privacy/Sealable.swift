import Foundation

/// A value that a `DataKey` can seal. Structs that are `Codable` only declare it.
public protocol Sealable: Sendable {
    /// What gets encrypted.
    /// - Throws: only when the value cannot be written down, such as a number that is not finite.
    func plainBytes() throws -> [UInt8]

    /// The value that `plainBytes()` wrote.
    init(plainBytes: [UInt8]) throws
}

extension Sealable where Self: Codable {
    public func plainBytes() throws -> [UInt8] { try Array(encoder.encode(self)) }

    public init(plainBytes: [UInt8]) throws { self = try decoder.decode(Self.self, from: Data(plainBytes)) }
}

// Making one costs more than using it.
private let encoder = JSONEncoder()
private let decoder = JSONDecoder()

/// A value that is written as one text, UTF-8.
public protocol SealableText: Sealable {
    var plainText: String { get }
    init(plainText: String) throws
}

extension SealableText {
    public func plainBytes() -> [UInt8] { Array(plainText.utf8) }

    public init(plainBytes: [UInt8]) throws {
        try self.init(plainText: String(decoding: plainBytes, as: UTF8.self))
    }
}

/// Words of a person that are not public.
public struct PersonalText: Hashable, Personal, SealableText {
    public let words: String

    public init(_ words: String) { self.words = words }

    public var plainText: String { words }
    public init(plainText: String) { words = plainText }
}
