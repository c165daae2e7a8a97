public import CityKit

/// A code that was sent to one address of a recipient. Who types it shows to read what is sent there: the address is
/// confirmed, and the browser or app is paired with this recipient and no other (RC-06, A-09, I-37).
public struct RecipientCode: Sendable, Equatable {
    public let id: ID<RecipientCode>
    public let recipient: ID<RegisteredRecipient>
    /// The address that it was sent to.
    public let channel: MessageChannel
    /// The blind index of that address: with another address the code proves nothing.
    public let contact: [UInt8]
    public let createdAt: Instant
    public let expiresAt: Instant
    /// Wrong codes that were typed.
    public let misses: Int
    /// When it was used, taken back, or another one took its place.
    public let endedAt: Instant?

    public init(
        id: ID<RecipientCode>,
        recipient: ID<RegisteredRecipient>,
        channel: MessageChannel,
        contact: [UInt8],
        createdAt: Instant,
        expiresAt: Instant,
        misses: Int = 0,
        endedAt: Instant? = nil
    ) {
        self.id = id
        self.recipient = recipient
        self.channel = channel
        self.contact = contact
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.misses = misses
        self.endedAt = endedAt
    }

    /// A new one, which works for as long as the town lets codes work.
    init(
        for recipient: ID<RegisteredRecipient>,
        through channel: MessageChannel,
        at contact: [UInt8],
        by rules: RecipientRules.Codes,
        _ randomness: any Randomness,
        at now: Instant
    ) {
        self.init(
            id: randomness.id(at: now),
            recipient: recipient,
            channel: channel,
            contact: contact,
            createdAt: now,
            expiresAt: now + .hours(Int64(rules.hours))
        )
    }

    /// The same for another recipient.
    public func to(_ other: ID<RegisteredRecipient>) -> Self {
        Self(
            id: id,
            recipient: other,
            channel: channel,
            contact: contact,
            createdAt: createdAt,
            expiresAt: expiresAt
        )
    }

    public func isOpen(at now: Instant, attempts: Int) -> Bool {
        endedAt == nil && now < expiresAt && misses < attempts
    }

    /// Digits of a code. Of the hundred million one is right, and few attempts are heard.
    public static let digits = 8

    /// Codes that go to one address in an hour without the office, whoever asks for them.
    public static let mostInAnHour = 5
}

extension SecretPurpose {
    static let recipientCode = Self(rawValue: "recipient-code")
}

extension Vault {
    /// The code as it is written: eight digits. It can be made again from its id and by nobody without the key.
    func digits(of code: ID<RecipientCode>, in town: ID<Municipality>) -> String {
        let bytes = secret(for: .recipientCode, code.rawValue, in: town)
        let number = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 100_000_000
        let text = String(number)
        return String(repeating: "0", count: RecipientCode.digits - text.count) + text
    }

    /// Whether what was typed is the code.
    func isCode(_ typed: String, _ code: ID<RecipientCode>, in town: ID<Municipality>) -> Bool {
        let digits = typed.filter { !$0.isWhitespace && $0 != "-" }
        return isEqual(Array(digits.utf8), Array(self.digits(of: code, in: town).utf8))
    }
}

/// A browser or app that was paired with a recipient by a code. The database keeps the hash of the token.
public struct RecipientDevice: Sendable, Equatable {
    public let id: ID<RecipientDevice>
    public let recipient: ID<RegisteredRecipient>
    public let tokenHash: [UInt8]
    /// The blind index of the address whose code paired it.
    public let contact: [UInt8]
    /// What the browser says it is.
    public let device: Sealed<PersonalText>
    public let pairedAt: Instant
    public let seenAt: Instant

    /// Who has not come for so long pairs again.
    public static let idle = Duration.days(180)

    public init(
        id: ID<RecipientDevice>,
        recipient: ID<RegisteredRecipient>,
        tokenHash: [UInt8],
        contact: [UInt8],
        device: Sealed<PersonalText>,
        pairedAt: Instant,
        seenAt: Instant
    ) {
        self.id = id
        self.recipient = recipient
        self.tokenHash = tokenHash
        self.contact = contact
        self.device = device
        self.pairedAt = pairedAt
        self.seenAt = seenAt
    }

    public func isOpen(at now: Instant) -> Bool { now < seenAt + Self.idle }
}
