public import CityKit

/// What the office does with its register of breaches (I-47; GDPR articles 33 and 34): notes one, describes it, says when the
/// authority and the persons were told, and keeps the list of those who are touched. Every look and every act is in the audit
/// log. All throw `AccountFailure.rightMissing` and `BreachFailure`.
public struct KeepBreaches: Sendable {
    private let store: any BreachStore
    private let reports: any ReportStore
    private let residents: any ResidentStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    /// Breaches on one page.
    public static let most = 200

    public init(
        store: any BreachStore,
        reports: any ReportStore,
        residents: any ResidentStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.store = store
        self.reports = reports
        self.residents = residents
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// Who acts, in which town, when.
    public struct Work: Sendable {
        let caller: Caller
        let town: Municipality
        let now: Instant

        public init(by caller: Caller, in town: Municipality, at now: Instant) {
            self.caller = caller
            self.town = town
            self.now = now
        }
    }

    /// What a form says of a breach.
    public struct Description: Sendable {
        let natures: Set<Breach.Nature>
        let persons: String
        let words: BreachWords

        /// - Parameter persons: as typed; empty while nobody knows.
        public init(natures: Set<Breach.Nature>, persons: String, words: BreachWords) {
            self.natures = natures
            self.persons = persons
            self.words = words
        }

        func count() throws(BreachFailure) -> Int? {
            let typed = persons.trimmingSpaces()
            guard !typed.isEmpty else { return nil }
            guard let count = Int(typed), count >= 0 else { throw .personsWrong }
            return count
        }
    }

    /// A breach with its seals open. Lives as long as one page.
    public struct Opened: Personal {
        public let breach: Breach
        public let words: BreachWords
    }

    /// Somebody on the list of a breach.
    public enum Person: Personal, Equatable {
        case reporter(ReportNumber)
        case resident(name: String, email: String)
        /// The account was erased since.
        case erased
    }

    /// The register with its words; the look is in the audit log first.
    public func register(_ work: Work) async throws -> [Opened] {
        try await look(.breaches, work)
        return try await store.breaches(limit: Self.most, in: work.town.id).map { try open($0, work) }
    }

    public func open(_ id: ID<Breach>, _ work: Work) async throws -> (Opened, [Person]) {
        let sealed = try await breach(id, work)
        try await look(.breach(id), work)
        var persons: [Person] = []
        for person in try await store.persons(of: id, in: work.town.id) {
            persons.append(try await self.person(person, work))
        }
        return (try open(sealed, work), persons)
    }

    /// Notes a new breach.
    ///
    /// - Parameter learnedAt: when the office became aware of it; nil where the form says no moment.
    public func note(learnedAt: Instant?, _ description: Description, _ work: Work) async throws -> ID<Breach> {
        guard let learnedAt else { throw BreachFailure.momentMissing }
        guard learnedAt <= work.now else { throw BreachFailure.inFuture }
        guard !description.natures.isEmpty else { throw BreachFailure.natureMissing }
        try description.words.check()
        let id: ID<Breach> = randomness.id(at: work.now)
        let breach = Breach(
            id: id,
            learnedAt: learnedAt,
            natures: description.natures,
            persons: try description.count(),
            notice: .undecided,
            telling: .undecided,
            closedAt: nil
        )
        let sealed = SealedBreach(breach: breach, words: try seal(description.words, id, work))
        try await store.add(sealed, noting: try entry(.breachNoted, .breach(id), work), in: work.town.id)
        return id
    }

    public func describe(_ id: ID<Breach>, _ description: Description, _ work: Work) async throws {
        let count = try description.count()
        try await change(id, "words", work) { breach, words in
            try breach.describe(description.natures, persons: count)
            let (notice, telling) = (words.notice, words.telling)
            words = description.words
            (words.notice, words.telling) = (notice, telling)
        }
    }

    /// Says when the authority was told.
    ///
    /// - Parameter delay: needed after 72 hours.
    public func notify(_ id: ID<Breach>, at moment: Instant?, delay: String, _ work: Work) async throws {
        let (moment, reason) = (try past(moment, work), delay.trimmingSpaces())
        try await change(id, "notice", work) { breach, words in
            try breach.notify(at: moment, delay: reason)
            words.notice = reason
        }
    }

    /// Says why the authority need not be told.
    public func waiveNotice(_ id: ID<Breach>, because reason: String, _ work: Work) async throws {
        let reason = reason.trimmingSpaces()
        try await change(id, "notice", work) { breach, words in
            try breach.waiveNotice(because: reason)
            words.notice = reason
        }
    }

    /// Says when the persons were told.
    public func tell(_ id: ID<Breach>, at moment: Instant?, _ work: Work) async throws {
        let moment = try past(moment, work)
        try await change(id, "persons", work) { breach, _ in try breach.tell(at: moment) }
    }

    /// Says why the persons need not be told.
    public func waiveTelling(_ id: ID<Breach>, because reason: String, _ work: Work) async throws {
        let reason = reason.trimmingSpaces()
        try await change(id, "persons", work) { breach, words in
            try breach.waiveTelling(because: reason)
            words.telling = reason
        }
    }

    public func close(_ id: ID<Breach>, _ work: Work) async throws {
        try await change(id, "closed", work) { breach, _ in try breach.close(at: work.now) }
    }

    /// Puts somebody on the list of those who are touched.
    ///
    /// - Parameter typed: the number of a report, or the address of an account.
    public func add(person typed: String, to id: ID<Breach>, _ work: Work) async throws {
        guard try await breach(id, work).breach.closedAt == nil else { throw BreachFailure.closed }
        let person: ID<TouchedPerson> = randomness.id(at: work.now)
        let subject = RegisterWords(try await subject(typed, work))
        let sealed = try key(work).seal(subject, in: RegisterSlots(town: work.town.id).person(person))
        try await store.add(
            TouchedPerson(id: person, breach: id, subject: sealed),
            noting: try entry(.breachChanged, .breach(id, part: "person"), work),
            in: work.town.id
        )
    }
}

// MARK: - Parts

extension KeepBreaches {
    private func change(
        _ id: ID<Breach>,
        _ part: String,
        _ work: Work,
        _ change: (inout Breach, inout BreachWords) throws -> Void
    ) async throws {
        let before = try await breach(id, work)
        var (breach, words) = (before.breach, try open(before, work).words)
        try change(&breach, &words)
        try words.check()
        let after = SealedBreach(breach: breach, words: try seal(words, id, work))
        let entry = try entry(.breachChanged, .breach(id, part: part), work)
        guard try await store.replace(before, with: after, noting: entry, in: work.town.id) else {
            throw BreachFailure.changedMeanwhile
        }
    }

