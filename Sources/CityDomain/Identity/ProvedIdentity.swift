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

    public init(
        provider: ID<IdentityProvider>,
        subject: String,
        email: String?,
        isEmailVerified: Bool,
        givenName: String,
        surname: String
    ) {
        self.provider = provider
        self.subject = subject
        self.email = email
        self.isEmailVerified = isEmailVerified
        self.givenName = givenName
        self.surname = surname
    }

    /// The address, when the service vouches for it.
    var verifiedEmail: EmailAddress? { isEmailVerified ? email.flatMap { try? EmailAddress(typed: $0) } : nil }
}
