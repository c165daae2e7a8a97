/// A point of a regulation that a rule comes from, such as `town/III.20`.
public struct Clause: Hashable, Sendable, Codable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }

    public init(from decoder: any Decoder) throws {
        description = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
