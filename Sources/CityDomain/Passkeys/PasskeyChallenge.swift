public import CityKit

/// What a passkey has to sign, so that its answer is worth nothing another time, in another browser or for another step.
public struct PasskeyChallenge: Sendable, Equatable {
    public enum Purpose: String, Sendable, CaseIterable {
        /// An answer of a passkey that is known.
        case use
        /// A new passkey.
        case make
        /// An answer of any passkey that is kept: a sign-in of its own.
        case enter
    }

    /// 32 random bytes.
    public let bytes: [UInt8]
    public let purpose: Purpose
    /// The hash of the token of the sign-in or of the session that it is for.
    public let boundTo: [UInt8]
    public let issuedAt: Instant

    public init(bytes: [UInt8], purpose: Purpose, boundTo: [UInt8], issuedAt: Instant) {
        self.bytes = bytes
        self.purpose = purpose
        self.boundTo = boundTo
        self.issuedAt = issuedAt
    }

    /// Long enough to look for a telephone.
    public static let longest = Duration.minutes(10)

    func isOpen(at now: Instant) -> Bool { now < issuedAt + Self.longest }
}

/// What a page hands to the browser's passkeys.
public struct PasskeyRequest: Sendable {
    public enum Act: Sendable {
        case use
        case make(User)
        /// Of whoever it belongs to, once a finger, a face or a PIN was asked for.
        case enter
    }

    /// For whom a passkey is made.
    public struct User: Personal {
        /// The same for every passkey of a person, and telling nothing about who it is.
        public let handle: [UInt8]
        /// By which its owner recognises the account.
        public let login: EmailAddress
    }

    public let act: Act
    public let challenge: [UInt8]
    public let host: String
    /// Of the person: those that can answer, or those whose authenticators need no other. Empty while nobody knows who it is.
    public let known: [[UInt8]]
}
