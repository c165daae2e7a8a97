/// What an authenticator says about an answer, under its signature.
///
/// Source: WebAuthn Level 3, section 6.1. Of a new credential only its id is read: the key comes from the browser, which
/// has read it there.
struct AuthenticatorData: Equatable {
    /// SHA-256 of the host that the passkey belongs to.
    let hostHash: [UInt8]
    let flags: Flags
    let counter: UInt32
    /// The id of a new credential; nil in every other answer.
    let newCredential: [UInt8]?

    struct Flags: OptionSet, Equatable {
        let rawValue: UInt8

        /// Somebody touched it.
        static let userPresent = Self(rawValue: 1)
        /// A finger, a face or a PIN.
        static let userVerified = Self(rawValue: 1 << 2)
        static let backupEligible = Self(rawValue: 1 << 3)
        static let backedUp = Self(rawValue: 1 << 4)
        static let newCredential = Self(rawValue: 1 << 6)
    }

    /// Nil for what is cut off, or has an id that is too long.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.headLength else { return nil }
        hostHash = Array(bytes[..<32])
        flags = Flags(rawValue: bytes[32])
        counter = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
        guard flags.contains(.newCredential) else {
            newCredential = nil
            return
        }
        let start = Self.headLength + Self.modelLength + 2
        guard bytes.count >= start else { return nil }
        let length = Int(bytes[start - 2]) << 8 | Int(bytes[start - 1])
        guard (1...PasskeyCredential.longestID).contains(length), bytes.count >= start + length else { return nil }
        newCredential = Array(bytes[start..<start + length])
    }

    private static let headLength = 37
    /// The model of the authenticator, which nobody asks for.
    private static let modelLength = 16
}
