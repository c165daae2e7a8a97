public import CityKit

/// Changes the settings of a running town without its files (I-60): every change is a new revision, checked, with a reason.
///
/// All throw `AccountFailure.rightMissing`, `ConfigurationFailure` or `Failures` with several of it.
public struct ConfigureTown: Sendable {
    let store: any ConfigurationStore
    private let towns: any RunningTowns
    private let staff: any StaffStore
    private let vault: any Vault
    private let audit: RecordAudit

    public init(
        store: any ConfigurationStore,
        towns: any RunningTowns,
        staff: any StaffStore,
        vault: any Vault,
        audit: RecordAudit
    ) {
        self.store = store
        self.towns = towns
        self.staff = staff
        self.vault = vault
        self.audit = audit
    }

    /// Letters and signs of a reason.
    public static let longestReason = 500

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

    /// A revision with the name of who made it.
    public struct Opened: Personal {
        public let revision: MunicipalityRevision
        public let author: ReadAudit.Actor
        /// To the revision before; nil for the first one.
        public let difference: MunicipalityDiff?
    }

    /// Files that may become the next revision, and what that would change.
    public struct Proposal: Sendable {
        public let files: MunicipalityFiles
        public let base: MunicipalityRevision
        public let difference: MunicipalityDiff
        let check: CaseCheck
    }

    /// - Parameter number: only those before this one; nil for the newest.
    public func history(before number: Int?, most: Int, _ work: Work) async throws -> [Opened] {
        _ = try work.caller.using(.configureTown)
        let found = try await store.revisions(before: number, most: most + 1, in: work.town.id)
        let people = try await staff.openNames(vault, in: work.town.id)
        return found.prefix(most).enumerated().map { index, revision in
            opened(revision, after: found.dropFirst(index + 1).first, people)
        }
    }

    /// - Throws: `ConfigurationFailure.revisionUnknown`.
    public func one(_ number: Int, _ work: Work) async throws -> Opened {
        let revision = try await revision(number, work)
        let before = number > 1 ? try await store.revision(number - 1, in: work.town.id) : nil
        return opened(revision, after: before, try await staff.openNames(vault, in: work.town.id))
    }

    /// - Parameter number: nil for the newest.
    public func revision(_ number: Int?, _ work: Work) async throws -> MunicipalityRevision {
        _ = try work.caller.using(.configureTown)
        guard let found = try await store.revision(number, in: work.town.id) else {
            throw ConfigurationFailure.revisionUnknown
        }
        return found
    }

    /// The newest revision, and the town that it describes: a page of this process may show the one before for a second.
    public func newest(_ work: Work) async throws -> (revision: MunicipalityRevision, town: Municipality) {
        let found = try await revision(nil, work)
        return (found, try town(found.files, found.revision))
    }

    private func opened(
        _ revision: MunicipalityRevision,
        after before: MunicipalityRevision?,
        _ people: [(id: ID<Staff>, name: PersonName)]
    ) -> Opened {
        Opened(
            revision: revision,
            author: ReadAudit.Actor(author: revision.author, people),
            difference: before.map { MunicipalityDiff(from: $0.files, to: revision.files) }
        )
    }
}

// MARK: - Changing

extension ConfigureTown {
    /// Checks files that may take the place of the newest revision.
    ///
    /// - Throws: everything that is wrong with them.
    public func propose(_ files: MunicipalityFiles, _ work: Work) async throws -> Proposal {
        try await propose(files, over: try await revision(nil, work), work)
    }

