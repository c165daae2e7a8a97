public import CityKit

/// Where residents, their registrations, links and sessions are kept. Each write is one durable transaction.
public protocol ResidentStore: Sendable {
    /// Stores a registration with the letter that holds its link. Where the address has an account, its owner gets a
    /// letter that says so instead; the caller cannot tell one from the other.
    ///
    /// - Parameter since: an address that was sent `RegisterResident.mostLetters` letters since then gets no other.
    func register(_ account: ResidentAccount, link: ID<AccountLink>, since: Instant, in town: ID<Municipality>)
        async throws

    /// Sends a letter with a link to the owner of the address; nothing where there is no such account.
    func sendLink(
        _ link: ID<AccountLink>,
        _ purpose: AccountLink.Purpose,
        loginIndex: [UInt8],
        since: Instant,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws

    /// A link that was not used, and the account or registration it is about.
    func link(_ id: ID<AccountLink>, in town: ID<Municipality>) async throws -> (AccountLink, ResidentAccount)?

    /// Makes an account of the link's registration, and forgets all other registrations of its address. A guardian who
    /// agreed to it is sent `letter`, which tells how to take the consent back.
    /// - Throws: `AccountFailure.wrongLink` when the link was used meanwhile, `.loginTaken`.
    func activate(
        _ link: ID<AccountLink>,
        telling letter: ID<AccountLink>,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws

    /// Stores a new password and ends every session of the account but `kept`.
    /// - Parameters:
    ///   - link: used up by it; nil when the resident is signed in.
    ///   - event: for the log of the account.
    /// - Throws: `AccountFailure.wrongLink` when the link was used meanwhile.
    func setPassword(
        _ hash: PasswordHash,
        of resident: ID<Resident>,
        by link: ID<AccountLink>?,
        keeping kept: [UInt8]?,
        logging event: AccountEvent,
        in town: ID<Municipality>
    ) async throws

    /// Stores a cheaper hash's successor for the same password.
    func replacePasswordHash(_ hash: PasswordHash, of resident: ID<Resident>, in town: ID<Municipality>) async throws

    func account(loginIndex: [UInt8], in town: ID<Municipality>) async throws -> ResidentAccount?
    func account(_ id: ID<Resident>, in town: ID<Municipality>) async throws -> ResidentAccount?

    /// Stores a new profile; the one before is kept with the moment of its end.
    /// - Parameters:
    ///   - names: with other ones the account is no more sure than its address, and the office looks again at what authority
    ///     it granted.
    ///   - seen: the profile that was changed.
    /// - Throws: `AccountFailure.changedMeanwhile` when the account has another profile by now.
    func setProfile(
        _ profile: Sealed<ResidentProfile>,
        _ names: NameChange,
        of resident: ID<Resident>,
        seeing seen: Sealed<ResidentProfile>,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws

    /// Notes that the resident accepted a version of the regulation; the first time counts.
    func accept(_ version: String, by resident: ID<Resident>, at now: Instant, in town: ID<Municipality>) async throws

    /// - Throws: `AccountFailure.signedOut` when the account was closed or erased meanwhile; nothing is logged then.
    func open(_ session: ResidentSession, logging event: AccountEvent, in town: ID<Municipality>) async throws
    /// Nil when the token is unknown or the account was erased.
    func session(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> (ResidentSession, Resident)?
    /// The newest first.
    func sessions(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [ResidentSession]
    func touch(_ tokenHash: [UInt8], at now: Instant, in town: ID<Municipality>) async throws
    /// Ends one session of the resident that the event is about; nothing is logged where there is none.
    func close(_ session: ID<ResidentSession>, logging event: AccountEvent, in town: ID<Municipality>) async throws
    /// Ends every session but `kept` of the resident that the event is about.
    func closeAll(keeping kept: [UInt8]?, logging event: AccountEvent, in town: ID<Municipality>) async throws

    /// Forgets registrations, links and changes of addresses of all towns from before this moment, and sessions that were not used since
    /// `idle`, at most `limit` of each.
    /// - Returns: how many were forgotten.
    func sweep(before moment: Instant, idle: Instant, limit: Int) async throws -> Int
}

/// Whether a new profile has the names of the one before.
public enum NameChange: Sendable {
    case same, other
}

/// A signed-in browser or device of a resident. The database keeps the hash of the token, the browser the token.
public struct ResidentSession: Sendable, Equatable {
    /// Names it on the resident's own page.
    public let id: ID<ResidentSession>
    public let tokenHash: [UInt8]
    public let resident: ID<Resident>
    /// What the browser says it is.
    public let device: Sealed<PersonalText>
    public let openedAt: Instant
    public let seenAt: Instant

    /// Without a request, and in all (ASVS 5, 7.3).
    public static let idle = Duration.days(14)
    public static let longest = Duration.days(90)

    public init(
        id: ID<ResidentSession>,
        tokenHash: [UInt8],
        resident: ID<Resident>,
        device: Sealed<PersonalText>,
        openedAt: Instant,
        seenAt: Instant
    ) {
        self.id = id
        self.tokenHash = tokenHash
        self.resident = resident
        self.device = device
        self.openedAt = openedAt
        self.seenAt = seenAt
    }

    public func isOpen(at now: Instant) -> Bool { now < seenAt + Self.idle && now < openedAt + Self.longest }
}
