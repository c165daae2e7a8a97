/// The ciphertext of a value. Only the `DataKey` that sealed it can read it, and only in the slot it was sealed for.
/// It prints as `‹sealed›` and cannot be encoded by accident: stores take `ciphertext` by name.
public struct Sealed<Value>: Hashable, Sendable, Redacted {
    public let ciphertext: [UInt8]

    /// Takes what a store kept.
    public init(ciphertext: [UInt8]) { self.ciphertext = ciphertext }

    public static var standIn: String { "‹sealed›" }
}

/// A data key as the database keeps it: encrypted under a master key. Erasing it makes everything sealed under it
/// unreadable for good.
public struct WrappedKey: Hashable, Sendable, Redacted {
    public let bytes: [UInt8]

    /// Takes what a store kept.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    public static var standIn: String { "‹wrapped key›" }
}