    private func propose(_ files: MunicipalityFiles, over base: MunicipalityRevision, _ work: Work) async throws
        -> Proposal
    {
        guard files.town == work.town.id else { throw ConfigurationFailure.otherTown(files.town.rawValue) }
        guard files != base.files else { throw ConfigurationFailure.unchanged }
        let check = CaseCheck(from: try town(base.files, base.revision), to: try town(files, base.revision + 1))
        let today = work.town.clock.date(of: work.now)
        let told =
            check.exposed.map(ConfigurationFailure.exposed)
            + check.rewritten(on: today).map { .rewritten($0.version, $0.language) }
        guard told.isEmpty else { throw Failures(told) }
        let broken = check.broken(try await store.openCases(in: work.town.id))
        let matters = try await store.openMatters(
            most: BrokenCases.named,
            asking: check,
            on: today,
            in: work.town.id
        )
        let abandoned = check.abandoned(matters)
        guard broken.isEmpty, abandoned.isEmpty else {
            let used = try await failures(broken, check, work)
            throw Failures(used + abandoned.map { .waiting($0, unit: check.name(of: $0)) })
        }
        let reused = try await store.reusedUnits(of: check, since: base.revision, in: work.town.id)
        guard reused.isEmpty else { throw Failures(reused.map { ConfigurationFailure.unitReused($0.id) }) }
        return Proposal(
            files: files,
            base: base,
            difference: MunicipalityDiff(from: base.files, to: files),
            check: check
        )
    }

    /// Makes the next revision.
    ///
    /// - Parameter seen: the revision that was the newest on the page.
    /// - Returns: its number.
    public func save(
        _ files: MunicipalityFiles,
        seeing seen: Int,
        because reason: String,
        _ work: Work
    ) async throws -> Int {
        let caller = try work.caller.using(.configureTown)
        let base = try await revision(nil, work)
        guard base.revision == seen else { throw ConfigurationFailure.changedMeanwhile }
        let reason = try Self.checked(reason)
        let proposal = try await propose(files, over: base, work)
        let change = ConfigurationChange(
            files: files,
            base: proposal.base.revision,
            check: proposal.check,
            author: caller.actor.text,
            reason: reason,
            today: work.town.clock.date(of: work.now)
        )
        let act = RecordAudit.Act(.townChanged, .town, values: ["reason": reason])
        let entry = try audit.entry(act, by: caller, in: work.town.id, at: work.now)
        let number = try await store.save(change, noting: entry, at: work.now, in: work.town.id)
        // It is saved, whatever else: where this process cannot take it in now, its clock does within seconds.
        try? await towns.takeIn()
        return number
    }

    /// - Throws: `ConfigurationFailure.reasonMissing`, `ConfigurationFailure.reasonTooLong`.
    public static func checked(_ typed: String) throws(ConfigurationFailure) -> String {
        let reason = typed.trimmingSpaces()
        guard !reason.isEmpty else { throw .reasonMissing }
        let length = reason.unicodeScalars.count
        guard length <= longestReason else { throw .reasonTooLong(length: length) }
        return reason
    }

    /// The town that files describe, as far as a page shows it before they are saved.
    public func town(of files: MunicipalityFiles) throws -> Municipality { try town(files, 1) }

    fileprivate func town(_ files: MunicipalityFiles, _ revision: Int) throws -> Municipality {
        do {
            return try towns.town(files, revision: revision)
        } catch {
            throw Failures(error.all.map(ConfigurationFailure.fault))
        }
    }

    private func failures(_ broken: [BrokenCases], _ check: CaseCheck, _ work: Work) async throws
        -> [ConfigurationFailure]
    {
        var failures: [ConfigurationFailure] = []
        for one in broken {
            let numbers = try await store.numbers(of: one, most: BrokenCases.named, in: work.town.id)
            failures.append(.inUse(one, what: check.name(of: one), numbers: numbers))
        }
        return failures
    }
}

extension Municipality {
    /// What is lost, as people know it.
    func name(of cause: BrokenCases.Cause) -> LocalizedText? {
        switch cause {
        case .category(let id), .kind(let id): category(id)?.name
        case .unit(let id): unit(id)?.name
        case .field(let id, let category): self.category(category)?.fields?.first { $0.id == id }?.label
        case .move, .module, .questions: nil
        }
    }
}

extension ReadAudit.Actor {
    /// - Parameter author: of a revision; a word without a slash is the name of a command.
    init(author: String, _ people: [(id: ID<Staff>, name: PersonName)]) {
        if author.hasPrefix("staff/") { self.init(author, people) } else { self = .command(author) }
    }
}
