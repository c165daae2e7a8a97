public import CityKit

/// Where staff, their sessions and the keys of programs are kept.
public protocol AccountStore: AttemptStore {
    /// - Throws: `AccountFailure.loginTaken` when the town has an account under this login.
    func add(_ account: StaffAccount, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// The account whose login has this blind index, and what is known of failed attempts under it.
    func account(loginIndex: [UInt8], in town: ID<Municipality>) async throws -> StaffAccount?

    func replacePasswordHash(_ hash: PasswordHash, of staff: ID<Staff>, in town: ID<Municipality>) async throws

    func open(_ session: StaffSession, noting entry: AuditEntry, in town: ID<Municipality>) async throws
    /// The session and its account; nil when the token is unknown or the account was closed.
    func session(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> (StaffSession, Staff)?
    func touch(_ tokenHash: [UInt8], at now: Instant, in town: ID<Municipality>) async throws
    /// - Parameter entry: what the audit log tells; nothing where there is no such session.
    func close(_ tokenHash: [UInt8], noting entry: AuditEntry, in town: ID<Municipality>) async throws

    func add(_ key: APIKey, tokenHash: [UInt8], noting entry: AuditEntry, at now: Instant, in town: ID<Municipality>)
        async throws
    /// Nil when the key is unknown or was revoked.
    func apiKey(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> APIKey?
    /// Those that were not revoked, in the order they were made.
    func apiKeys(in town: ID<Municipality>) async throws -> [APIKey]
    /// - Returns: whether there was such a key and it was not revoked before.
    func revoke(_ key: ID<APIKey>, noting entry: AuditEntry, at now: Instant, in town: ID<Municipality>) async throws
        -> Bool
}

/// A staff member with what signing in needs.
public struct StaffAccount: Sendable {
    public let staff: Staff
    public let loginIndex: [UInt8]
    public let passwordHash: PasswordHash
    public let createdAt: Instant

    public init(staff: Staff, loginIndex: [UInt8], passwordHash: PasswordHash, createdAt: Instant) {
        self.staff = staff
        self.loginIndex = loginIndex
        self.passwordHash = passwordHash
        self.createdAt = createdAt
    }
}

/// A signed-in browser. The database keeps the hash of the token, the browser the token.
public struct StaffSession: Sendable, Equatable {
    public let tokenHash: [UInt8]
    public let staff: ID<Staff>
    public let openedAt: Instant
    public let seenAt: Instant

    public init(tokenHash: [UInt8], staff: ID<Staff>, openedAt: Instant, seenAt: Instant) {
        self.tokenHash = tokenHash
        self.staff = staff
        self.openedAt = openedAt
        self.seenAt = seenAt
    }

    /// Thirty minutes without a request, twelve hours in all (ASVS 5, 7.3).
    public func isOpen(at now: Instant) -> Bool { now < seenAt + .minutes(30) && now < openedAt + .hours(12) }
}

public enum AccountFailure: Failure, Equatable {
    case wrongLoginOrPassword
    /// Too many attempts failed; the next one counts after this time.
    case paused(for: Duration)
    case loginTaken
    case wrongPassword
    /// The new address of an account is the one that it has.
    case sameAddress
    /// Somebody changed the account at the same moment.
    case changedMeanwhile
    /// A part of a name.
    case name(PersonNameFailure, of: NamePart)
    /// A link of a letter that was used, is too old, or never was.
    case wrongLink
    /// The town has no accounts for residents.
    case noAccounts
    case signedOut
    /// The office has closed the account; why, in its words.
    case blocked(String)
    /// A block needs a reason of at most `ResidentBlock.longestReason` characters.
    case blockReason
    /// There is no such account, or not in the state that was meant.
    case residentUnknown
    /// The regulation changed since the resident accepted it.
    case regulationChanged
    /// Only residents with an account, signed in, see this.
    case residentSignedOut
    case keyMissing
    case keyUnknown
    /// The key is good, but not for this.
    case scopeMissing(APIScope)
    /// Only administrators do this.
    case administratorsOnly

    public var kind: FailureKind {
        switch self {
        case .wrongLoginOrPassword: .invalid(field: "password")
        case .paused(let duration): .tooMany(retryAfter: duration)
        case .loginTaken, .changedMeanwhile: .conflict
        case .sameAddress: .invalid(field: "email")
        case .wrongPassword: .invalid(field: "password")
        case .name(_, let part): .invalid(field: part.rawValue)
        case .wrongLink, .noAccounts, .residentUnknown: .notFound
        case .blockReason: .invalid(field: "reason")
        case .blocked, .regulationChanged: .forbidden
        case .signedOut, .residentSignedOut: .unauthenticated
        case .keyMissing, .keyUnknown: .unauthenticated
        case .scopeMissing, .administratorsOnly: .forbidden
        }
    }

    public var text: Text {
        switch self {
        case .wrongLoginOrPassword: Text("account.failure.wrongLoginOrPassword")
        case .paused(let duration): Text("account.failure.paused", ["pause": .text(duration.text)])
        case .loginTaken: Text("account.failure.loginTaken")
        case .wrongPassword: Text("account.failure.wrongPassword")
        case .sameAddress: Text("account.failure.sameAddress")
        case .changedMeanwhile: Text("account.failure.changedMeanwhile")
        case .name(let failure, let part): part.text(of: failure)
        case .blocked(let reason): Text("account.failure.blocked", ["reason": .words(reason)])
        case .blockReason: Text("account.failure.blockReason", ["limit": .number(ResidentBlock.longestReason)])
        case .residentUnknown: Text("account.failure.residentUnknown")
        case .regulationChanged: Text("account.failure.regulationChanged")
        case .wrongLink: Text("account.failure.wrongLink")
        case .noAccounts: Text("account.failure.noAccounts")
        case .signedOut: Text("account.failure.signedOut")
        case .residentSignedOut: Text("account.failure.residentSignedOut")
        case .keyMissing: Text("account.failure.keyMissing")
        case .keyUnknown: Text("account.failure.keyUnknown")
        case .administratorsOnly: Text("account.failure.administratorsOnly")
        case .scopeMissing(let scope): Text("account.failure.scopeMissing", ["scope": .words(scope.rawValue)])
        }
    }
}

extension AccountFailure {
    /// The parts of a name that a form asks for one by one.
    public enum NamePart: String, Sendable {
        case givenName, surname

        fileprivate func text(of failure: PersonNameFailure) -> Text {
            switch (self, failure) {
            case (.givenName, .empty): Text("account.failure.givenName.empty")
            case (.givenName, .tooLong): Text("account.failure.givenName.tooLong", ["limit": .number(100)])
            case (.givenName, .wrongForm): Text("account.failure.givenName.wrongForm")
            case (.surname, .empty): Text("account.failure.surname.empty")
            case (.surname, .tooLong): Text("account.failure.surname.tooLong", ["limit": .number(100)])
            case (.surname, .wrongForm): Text("account.failure.surname.wrongForm")
            }
        }
    }
}
