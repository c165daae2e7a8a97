import CityKit

/// Lets somebody in once who has neither the telephone nor a passkey at hand.
public struct RecoveryCode: Hashable, Sendable, Redacted {
    /// How many somebody gets.
    public static let count = 10
    /// Of Crockford's base 32: 50 bits.
    private static let length = 10

    private let letters: String

    init(from randomness: any Randomness) { letters = String(Base32.encode(randomness.bytes(7)).prefix(Self.length)) }

    /// Nil for what cannot be one.
    init?(typed: String) {
        guard typed.utf8.count <= 40, let letters = Base32.normalized(typed), letters.utf8.count == Self.length else {
            return nil
        }
        self.letters = letters
    }

    public static let standIn = "‹secret›"

    /// For reading and typing, in two halves.
    public var text: String { "\(letters.prefix(Self.length / 2))-\(letters.suffix(Self.length / 2))" }

    func hash(of holder: ID<FactorHolder>, _ vault: any Vault, in town: ID<Municipality>) -> [UInt8] {
        vault.secret(for: .recoveryCode, holder.rawValue, letters, in: town)
    }
}

extension SecretPurpose {
    static let recoveryCode = Self(rawValue: "recovery-code")
}
