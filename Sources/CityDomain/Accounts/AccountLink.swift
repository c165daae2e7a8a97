public import CityKit

/// A link in a letter about an account. It works once and for a while; the letter and the link can be made again from
/// its id and by nobody without the key.
public struct AccountLink: Sendable, Equatable {
    public let id: ID<AccountLink>
    public let purpose: Purpose
    /// The account; for `activate` and `guardian` the one that waits.
    public let resident: ID<Resident>
    public let createdAt: Instant

    public enum Purpose: String, Sendable, CaseIterable {
        /// Makes an account of a registration.
        case activate
        /// Tells the owner of an account that somebody tried to register with its address.
        case taken
        /// Sets a new password.
        case reset
        /// Lets an account go from its address to another.
        case leave
        /// Takes an account to a new address.
        case arrive
        /// Tells the owner that the office closed the account, or opened it again.
        case blocked, unblocked
        /// Tells the owner that somebody types wrong passwords.
        case guessed
        /// Hands the owner of an account without a password a code for one act.
        case addressCode, erasureCode, downloadCode, factorCode
        /// Tells the owner that the second step of signing in changed.
        case factorSwitchedOn, factorSwitchedOff, factorReset, factorAppSet, passkeyAdded, passkeyRemoved
        case recoveryRenewed
        /// Asks the owner of an account whether it may stay alone of two, or go into the other one.
        case mergeStay, mergeGo
        /// Tells the owner that an account that nobody uses will be erased.
        case unused
        /// Asks a guardian to agree to a registration.
        case guardian
        /// Tells a guardian that the account is made, and how to take the consent back.
        case guardianTold
        /// Tells the owner what the office decided about acting for another person.
        case representationGranted, representationRefused, representationWithdrawn
    }

    public init(id: ID<AccountLink>, purpose: Purpose, resident: ID<Resident>, createdAt: Instant) {
        self.id = id
        self.purpose = purpose
        self.resident = resident
        self.createdAt = createdAt
    }

    /// Whether it is about a registration.
    public var isOfRegistration: Bool { purpose == .activate || purpose == .guardian }

    public func isOpen(at now: Instant) -> Bool { now < createdAt + purpose.lasts }
}

extension AccountLink.Purpose {
    /// How long the link works.
    public var lasts: Duration {
        switch self {
        case .activate, .leave, .arrive, .mergeStay, .mergeGo, .guardian, .guardianTold: .hours(48)
        case .taken, .reset, .addressCode, .erasureCode, .downloadCode, .factorCode: .hours(1)
        case .blocked, .unblocked, .guessed, .unused, .factorSwitchedOn, .factorSwitchedOff, .factorReset,
            .factorAppSet, .passkeyAdded, .passkeyRemoved, .recoveryRenewed, .representationGranted,
            .representationRefused, .representationWithdrawn:
            .hours(48)
        }
    }
}

extension SecretPurpose {
    static let accountLink = Self(rawValue: "account-link")
}

extension Vault {
    func token(of link: ID<AccountLink>, in town: ID<Municipality>) -> Token {
        Token(bytes: secret(for: .accountLink, link.rawValue, in: town))
    }

    /// - Throws: `AccountFailure.wrongLink`.
    func check(_ token: Token?, of link: ID<AccountLink>, in town: ID<Municipality>) throws(AccountFailure) {
        guard let token, isEqual(hash(token), hash(self.token(of: link, in: town))) else { throw .wrongLink }
    }
}
