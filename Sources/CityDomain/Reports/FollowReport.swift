public import CityKit

/// Lets anybody be told of changes to a published report, once the owner of the address has said yes (I-17).
public struct FollowReport: Sendable {
    private let followers: any FollowerStore
    private let reports: BrowseReports
    private let vault: any Vault
    private let randomness: any Randomness

    public init(
        followers: any FollowerStore,
        reports: BrowseReports,
        vault: any Vault,
        randomness: any Randomness
    ) {
        self.followers = followers
        self.reports = reports
        self.vault = vault
        self.randomness = randomness
    }

    /// Asks at the address whether its owner wants the news. Whether the address follows already is not to be told from
    /// the outcome.
    ///
    /// - Throws: `ReportFailure.notFound`, `.registeredOnly`, `EmailAddressFailure`, `FollowFailure`.
    public func callAsFunction(
        _ number: ReportNumber,
        email typed: String,
        language: Language,
        for audience: Audience,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let report = try await reports(number, for: audience, in: town).report
        if let join = report.joined { throw FollowFailure.joined(to: join.leading) }
        guard !report.status.isFinished else { throw FollowFailure.finished }
        let follower = try new(EmailAddress(typed: typed), of: report.id, language, in: town.id, at: now)
        try await followers.add(follower, since: now - .hours(1), in: town.id) { earlier in
            try Self.decision(after: earlier, at: now)
        }
    }

    /// Lets the owner of an address follow who has just shown that mail to it is read.
    func join(
        _ report: ID<Report>,
        _ email: EmailAddress,
        _ language: Language,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws {
        try await followers.add(try new(email, of: report, language, in: town, at: now), confirmedAt: now, in: town)
    }

    private func new(
        _ email: EmailAddress,
        of report: ID<Report>,
        _ language: Language,
        in town: ID<Municipality>,
        at now: Instant
    ) throws -> NewFollower {
        let id: ID<Follower> = randomness.id(at: now)
        let slots = FollowerSlots(town: town, follower: id)
        let key = try vault.newKey(in: slots.personKey)
        return NewFollower(
            id: id,
            report: report,
            email: try key.key.seal(email, in: slots.email),
            emailIndex: vault.index(email, of: .followerEmail, in: town),
            personKey: key.wrapped,
            language: language,
            askedAt: now
        )
    }

    /// A letter may have been lost, so an address is asked again after an hour. Nobody can use the form to flood an
    /// address, or the town's mail server.
    static func decision(after earlier: EarlierQuestions, at now: Instant) throws(FollowFailure) -> FollowDecision {
        switch earlier.same {
        case .confirmed: return .leave
        case .waiting(let since) where since > now - .hours(1): return .leave
        case .waiting, nil: break
        }
        guard earlier.waitingAtAddress < mostAtAddress, earlier.lately < mostInAnHour else { throw .tooMany }
        return .ask
    }

    static let mostAtAddress = 5
    static let mostInAnHour = 300
}

// MARK: - The link in each letter

extension FollowReport {
    /// What a link stands for.
    public enum Following: Sendable, Equatable {
        /// Nobody has said yes yet.
        case asked(ReportNumber)
        case following(ReportNumber)
        /// Stopped, never answered, or long after the end of the report.
        case over
    }

    /// - Throws: `FollowFailure.wrongLink`.
    public func following(_ follower: ID<Follower>, token: Token, in town: Municipality) async throws -> Following {
        try check(follower, token, in: town)
        guard let stored = try await followers.follower(follower, in: town.id) else { return .over }
        return stored.confirmedAt == nil ? .asked(stored.report) : .following(stored.report)
    }

    /// - Throws: `FollowFailure.wrongLink`.
    public func confirm(_ follower: ID<Follower>, token: Token, in town: Municipality, at now: Instant) async throws {
        try check(follower, token, in: town)
        _ = try await followers.confirm(follower, at: now, in: town.id)
    }

    /// Erases the address.
    ///
    /// - Throws: `FollowFailure.wrongLink`.
    public func stop(_ follower: ID<Follower>, token: Token, in town: Municipality) async throws {
        try check(follower, token, in: town)
        try await followers.remove(follower, in: town.id)
    }

    private func check(_ follower: ID<Follower>, _ token: Token, in town: Municipality) throws(FollowFailure) {
        guard vault.isEqual(vault.hash(token), vault.hash(vault.token(of: follower, in: town.id))) else {
            throw .wrongLink
        }
    }
}

/// Erases followers who never answered. Those of reports that ended go with `RunRetention`.
public struct SweepFollowers: Sendable {
    private let followers: any FollowerStore

    public init(followers: any FollowerStore) { self.followers = followers }

    /// - Returns: how many were erased.
    @discardableResult
    public func callAsFunction(at now: Instant) async throws -> Int {
        let slice = 500
        var erased = 0
        while true {
            let count = try await followers.sweep(limit: slice, unanswered: now - Follower.waits)
            erased += count
            if count < slice { return erased }
        }
    }
}

/// Why somebody cannot follow a report.
public enum FollowFailure: Failure, Equatable {
    /// Nothing more will happen to the report.
    case finished
    /// It is handled with this one, of which there will be news.
    case joined(to: ReportNumber)
    /// Too many questions wait for an answer, at the address or in the town.
    case tooMany
    case wrongLink

    public var kind: FailureKind {
        switch self {
        case .finished, .joined: .conflict
        case .tooMany: .tooMany(retryAfter: .hours(1))
        case .wrongLink: .notFound
        }
    }

    public var text: Text {
        switch self {
        case .finished: Text("follow.failure.finished")
        case .joined(let leading): Text("follow.failure.joined", ["number": .words(leading.description)])
        case .tooMany: Text("follow.failure.tooMany")
        case .wrongLink: Text("follow.failure.wrongLink")
        }
    }
}
