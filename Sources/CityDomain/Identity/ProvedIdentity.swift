public import CityKit

/// What a service says of somebody who has just signed in there. Names are as it wrote them.
public struct ProvedIdentity: Sealable, Personal, Codable, Hashable {
    public let provider: ID<IdentityProvider>
    /// Names the person at the service, for good.
    public let subject: String
    public let email: String?
    /// Whether the service says that the person reads the mail of the address.
    public let isEmailVerified: Bool
    public let givenName: String
    public let surname: String
    /// How much the names prove; nil where the service says nothing of it.
    public let level: VerificationLevel?

    public init(
        provider: ID<IdentityProvider>,
        subject: String,
        email: String?,
        isEmailVerified: Bool,
        givenName: String,
        surname: String,
        level: VerificationLevel? = nil
    ) {
        self.provider = provider
        self.subject = subject
        self.email = email
        self.isEmailVerified = isEmailVerified
        self.givenName = givenName
        self.surname = surname
        self.level = level
    }

    /// The names, when they prove more than the address does.
    var provedNames: ProvedNames? {
        level.map { ProvedNames(givenName: givenName, surname: surname, level: $0) }
    }

    /// The address, when the service vouches for it.
    var verifiedEmail: EmailAddress? { isEmailVerified ? email.flatMap { try? EmailAddress(typed: $0) } : nil }
}
