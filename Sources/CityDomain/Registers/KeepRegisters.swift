public import CityKit

/// Where lines of registers are. Each write is one durable transaction.
public protocol RegisterStore: Sendable {
    func add(_ entry: RegisterEntry, noting: AuditEntry, in town: ID<Municipality>) async throws

    /// The last day first, at most `limit`.
    func entries(of register: Register, limit: Int, in town: ID<Municipality>) async throws -> [RegisterEntry]

    /// Ends a line that has no end yet.
    /// - Returns: whether there was such a line.
    func end(_ id: ID<RegisterEntry>, on day: CivilDate, noting: AuditEntry, in town: ID<Municipality>) async throws
        -> Bool
}

/// What the office does with its lists of disclosures and of processors. Lines are added and never changed; a processor is
/// ended. Every look and every act is in the audit log. All throw `AccountFailure.rightMissing`.
public struct KeepRegisters: Sendable {
    private let store: any RegisterStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    /// Lines on one page and in one file.
    public static let most = 2_000

    public init(store: any RegisterStore, vault: any Vault, randomness: any Randomness, audit: RecordAudit) {
        self.store = store
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// A line with its seal open. Lives as long as one page.
    public struct Opened: Personal, Equatable {
        public let id: ID<RegisterEntry>
        public let from: CivilDate
        public let until: CivilDate?
        public let words: [String: String]
    }

    /// The look is in the audit log first.
    public func entries(of register: Register, by caller: Caller, in town: Municipality, at now: Instant) async throws
        -> [Opened]
    {
        let look = RecordAudit.Act(.registerViewed, .register(register), reason: caller.reason)
        try await audit(look, by: try caller.using(.handleRights), in: town.id, at: now)
        let (key, slots) = (vault.standingKey(for: .registers, in: town.id), RegisterSlots(town: town.id))
        return try await store.entries(of: register, limit: Self.most, in: town.id).map { entry in
            Opened(
                id: entry.id,
                from: entry.from,
                until: entry.until,
                words: try key.open(entry.words, in: slots.entry(entry.id)).words
            )
        }
    }

    /// - Parameter day: nil where the form says none.
    /// - Throws: `Failures` with `RegisterFailure` and `ReportFailure.textTooLong`.
    public func add(
        _ typed: [String: String],
        on day: CivilDate?,
        to register: Register,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let words = register.fields.reduce(into: [:]) { $0[$1] = (typed[$1] ?? "").trimmingSpaces() }
        let failures = faults(of: words, day, register, on: town.clock.date(of: now))
        guard failures.isEmpty, let day else { throw Failures(failures) }
        let id: ID<RegisterEntry> = randomness.id(at: now)
        let key = vault.standingKey(for: .registers, in: town.id)
        let sealed = try key.seal(RegisterWords(words), in: RegisterSlots(town: town.id).entry(id))
        try await store.add(
            RegisterEntry(id: id, register: register, from: day, until: nil, words: sealed),
            noting: try note(register, id, by: caller, in: town, at: now),
            in: town.id
        )
    }

    private func faults(of words: [String: String], _ day: CivilDate?, _ register: Register, on today: CivilDate)
        -> [any Failure]
    {
        var failures: [any Failure] = register.needed.filter { words[$0]?.isEmpty != false }
            .map { RegisterFailure.fieldMissing($0) }
        for field in register.fields {
            let length = words[field]?.unicodeScalars.count ?? 0
            guard length > RegisterWords.longest else { continue }
            failures.append(ReportFailure.textTooLong(field: field, length: length, limit: RegisterWords.longest))
        }
        if day == nil { failures.append(RegisterFailure.dayMissing) }
        if let day, day > today { failures.append(RegisterFailure.dayInFuture) }
        return failures
    }

    /// Says that somebody processes no longer, from today on.
    ///
    /// - Throws: `RegisterFailure.unknownEntry`.
    public func endProcessor(_ id: ID<RegisterEntry>, by caller: Caller, in town: Municipality, at now: Instant)
        async throws
    {
        let entry = try note(.processors, id, by: caller, in: town, at: now)
        let today = town.clock.date(of: now)
        guard try await store.end(id, on: today, noting: entry, in: town.id) else { throw RegisterFailure.unknownEntry }
    }

    private func note(
        _ register: Register,
        _ id: ID<RegisterEntry>,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) throws -> AuditEntry {
        let act = RecordAudit.Act(.registerChanged, .register(register, id))
        return try audit.entry(act, by: try caller.using(.handleRights), in: town.id, at: now)
    }
}
