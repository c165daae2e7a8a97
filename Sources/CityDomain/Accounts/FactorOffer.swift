public import CityKit

/// Somebody may set up a second factor, in one browser and for a while: a sign-in to the office that needs one, or a session
/// in which its owner proved to be who it seems.
public struct FactorOffer: Sendable {
    /// The hash of the token of the sign-in or of the session.
    public let boundTo: [UInt8]
    public let holder: ID<FactorHolder>
    /// What an app is given.
    public let secret: Sealed<OneTimeSecret>
    public let issuedAt: Instant

    public init(boundTo: [UInt8], holder: ID<FactorHolder>, secret: Sealed<OneTimeSecret>, issuedAt: Instant) {
        self.boundTo = boundTo
        self.holder = holder
        self.secret = secret
        self.issuedAt = issuedAt
    }

    /// Long enough to install an app.
    public static let longest = Duration.minutes(15)

    func isOpen(at now: Instant) -> Bool { now < issuedAt + Self.longest }
}

/// What somebody needs to set up a second factor: a secret for an app under a login, and a question for a new passkey.
public struct FactorSetUp: Sendable {
    public let secret: OneTimeSecret
    public let login: EmailAddress
    public let passkey: PasskeyRequest
}