    private func past(_ moment: Instant?, _ work: Work) throws(BreachFailure) -> Instant {
        guard let moment else { throw .momentMissing }
        guard moment <= work.now else { throw .inFuture }
        return moment
    }

    private func breach(_ id: ID<Breach>, _ work: Work) async throws -> SealedBreach {
        guard let found = try await store.breach(id, in: work.town.id) else { throw BreachFailure.unknownBreach }
        return found
    }

    /// Whom the typed words mean, as the list keeps it.
    private func subject(_ typed: String, _ work: Work) async throws -> [String: String] {
        if let number = ReportNumber(typed.trimmingSpaces()) {
            guard try await reports.file(number, in: work.town.id) != nil else { throw BreachFailure.personUnknown }
            return ["report": "\(number)"]
        }
        guard let email = try? EmailAddress(typed: typed) else { throw BreachFailure.personUnknown }
        let login = vault.index(email, of: .residentLogin, in: work.town.id)
        guard let account = try await residents.account(loginIndex: login, in: work.town.id) else {
            throw BreachFailure.personUnknown
        }
        return ["resident": account.resident.id.rawValue]
    }

    private func person(_ person: TouchedPerson, _ work: Work) async throws -> Person {
        let words = try key(work).open(person.subject, in: RegisterSlots(town: work.town.id).person(person.id)).words
        if let number = words["report"].flatMap({ ReportNumber($0) }) { return .reporter(number) }
        guard let id = words["resident"], let account = try await residents.account(ID(id), in: work.town.id) else {
            return .erased
        }
        let profile = try account.resident.opened(vault, in: work.town.id)
        return .resident(name: profile.name, email: profile.email.text)
    }

    private func open(_ sealed: SealedBreach, _ work: Work) throws -> Opened {
        let slot = RegisterSlots(town: work.town.id).breach(sealed.breach.id)
        return Opened(breach: sealed.breach, words: try key(work).open(sealed.words, in: slot))
    }

    private func seal(_ words: BreachWords, _ id: ID<Breach>, _ work: Work) throws -> Sealed<BreachWords> {
        try key(work).seal(words, in: RegisterSlots(town: work.town.id).breach(id))
    }

    private func key(_ work: Work) -> any DataKey { vault.standingKey(for: .registers, in: work.town.id) }

    private func entry(_ kind: AuditKind, _ object: AuditObject, _ work: Work) throws -> AuditEntry {
        let act = RecordAudit.Act(kind, object)
        return try audit.entry(act, by: try work.caller.using(.handleRights), in: work.town.id, at: work.now)
    }

    private func look(_ object: AuditObject, _ work: Work) async throws {
        let act = RecordAudit.Act(.breachViewed, object, reason: work.caller.reason)
        try await audit(act, by: try work.caller.using(.handleRights), in: work.town.id, at: work.now)
    }
}
