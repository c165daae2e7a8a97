public import CityKit

/// Lets somebody say "me too" of a published report, once for each person (I-17).
public struct SupportReport: Sendable {
    private let supports: any SupportStore
    private let reports: BrowseReports
    private let persons: CountPersons
    private let follow: FollowReport
    private let ideas: SettleIdeas
    private let vault: any Vault
    private let randomness: any Randomness

    public init(
        supports: any SupportStore,
        reports: BrowseReports,
        persons: CountPersons,
        follow: FollowReport,
        ideas: SettleIdeas,
        vault: any Vault,
        randomness: any Randomness
    ) {
        self.supports = supports
        self.reports = reports
        self.persons = persons
        self.follow = follow
        self.ideas = ideas
        self.vault = vault
        self.randomness = randomness
    }

    /// Whether the person also wants to be told of changes.
    public enum News: String, Sendable, CaseIterable {
        case wanted, unwanted
    }

    /// Counts the owner of an account at once.
    ///
    /// - Throws: `ReportFailure.notFound`, `.registeredOnly`, `.serviceEnded`; `SupportFailure`;
    ///   `AccountFailure.residentSignedOut` when the account was blocked or erased meanwhile.
    public func callAsFunction(
        _ number: ReportNumber,
        by signed: SignInResident.Signed,
        news: News,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let open = try await open(number, for: .registered, in: town, at: now)
        let report = open.id
        let resident = signed.resident
        let email = try resident.opened(vault, in: town.id).email
        guard try await !persons.isSender(resident.id, email, of: report, in: town.id) else {
            throw SupportFailure.ownReport
        }
        let supporter = NewSupporter(
            id: randomness.id(at: now),
            report: report,
            person: .resident(resident.id),
            emailIndex: vault.index(email, of: .supporterEmail, in: town.id),
            askedAt: now
        )
        try await supports.add(supporter, in: town.id)
        try await settle(open, in: town, at: now)
        if news == .wanted { try await follow.join(report, email, resident.language, in: town.id, at: now) }
    }

    /// Asks at the address whether its owner says so. Whether the owner counts already is not to be told from the outcome.
    ///
    /// - Throws: `ReportFailure.notFound`, `.registeredOnly`, `.serviceEnded`; `EmailAddressFailure`, `SupportFailure`,
    ///   `FollowFailure.tooMany`.
    public func callAsFunction(
        _ number: ReportNumber,
        email typed: String,
        language: Language,
        for audience: Audience,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let report = try await open(number, for: audience, in: town, at: now).id
        let email = try EmailAddress(typed: typed)
        guard try await !persons.isSender(nil, email, of: report, in: town.id) else { return }
        let guest = try guest(email, of: report, language, in: town.id, at: now)
        try await supports.ask(guest, since: now - .hours(1), in: town.id) { earlier in
            try FollowReport.decision(after: earlier, at: now)
        }
    }

    /// Takes the word of an account back.
    public func takeBack(
        _ number: ReportNumber,
        by signed: SignInResident.Signed,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let report = try await reports(number, for: .registered, in: town).report
        try await supports.remove(signed.resident.id, from: report.id, in: town.id)
        try await settle(report, in: town, at: now)
    }

    /// What an account has to do with a report.
    public enum Standing: Sendable {
        case open
        /// It says so.
        case given
        /// It sent the report, or one that is joined to it.
        case own
    }

    public func standing(of signed: SignInResident.Signed, _ report: Report, in town: Municipality) async throws
        -> Standing
    {
        let resident = signed.resident
        let email = try resident.opened(vault, in: town.id).email
        if try await persons.isSender(resident.id, email, of: report.id, in: town.id) { return .own }
        return try await supports.has(resident.id, report: report.id, in: town.id) ? .given : .open
    }

    private func open(_ number: ReportNumber, for audience: Audience, in town: Municipality, at now: Instant)
        async throws -> Report
    {
        try town.takesNewReports(on: town.clock.date(of: now))
        guard town.takesSupport else { throw SupportFailure.notOffered }
        let report = try await reports(number, for: audience, in: town).report
        if let join = report.joined { throw SupportFailure.joined(to: join.leading) }
        guard !report.status.isFinished else { throw SupportFailure.finished }
        try Self.checkTime(of: report, in: town, at: now)
        return report
    }

