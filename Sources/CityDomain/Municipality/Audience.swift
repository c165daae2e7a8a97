/// Who looks at the public part of a town, which may keep some categories for its registered residents (K05).
public enum Audience: String, Sendable, Codable, CaseIterable {
    /// Whoever comes, without an account.
    case everyone
    /// Residents with an account.
    case registered
}
