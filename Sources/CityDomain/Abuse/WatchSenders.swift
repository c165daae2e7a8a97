public import CityKit

/// Puts accounts and networks on watch for a time, and takes them off: what comes from there waits for a moderator. All throw
/// `AccountFailure.rightMissing`, and about one report `.outOfReach`.
public struct WatchSenders: Sendable {
    private let store: any AbuseStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    /// Unicode scalars of a reason.
    public static let longestReason = 2_000

    public init(store: any AbuseStore, vault: any Vault, randomness: any Randomness, audit: RecordAudit) {
        self.store = store
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// A watch with its reason.
    public struct Opened: Personal {
        public let watch: AbuseWatch
        public let reason: String
    }

    /// Those that run, the one that ends first first.
    public func list(_ work: JudgeAside.Work) async throws -> [Opened] {
        let act = RecordAudit.Act(.asideViewed, .watches, reason: work.caller.reason)
        try await audit(act, by: try work.caller.using(.judgeAside), in: work.town.id, at: work.now)
        let key = vault.standingKey(for: .abuseWatch, in: work.town.id)
        return try await store.watches(at: work.now, in: work.town.id).map { watch in
            Opened(watch: watch, reason: try key.open(watch.reason, in: Self.slot(watch.id, work)).words)
        }
    }

    /// - Parameter report: one that the caller has open and that was put aside.
    /// - Throws: `AbuseFailure`: `.noWatch`, `.subjectMissing`, `.reasonMissing`, `.nothingToWatch`, `.watchedAlready`.
    public func watch(
        _ subject: AbuseWatch.Subject?,
        of report: Report,
        because typed: String,
        _ work: JudgeAside.Work
    ) async throws {
        let caller = try work.caller.using(.judgeAside, on: report)
        guard let rule = work.town.reports.abuse?.watch else { throw AbuseFailure.noWatch }
        guard let subject else { throw AbuseFailure.subjectMissing }
        let words = typed.trimmingSpaces()
        guard (1...Self.longestReason).contains(words.unicodeScalars.count) else { throw AbuseFailure.reasonMissing }
        let id: ID<AbuseWatch> = randomness.id(at: work.now)
        let key = vault.standingKey(for: .abuseWatch, in: work.town.id)
        let watch = NewWatch(
            id: id,
            subject: subject,
            since: work.now,
            until: work.now + .days(Int64(rule.days)),
            officer: work.caller.officer,
            reason: try key.seal(PersonalText(words), in: Self.slot(id, work))
        )
        let act = RecordAudit.Act(.watchSet, .watch(id, of: report.id), values: ["reason": words])
        try await store.watch(
            watch,
            of: report.number,
            noting: try audit.entry(act, by: caller, in: work.town.id, at: work.now),
            in: work.town.id
        ) { _ = try caller.using(.judgeAside, on: $0) }
    }

    /// Takes a watch back before its time.
    ///
    /// - Throws: `AbuseFailure.watchUnknown` where it has ended.
    public func end(_ id: ID<AbuseWatch>, _ work: JudgeAside.Work) async throws {
        let caller = try work.caller.using(.judgeAside)
        let act = RecordAudit.Act(.watchEnded, .watch(id))
        try await store.end(
            id,
            noting: try audit.entry(act, by: caller, in: work.town.id, at: work.now),
            at: work.now,
            in: work.town.id
        )
    }

    private static func slot(_ id: ID<AbuseWatch>, _ work: JudgeAside.Work) -> Slot {
        Slot(work.town.id, table: "abuse_watches", row: id, column: "reason")
    }
}