    /// An idea takes no word after its last day, whether the clock has ended it yet or not; in a town that asks for no
    /// support any more the day means nothing.
    private static func checkTime(of report: Report, in town: Municipality, at now: Instant) throws(SupportFailure) {
        if report.history.last(where: \.changesStatus)?.act == .closed(.lapsed) { throw .timeOver }
        guard town.support(of: report.kind, in: report.category) != nil else { return }
        if let end = report.supportCounts(until: town.clock), end < now { throw .timeOver }
    }

    /// Whether the idea has the support it needs now; of other reports nothing depends on it.
    private func settle(_ report: Report, in town: Municipality, at now: Instant) async throws {
        guard report.kind == .idea else { return }
        try await ideas(report.id, report.number, in: town, at: now)
    }

    private func guest(
        _ email: EmailAddress,
        of report: ID<Report>,
        _ language: Language,
        in town: ID<Municipality>,
        at now: Instant
    ) throws -> NewSupporter {
        let id: ID<Supporter> = randomness.id(at: now)
        let slots = SupporterSlots(town: town, supporter: id)
        let key = try vault.newKey(in: slots.personKey)
        let guest = NewSupporter.Guest(
            email: try key.key.seal(email, in: slots.email),
            personKey: key.wrapped,
            language: language,
            loginIndex: vault.index(email, of: .residentLogin, in: town)
        )
        return NewSupporter(
            id: id,
            report: report,
            person: .guest(guest),
            emailIndex: vault.index(email, of: .supporterEmail, in: town),
            askedAt: now
        )
    }
}

// MARK: - The link in the letter

extension SupportReport {
    /// What a link stands for.
    public enum State: Sendable, Equatable {
        /// Nobody has said yes yet.
        case asked(ReportNumber)
        case given(ReportNumber)
        /// Taken back, never answered, or long after the end of the report.
        case over
    }

    /// - Throws: `SupportFailure.wrongLink`.
    public func state(_ supporter: ID<Supporter>, token: Token, in town: Municipality) async throws -> State {
        try check(supporter, token, in: town)
        guard let stored = try await supports.supporter(supporter, in: town.id) else { return .over }
        return stored.confirmedAt == nil ? .asked(stored.report) : .given(stored.report)
    }

    /// - Throws: `SupportFailure.wrongLink`; `.timeOver` for an idea whose time to collect support is over.
    public func confirm(
        _ supporter: ID<Supporter>,
        token: Token,
        news: News,
        in town: Municipality,
        at now: Instant
    ) async throws {
        try check(supporter, token, in: town)
        guard let stored = try await supports.supporter(supporter, in: town.id) else { return }
        try await supports.confirm(supporter, at: now, in: town.id) { report in
            try Self.checkTime(of: report, in: town, at: now)
        }
        // It may have been taken down since the letter was sent; the word counts all the same.
        let report = try await reports.ifShown(stored.report, for: .registered, in: town)?.report
        guard let report, !report.status.isFinished else { return }
        try await settle(report, in: town, at: now)
        guard news == .wanted else { return }
        let email = try stored.address(vault, in: town.id)
        try await follow.join(report.id, email, stored.language, in: town.id, at: now)
    }

    /// Erases the address; the person counts no more.
    ///
    /// - Throws: `SupportFailure.wrongLink`.
    public func takeBack(_ supporter: ID<Supporter>, token: Token, in town: Municipality, at now: Instant) async throws
    {
        try check(supporter, token, in: town)
        let number = try await supports.supporter(supporter, in: town.id)?.report
        try await supports.remove(supporter, in: town.id)
        guard let number, let report = try await reports.ifShown(number, for: .registered, in: town)?.report else {
            return
        }
        try await settle(report, in: town, at: now)
    }

    private func check(_ supporter: ID<Supporter>, _ token: Token, in town: Municipality) throws(SupportFailure) {
        guard vault.isEqual(vault.hash(token), vault.hash(vault.token(of: supporter, in: town.id))) else {
            throw .wrongLink
        }
    }
}

/// Erases guests who never answered. Those of reports that ended go with `RunRetention`.
public struct SweepSupporters: Sendable {
    private let supports: any SupportStore

    public init(supports: any SupportStore) { self.supports = supports }

    /// - Returns: how many were erased.
    @discardableResult
    public func callAsFunction(at now: Instant) async throws -> Int {
        let slice = 500
        var erased = 0
        while true {
            let count = try await supports.sweep(limit: slice, unanswered: now - Supporter.waits)
            erased += count
            if count < slice { return erased }
        }
    }
}
