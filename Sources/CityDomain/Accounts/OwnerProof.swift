public import CityKit

/// How residents who are signed in show that the account is theirs, before something that a borrowed browser must not do.
public enum OwnerProof: Sendable {
    case password(Password)
    /// The code of a letter, as it was typed: for an account that a service opens and that has no password.
    case code(String)
}

/// What needs such a proof. A code is for one of them.
public enum OwnerAct: String, Sendable, CaseIterable {
    case address, erasure, download
    /// A second step of signing in is switched on.
    case factor

    var purpose: AccountLink.Purpose {
        switch self {
        case .address: .addressCode
        case .erasure: .erasureCode
        case .download: .downloadCode
        case .factor: .factorCode
        }
    }
}

/// The code of a letter: ten characters of Crockford's base 32, 50 bits. It is made from the id of its link and kept nowhere.
struct OwnerCode: Sendable, Equatable {
    private static let length = 10

    private let letters: String

    init(of link: ID<AccountLink>, _ vault: any Vault, in town: ID<Municipality>) {
        letters = String(Base32.encode(vault.secret(for: .ownerCode, link.rawValue, in: town)).prefix(Self.length))
    }

    /// Nil for what cannot be one.
    init?(typed: String) {
        guard typed.utf8.count <= 40, let letters = Base32.normalized(typed), letters.utf8.count == Self.length else {
            return nil
        }
        self.letters = letters
    }

    /// For reading and typing, in two halves.
    var text: String { "\(letters.prefix(Self.length / 2))-\(letters.suffix(Self.length / 2))" }

    func isEqual(_ other: Self, _ vault: any Vault) -> Bool {
        vault.isEqual(Array(letters.utf8), Array(other.letters.utf8))
    }
}

/// Where the links are kept that stand for codes. Each write is one durable transaction.
public protocol OwnerCodeStore: Sendable {
    /// Stores the link with the letter that holds its code; codes of the same purpose that were sent before end.
    ///
    /// - Parameter since: an address that was sent `RegisterResident.mostLetters` letters since then gets no other.
    /// - Returns: whether the letter goes out.
    func sendCode(_ link: AccountLink, since: Instant, in town: ID<Municipality>) async throws -> Bool

    /// The last link of the purpose that was not used.
    func code(for purpose: AccountLink.Purpose, of resident: ID<Resident>, in town: ID<Municipality>) async throws
        -> AccountLink?

    /// - Returns: false when the code was used meanwhile.
    func useCode(_ link: ID<AccountLink>, at now: Instant, in town: ID<Municipality>) async throws -> Bool
}

extension SecretPurpose {
    static let ownerCode = Self(rawValue: "owner-code")
}
