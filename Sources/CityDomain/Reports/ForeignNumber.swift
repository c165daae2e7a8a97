/// The number a report had in the system it came from.
public struct ForeignNumber: Sendable, Hashable, CustomStringConvertible {
    /// The name the town gives that system: small letters a–z, digits and hyphens.
    public let source: String
    /// As the file has it, at most 200 characters.
    public let number: String

    public init(source: String, number: String) {
        self.source = source
        self.number = number
    }

    public var description: String { "\(source) \(number)" }

    /// Unicode scalars in a number.
    public static let longest = 200
}
