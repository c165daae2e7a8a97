/// What a notification is about, such as `revision`. At most 200 bytes.
public struct Topic: Hashable, Sendable, ExpressibleByStringLiteral {
    public let name: String

    public init(_ name: String) { self.name = name }
    public init(stringLiteral value: String) { name = value }
}
