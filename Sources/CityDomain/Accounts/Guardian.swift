public import CityKit

/// Who answers for a young person and agrees to the account (A-33, K02; GDPR article 8).
public struct Guardian: Sealable, Personal, Codable, Hashable {
    public let name: PersonName
    public let email: EmailAddress

    public init(name: PersonName, email: EmailAddress) {
        self.name = name
        self.email = email
    }
}

/// The age that somebody who registers declares, where the rules ask for guardians.
public enum AgeGroup: String, Sendable, CaseIterable {
    /// Old enough to agree alone.
    case ofAge
    case young
}

/// That a guardian was asked, and agreed. It stands with the account or its registration and goes with it.
public struct GuardianConsent: Sendable, Equatable {
    public let resident: ID<Resident>
    /// Under the key of the young person.
    public let guardian: Sealed<Guardian>
    /// Of the guardian's address, by which letters to it are counted.
    public let index: [UInt8]
    public let askedAt: Instant
    /// Nil while the letter is not answered.
    public let agreedAt: Instant?

    public init(
        resident: ID<Resident>,
        guardian: Sealed<Guardian>,
        index: [UInt8],
        askedAt: Instant,
        agreedAt: Instant? = nil
    ) {
        self.resident = resident
        self.guardian = guardian
        self.index = index
        self.askedAt = askedAt
        self.agreedAt = agreedAt
    }
}

/// Where registrations wait for guardians. Each write is one durable transaction.
public protocol GuardianStore: Sendable {
    /// Stores a registration with the letter to the guardian. Whether its address has an account shows later, in the letter
    /// to that address.
    ///
    /// - Parameter since: a guardian who was sent `RegisterResident.mostLetters` letters since then gets no other, and
    ///   nothing is stored.
    func register(
        _ account: ResidentAccount,
        awaiting consent: GuardianConsent,
        link: ID<AccountLink>,
        since: Instant,
        in town: ID<Municipality>
    ) async throws

    /// Nil where nobody was asked.
    func consent(for resident: ID<Resident>, in town: ID<Municipality>) async throws -> GuardianConsent?

    /// Stores the consent, with the letter to the young person's address that makes the account, or says that the address
    /// has one.
    ///
    /// - Throws: `AccountFailure.wrongLink` when the link was used meanwhile.
    func agree(by link: ID<AccountLink>, letter: ID<AccountLink>, at now: Instant, in town: ID<Municipality>)
        async throws

    /// Forgets the registration, its key and the guardian.
    ///
    /// - Throws: `AccountFailure.wrongLink` when the link was used meanwhile.
    func refuse(by link: ID<AccountLink>, at now: Instant, in town: ID<Municipality>) async throws
}

extension ResidentSlots {
    var guardian: Slot { Slot(town, table: "guardian_consents", row: resident, column: "guardian") }
}

extension GuardianConsent {
    func opened(for resident: Resident, _ vault: any Vault, in town: ID<Municipality>) throws -> Guardian {
        let slots = ResidentSlots(town: town, resident: resident.id)
        return try vault.key(resident.personKey, in: slots.personKey).open(guardian, in: slots.guardian)
    }
}

extension SecretPurpose {
    static let guardian = Self(rawValue: "guardian")
}

extension Vault {
    /// By which a guardian takes the consent back, as long as the account is there.
    func guardianToken(of resident: ID<Resident>, in town: ID<Municipality>) -> Token {
        Token(bytes: secret(for: .guardian, resident.rawValue, in: town))
    }

    /// - Throws: `AccountFailure.wrongLink`.
    func check(_ token: Token?, ofGuardianOf resident: ID<Resident>, in town: ID<Municipality>) throws(AccountFailure) {
        guard let token, isEqual(hash(token), hash(guardianToken(of: resident, in: town))) else { throw .wrongLink }
    }
}
