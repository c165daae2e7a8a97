public import CityKit

/// Discards the oldest entries of the audit log once their time is over (GDPR article 5(1)(e)). The chain begins behind them
/// then, at a place that the installation signed, so that nobody else can cut it there.
public struct DiscardAudit: Sendable {
    private let store: any AuditStore
    private let digest: any AuditDigest
    private let signer: any AuditSigner
    private let audit: RecordAudit

    /// Entries removed in one transaction.
    private static let slice = 1_000

    public init(store: any AuditStore, digest: any AuditDigest, signer: any AuditSigner, audit: RecordAudit) {
        self.store = store
        self.digest = digest
        self.signer = signer
        self.audit = audit
    }

    /// Entries go in the order of the chain: one that is younger keeps those behind it. Stopped half-way, the next run goes
    /// on.
    ///
    /// - Parameters:
    ///   - moment: entries before it go.
    ///   - keep: what says where the chain begins, for a place outside the database; anything goes only when it returns.
    /// - Returns: how many entries were removed.
    /// - Throws: `AuditFault` of the first of them that is not as it was written: what is broken stays.
    @discardableResult
    public func callAsFunction(
        before moment: Instant,
        by actor: AuditActor,
        at now: Instant,
        keeping keep: (AuditCheckpoint) async throws -> Void
    ) async throws -> Int {
        let old = try await store.base()
        var walk = AuditWalk(from: old?.head ?? .start)
        try await walk.go(before: moment, in: store, by: digest)
        // Another process that has moved the base meanwhile has removed entries on the way.
        guard try await store.base() == old else { return 0 }
        if let fault = walk.fault { throw fault }
        if walk.head != old?.head ?? .start {
            let base = AuditCheckpoint(walk.head, .discarded, at: now, by: signer)
            try await keep(base)
            let act = RecordAudit.Act(.auditDiscarded, .auditLog(upTo: walk.head.sequence))
            let entry = try audit.entry(act, by: actor, in: nil, at: now)
            guard try await store.discard(upTo: base, after: old, noting: entry) else { return 0 }
        }
        return try await removeDiscarded()
    }

    private func removeDiscarded() async throws -> Int {
        var total = 0
        while true {
            let count = try await store.removeDiscarded(limit: Self.slice)
            total += count
            guard count == Self.slice else { return total }
        }
    }
}
