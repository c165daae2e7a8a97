public import CityKit

/// Something that happened at the door of an account: its owner sees it, and it proves who acted with the account (A-58;
/// ASVS 5, 16.3.1). It goes with the account.
public struct AccountEvent: Sendable, Equatable {
    public let id: ID<AccountEvent>
    public let resident: ID<Resident>
    public let kind: Kind
    public let at: Instant
    /// Nil where nobody's browser did it.
    public let place: Sealed<SignInPlace>?
    /// From then on it is forgotten.
    public let keptUntil: Instant

    public enum Kind: String, Sendable, CaseIterable {
        case signedIn
        case signedInByService
        /// By a passkey alone.
        case signedInByPasskey
        /// A wrong password, or a wrong code in its place.
        case refused
        /// A wrong answer at the second step, after the right password or service.
        case refusedFactor
        /// The right one, or the right person at a service, while the office keeps the account closed.
        case refusedAsBlocked
        /// The owner ended one session, or all others.
        case signedOut, signedOutElsewhere
        case passwordChanged
        /// By a link in a letter.
        case passwordReset
        case addressChanged
        /// A service opens the account from now on, or opens it no more.
        case serviceLinked, serviceUnlinked
        case blocked, unblocked
        /// The level of the account changed: the office saw the person, or an electronic identity has the names.
        case verified
        /// The second step of signing in is asked for from now on, or no more.
        case factorSwitchedOn, factorSwitchedOff
        /// The office took the second step away, for an owner who lost it.
        case factorReset
        /// Codes of another app count from now on.
        case factorAppSet
        case passkeyAdded, passkeyRemoved
        /// New recovery codes took the place of all earlier ones.
        case recoveryRenewed
        /// Another account of the same person became a part of this one.
        case merged
    }

    public init(
        id: ID<AccountEvent>,
        resident: ID<Resident>,
        kind: Kind,
        at: Instant,
        place: Sealed<SignInPlace>?,
        keptUntil: Instant
    ) {
        self.id = id
        self.resident = resident
        self.kind = kind
        self.at = at
        self.place = place
        self.keptUntil = keptUntil
    }
}

/// From where somebody signs in.
public struct SignInPlace: Sealable, Personal, Codable, Hashable {
    /// The address of the network.
    public let network: String
    /// What the browser says it is, at most 200 characters.
    public let device: String

    public init(network: String, device: String) {
        self.network = network
        self.device = String(device.prefix(200))
    }
}

/// When wrong passwords look like guessing, so that the owner is told by a letter.
public enum Guessing {
    /// So many within a day: five are free, and with the next one the door begins to make whoever tries wait.
    public static let failures = 6
    /// One letter in so long.
    public static let day = Duration.hours(24)
}

/// Where the log of accounts is kept. Lines about an act are written in the transaction of the act.
public protocol AccountEventStore: Sendable {
    /// Notes a sign-in that was refused. Where it looks like guessing, the owner gets a letter, at most one in a day.
    func note(_ refusal: AccountEvent, warning letter: ID<AccountLink>, in town: ID<Municipality>) async throws

    /// Writes as much as a line costs, about no account: the time of an answer tells nobody whether an address has one.
    func noteNobody(at now: Instant, in town: ID<Municipality>) async throws

    /// The last one first.
    ///
    /// - Parameter position: where the page begins; nil for the first one.
    /// - Throws: `PageFailure.unknownPlace`.
    func events(of resident: ID<Resident>, after position: String?, limit: Int, in town: ID<Municipality>) async throws
        -> Page<AccountEvent>

    /// Forgets lines of all towns whose time is over, at most `limit`.
    /// - Returns: how many were forgotten.
    func sweepEvents(at now: Instant, limit: Int) async throws -> Int
}
