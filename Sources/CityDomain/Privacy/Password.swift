/// A password as a person typed it, spaces included.
public struct Password: Hashable, Sendable, Redacted {
    public let text: String

    public init(typed text: String) { self.text = text }

    public static let standIn = "‹secret›"
}

/// The hash of a password with its algorithm, costs and salt, in PHC form: `$argon2id$v=19$m=19456,t=2,p=1$…$…`.
public struct PasswordHash: Hashable, Sendable, Redacted {
    public let phc: String

    public init(phc: String) { self.phc = phc }

    public static let standIn = "‹password hash›"
}
