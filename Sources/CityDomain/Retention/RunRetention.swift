public import CityKit

/// Does what the rules of retention of a town say (G-05, G-18, G-39, G-40): discards what is due, in slices, and writes into
/// the log of runs how much of what went. Stopped half-way, the next run goes on; the log has what the stopped one did.
public struct RunRetention: Sendable {
    private let store: any RetentionStore
    private let erase: EraseResident
    private let audit: RecordAudit
    private let randomness: any Randomness

    /// Rows in one transaction.
    private static let slice = 200

    public init(store: any RetentionStore, erase: EraseResident, audit: RecordAudit, randomness: any Randomness) {
        self.store = store
        self.erase = erase
        self.audit = audit
        self.randomness = randomness
    }

    /// - Returns: a line for each rule by which something was due, in their order.
    @discardableResult
    public func callAsFunction(in town: Municipality, by actor: AuditActor, at now: Instant) async throws
        -> [RetentionLine]
    {
        let run: ID<RetentionRun> = randomness.id(at: now)
        try await store.noteRun(at: now, in: town.id)
        var lines: [RetentionLine] = []
        for (position, rule) in town.retention.enumerated() {
            let query = RetentionQuery(rule, on: town.clock.date(of: now), in: town)
            let figures = try await store.figures(query, in: town.id)
            try await warn(by: rule, in: town, at: now)
            guard figures.due > 0 else { continue }
            let line = RetentionLine(run, position, rule, figures, of: town, at: now)
            try await store.begin(line, in: town.id)
            if rule.end == .discarded {
                let due = query.warned(by: rule, on: town.clock.date(of: now), in: town)
                lines.append(line.counting(try await discard(due, line, by: actor, in: town.id, at: now)))
            } else {
                lines.append(line)
            }
        }
        return lines
    }

    /// Tells the owners of accounts whose time is over soon. One that is overdue already is told first, too, and goes once
    /// the days of the rule are over.
    private func warn(by rule: RetentionRule, in town: Municipality, at now: Instant) async throws {
        guard let before = rule.warnBefore else { return }
        let soon = RetentionQuery(rule, on: town.clock.date(of: now) + before.count, in: town)
        while true {
            let letters: [ID<AccountLink>] = (0..<Self.slice).map { _ in randomness.id(at: now) }
            guard try await store.warn(soon, by: letters, at: now, in: town.id) == Self.slice else { return }
        }
    }

    private func discard(
        _ query: RetentionQuery,
        _ line: RetentionLine,
        by actor: AuditActor,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> Int {
        guard query.data != .accounts else { return try await eraseAccounts(query, line, by: actor, in: town, at: now) }
        var total = 0
        while true {
            let act = RecordAudit.Act(.dataDiscarded, .retention(line.run, query.data))
            let entry = total == 0 ? try audit.entry(act, by: actor, in: town, at: now) : nil
            let count = try await store.discard(query, limit: Self.slice, counting: line, noting: entry, in: town)
            total += count
            guard count == Self.slice else { return total }
        }
    }

    /// Each account is looked for anew, so that one that its owner uses meanwhile stays.
    private func eraseAccounts(
        _ query: RetentionQuery,
        _ line: RetentionLine,
        by actor: AuditActor,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> Int {
        var total = 0
        while let resident = try await store.unusedAccount(query, in: town),
            try await erase.unneeded(resident, by: actor, in: town, at: now)
        {
            try await store.countErased(line, in: town)
            total += 1
        }
        return total
    }
}

extension RetentionLine {
    fileprivate init(
        _ run: ID<RetentionRun>,
        _ position: Int,
        _ rule: RetentionRule,
        _ figures: RetentionFigures,
        of town: Municipality,
        at now: Instant
    ) {
        self.init(
            run: run,
            position: position,
            at: now,
            data: rule.data,
            term: rule.term,
            end: rule.end,
            clause: rule.clause,
            revision: town.revision,
            count: rule.end == .discarded ? 0 : figures.due,
            held: figures.held
        )
    }

    fileprivate func counting(_ count: Int) -> Self {
        Self(
            run: run,
            position: position,
            at: at,
            data: data,
            term: term,
            end: end,
            clause: clause,
            revision: revision,
            count: count,
            held: held
        )
    }
}
