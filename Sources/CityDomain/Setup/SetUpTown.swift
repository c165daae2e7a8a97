public import CityKit

/// Makes a town from a profile, step by step, for whoever has a one-time link (I-60). All throw `SetupFailure`.
public struct SetUpTown: Sendable {
    private let store: any SetupStore
    private let shelf: any ProfileShelf
    private let towns: any RunningTowns
    private let attempts: any AttemptStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit
    private let addresses: TownAddresses

    /// - Parameter addresses: of the settings of the server; every town that they name has to be there.
    public init(
        store: any SetupStore,
        addresses: TownAddresses,
        shelf: any ProfileShelf,
        towns: any RunningTowns,
        attempts: any AttemptStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.store = store
        self.addresses = addresses
        self.shelf = shelf
        self.towns = towns
        self.attempts = attempts
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// How the audit log and the history of the settings name the wizard.
    public static let author = "ratusz setup"

    /// A link that works, and what was typed.
    public struct Opened: Personal {
        public let token: Token
        public var draft: SetupDraft
        public let made: SetupLink.Made?
        public let endsAt: Instant
        /// As it was read.
        let sealed: Sealed<SetupDraft>
    }

    // MARK: Links

    /// A new link. Its secret is returned and kept nowhere.
    public func link(_ purpose: SetupLink.Purpose, at now: Instant) async throws -> Token {
        let token = Token(from: randomness)
        let hash = vault.hash(token)
        let link = SetupLink(
            tokenHash: hash,
            purpose: purpose,
            endsAt: now + SetupLink.validity,
            draft: try seal(SetupDraft(), hash)
        )
        try await store.add(link)
        return token
    }

    /// Whether a secret that a file kept still opens the wizard.
    public func works(_ token: Token, at now: Instant) async throws -> Bool {
        try await store.link(vault.hash(token), at: now).map { $0.made == nil } ?? false
    }

    /// - Parameters:
    ///   - token: nil for what cannot be a secret.
    ///   - network: where the request comes from; wrong secrets are counted by it.
    /// - Throws: `SetupFailure.linkGone`, `AccountFailure.paused`.
    public func open(_ token: Token?, from network: String, at now: Instant) async throws -> Opened {
        // Where no link works nobody guesses one, and nothing has to be counted.
        guard try await store.hasLinks(at: now) else { throw SetupFailure.linkGone }
        let nowhere = ID<Municipality>("")
        return try await Throttle(attempts: attempts).attempt(
            by: nil,
            from: Throttle.Subject(
                key: vault.secret(for: .setupNetwork, network, in: nowhere),
                pause: { Throttle.doubling($0 - 10, most: .minutes(5)) }
            ),
            in: nowhere,
            at: now,
            isWrong: { $0 as? SetupFailure == .linkGone },
            { try await opened(token, at: now) }
        )
    }

    private func opened(_ token: Token?, at now: Instant) async throws -> Opened {
        guard let token, let link = try await store.link(vault.hash(token), at: now) else {
            throw SetupFailure.linkGone
        }
        if link.purpose == .first, link.made == nil, !shelf.takenTowns.isEmpty { throw SetupFailure.linkGone }
        let draft = try vault.standingKey(for: .setup, in: ID("")).open(link.draft, in: SetupLink.slot(link.tokenHash))
        return Opened(token: token, draft: draft, made: link.made, endsAt: link.endsAt, sealed: link.draft)
    }

    private func seal(_ draft: SetupDraft, _ hash: [UInt8]) throws -> Sealed<SetupDraft> {
        try vault.standingKey(for: .setup, in: ID("")).seal(draft, in: SetupLink.slot(hash))
    }

    // MARK: Steps

    /// The patterns that the installation brings along.
    public var profiles: [TownProfile] { shelf.profiles }

    public var calendars: [String] { shelf.calendars }

    /// The pattern that was chosen; nil before.
    public func profile(of draft: SetupDraft) -> TownProfile? {
        let chosen = draft[.profile, "profile"]
        guard chosen == SetupDraft.exported else { return shelf.profiles.first { $0.id == chosen } }
        return try? exported(draft)
    }

    /// The town of the file of another installation; nil where there is none.
    ///
    /// - Throws: `FileFaults` with what is wrong with its rules.
    private func exported(_ draft: SetupDraft) throws -> TownProfile? {
        guard let text = draft.files[SetupDraft.exported], let file = try? ConfigurationFile(text.utf8) else {
            return nil
        }
        return TownProfile(files: file.files, town: try towns.town(file.files, revision: 1))
    }

    /// Keeps a change of what was typed, right or wrong. Where another window was faster, the change is made to what that one kept.
    ///
    /// - Returns: the draft as it is kept now.
    /// - Throws: `SetupFailure.linkGone`.
    public func save(_ opened: Opened, at now: Instant, _ change: (inout SetupDraft) throws -> Void) async throws
        -> Opened
    {
        let hash = vault.hash(opened.token)
        var current = opened
        // Two windows of one person: a few rounds are enough.
        for _ in 0..<5 {
            var changed = current.draft
            try change(&changed)
            let sealed = try seal(changed, hash)
            if try await store.save(sealed, over: current.sealed, of: hash, at: now) {
                return Opened(
                    token: opened.token,
                    draft: changed,
                    made: nil,
                    endsAt: current.endsAt,
                    sealed: sealed
                )
            }
            current = try await self.opened(opened.token, at: now)
            if current.made != nil { return current }
        }
        throw SetupFailure.changedMeanwhile
    }

    /// What is wrong with a step.
    public func failures(of step: SetupStep, in draft: SetupDraft) -> [any Failure] {
        if step == .profile, let fault = faultOfExport(draft) { return [fault] }
        let check = check(draft)
        var failures = check.failures(of: step)
        if step == .town { failures += failuresOfName(check.town.id) }
        return failures
    }

    /// A town that is there, or a setting that names another one: with that the server would not start again.
    private func failuresOfName(_ id: ID<Municipality>) -> [any Failure] {
        if shelf.takenTowns.contains(id) { return [SetupFailure.idTaken(id.rawValue)] }
        let strangers = addresses.townsWithHost.subtracting(shelf.takenTowns).subtracting([id])
        return strangers.map(\.rawValue).min().map { [SetupFailure.hostOfOther($0, not: id.rawValue)] } ?? []
    }

    /// What is wrong with the file of another installation, by the first place of it.
    private func faultOfExport(_ draft: SetupDraft) -> SetupFailure? {
        guard draft[.profile, "profile"] == SetupDraft.exported else { return nil }
        guard draft.files[SetupDraft.exported] != nil else { return SetupFailure.fileMissing }
        do {
            return try exported(draft) == nil ? SetupFailure.fileMalformed : nil
        } catch {
            return (error as? FileFaults)?.all.first.map { SetupFailure.fault(field: "file", $0) }
        }
    }

    /// The steps that were done and can be read.
    public func done(in draft: SetupDraft) -> Set<SetupStep> {
        let check = check(draft)
        return Set(
            SetupStep.allCases.filter { step in
                check.isDone(step) && (step != .town || failuresOfName(check.town.id).isEmpty)
            }
        )
    }

    private func check(_ draft: SetupDraft) -> SetupCheck {
        SetupCheck(draft, profile: profile(of: draft), calendars: shelf.calendars)
    }

    // MARK: Making

    /// A town as it would be made.
    public struct Proposal: Sendable {
        public let town: Municipality
        let files: MunicipalityFiles
        let administrator: NewStaff
    }

    /// - Throws: `Failures` with what the check of a town finds, `SetupFailure.unfinished`.
    public func propose(_ draft: SetupDraft, at now: Instant) throws -> Proposal {
        let check = check(draft)
        if let fault = faultOfExport(draft) { throw fault }
        if let step = check.unfinished { throw SetupFailure.unfinished(step) }
        let town = check.town
        guard let profile = profile(of: draft), let person = check.administrator,
            let clock = LocalClock(zone: town.timeZone)
        else { throw SetupFailure.unfinished(.administrator) }
        let wrong = failuresOfName(town.id)
        guard wrong.isEmpty else { throw Failures(wrong) }
        let build = BuildTown(profile: profile, town: town, words: shelf.words, today: clock.date(of: now))
        let files = build.files
        let rights = StaffRights([StaffGrant(.administrator), StaffGrant(.operator)])
        do throws(FileFaults) {
            return Proposal(
                town: try towns.town(files, revision: 1),
                files: files,
                administrator: NewStaff(name: person.name, login: person.login, rights: rights)
            )
        } catch {
            throw Failures(error.all.map(SetupFailure.town))
        }
    }

    /// Makes the town with its administrator, or nothing.
    ///
    /// - Throws: what `propose` does; `SetupFailure.idTaken` when another made a town of that name meanwhile.
    public func make(_ opened: Opened, at now: Instant) async throws {
        let proposal = try propose(opened.draft, at: now)
        let (town, new) = (proposal.town.id, proposal.administrator)
        let id: ID<Staff> = randomness.id(at: now)
        let invitation = StaffInvitation(id: randomness.id(at: now), staff: id, language: nil, createdAt: now)
        // The last page is in the language of the others.
        var rest = SetupDraft()
        rest.language = opened.draft.language
        let making = TownToMake(
            files: proposal.files,
            account: try new.account(id, passwordHash: nil, vault, in: town, at: now),
            invitation: invitation,
            invitationHash: vault.hash(vault.token(of: invitation.id, in: town)),
            entries: TownToMake.Entries(
                town: try entry(RecordAudit.Act(.townChanged, .town), in: town, at: now),
                account: try entry(new.act(of: id), in: town, at: now),
                invitation: try entry(RecordAudit.Act(.staffInvited, .staff(id)), in: town, at: now)
            ),
            author: Self.author,
            emptied: try seal(rest, vault.hash(opened.token))
        )
        try await store.make(making, by: vault.hash(opened.token), at: now)
        // It is made, whatever else: where this process cannot take it in now, its clock does within seconds.
        try? await towns.takeIn()
    }

    private func entry(_ act: RecordAudit.Act, in town: ID<Municipality>, at now: Instant) throws -> AuditEntry {
        try audit.entry(act, by: .command(Self.author), in: town, at: now)
    }

    /// Forgets links whose time is over.
    public func sweep(at now: Instant) async throws { try await store.sweep(at: now) }
}

extension ManageStaff {
    /// The link by which the first administrator sets a password, as long as nobody used it. A later one, for a password that was
    /// lost, is not for whoever has the page of the wizard.
    public func link(of made: SetupLink.Made, at now: Instant) async throws -> Token? {
        try await openLink(of: made.administrator, madeAt: made.at, in: made.town, at: now)
    }
}

/// What the installation has for new towns.
public protocol ProfileShelf: Sendable {
    /// In the order in which they are offered.
    var profiles: [TownProfile] { get }
    /// Names of the calendars of holidays.
    var calendars: [String] { get }
    var words: SetupWords { get }
    /// Ids that a new town cannot have.
    var takenTowns: Set<ID<Municipality>> { get }
}
