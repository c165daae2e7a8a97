public import CityKit

/// A link by which somebody of the office sets a password; a person has one at most. It works once. Its token can be made
/// again from its id and by nobody without the key, so that a letter is written when it is sent.
public struct StaffInvitation: Sendable, Equatable {
    public let id: ID<StaffInvitation>
    public let staff: ID<Staff>
    /// Of the letter that holds the link; nil for a link that was handed over.
    public let language: Language?
    public let createdAt: Instant

    public init(id: ID<StaffInvitation>, staff: ID<Staff>, language: Language?, createdAt: Instant) {
        self.id = id
        self.staff = staff
        self.language = language
        self.createdAt = createdAt
    }

    /// How long a link works.
    public static let validity = Duration.hours(72)

    public var endsAt: Instant { createdAt + Self.validity }

    func isOpen(at now: Instant) -> Bool { now < endsAt }
}

extension Vault {
    func token(of invitation: ID<StaffInvitation>, in town: ID<Municipality>) -> Token {
        Token(bytes: secret(for: .staffInvitation, invitation.rawValue, in: town))
    }
}

extension SecretPurpose {
    static let staffInvitation = Self(rawValue: "staff-invitation")
}
