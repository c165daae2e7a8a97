public import CityKit

/// What moderators do with reports that were put aside: look at them, let them go on, refuse them. Each look and each act is in the
/// audit log, and each act is asked again in its transaction. All throw `AccountFailure.rightMissing`, and about one report
/// `.outOfReach`. What waits stays to be judged where a town has dropped the rule.
public struct JudgeAside: Sendable {
    private let store: any AbuseStore
    private let desk: ReportDesk
    private let vault: any Vault
    private let audit: RecordAudit

    /// On one page.
    public static let most = 100

    public init(store: any AbuseStore, reports: any ReportStore, vault: any Vault, audit: RecordAudit) {
        self.store = store
        self.vault = vault
        self.audit = audit
        desk = ReportDesk(reports: reports, vault: vault, audit: audit)
    }

    /// Who does it, in which town and when.
    public struct Work: Sendable {
        let caller: Caller
        let town: Municipality
        let now: Instant

        public init(by caller: Caller, in town: Municipality, at now: Instant) {
            (self.caller, self.town, self.now) = (caller, town, now)
        }
    }

    /// One of them, as a moderator reads it.
    public struct Opened: Personal {
        public let aside: SealedAside
        public let content: ReportContent

        public var number: ReportNumber { aside.report.number }
    }

    /// Those that wait, the one with the least time first.
    public func queue(_ work: Work) async throws -> [Opened] {
        try await look(work)
        let scope = work.caller.scope(of: .judgeAside)
        return try await store.waiting(limit: Self.most, within: scope, in: work.town.id).map { try open($0, work) }
    }

    /// Those of the numbers that were ever put aside and that the caller judges, whether they still wait or not.
    public func chosen(_ numbers: [ReportNumber], _ work: Work) async throws -> [Opened] {
        try await look(work)
        var found: [Opened] = []
        for number in numbers.prefix(Self.most) {
            guard let aside = try await store.aside(number, in: work.town.id),
                work.caller.scope(of: .judgeAside).reaches(aside.report)
            else { continue }
            found.append(try open(aside, work))
        }
        return found
    }

    private func look(_ work: Work) async throws {
        let act = RecordAudit.Act(.asideViewed, .asides, reason: work.caller.reason)
        try await audit(act, by: try work.caller.using(.judgeAside), in: work.town.id, at: work.now)
    }

    private func open(_ aside: SealedAside, _ work: Work) throws -> Opened {
        Opened(aside: aside, content: try aside.report.opened(by: vault, in: work.town.id))
    }

    /// How many wait; zero for somebody who judges none.
    public func count(for caller: Caller, in town: Municipality) async throws -> Int {
        let scope = caller.scope(of: .judgeAside)
        return scope.isEmpty ? 0 : try await store.waitingCount(within: scope, in: town.id)
    }

    /// What became of reports from month to month. Counts name nobody.
    public func figures(from: CivilMonth, to: CivilMonth, _ work: Work) async throws -> [AsideFigure] {
        _ = try work.caller.using(.judgeAside)
        return try await store.figures(from: from, to: to, in: work.town.id)
    }

    /// Why one was put aside; nil for a report that never was.
    ///
    /// - Parameter report: one that the caller has open.
    public func aside(_ report: Report, _ work: Work) async throws -> SealedAside? {
        guard work.caller.may(.judgeAside, on: report) else { return nil }
        return try await store.aside(report.number, in: work.town.id)
    }
}

// MARK: - Acts

extension JudgeAside {
    /// What a moderator decides about one or about many.
    public enum Verdict: Sendable, Equatable {
        case release
        /// The letter to the reporter gives the ground and the justification.
        case refuse(RejectionReason, justification: String)

        /// - Throws: `AbuseFailure.groundMissing`, `.reasonMissing`; `ReportFailure.textTooLong`, `.gapLeft`.
        func check(in town: Municipality) throws {
            guard case .refuse(let ground, let justification) = self else { return }
            guard town.abuseGrounds.contains(ground) else { throw AbuseFailure.groundMissing }
            guard !justification.trimmingSpaces().isEmpty else { throw AbuseFailure.reasonMissing }
            try Decision(to: .rejected, justification: justification, rejection: ground).checkTexts()
        }
    }

    /// What became of one of many.
    public struct Judged: Sendable {
        public let number: ReportNumber
        /// Nil where it was done.
        public let failure: (any Failure)?
    }

    /// Judges many alike, each in a transaction of its own: what one of them refuses does not hold up the others.
    ///
    /// - Parameter seen: how many lines of history each had on the page.
    /// - Throws: `AbuseFailure.nothingChosen`, and what the verdict lacks; nothing is done then.
    public func all(_ seen: [(number: ReportNumber, lines: Int)], _ verdict: Verdict, _ work: Work) async throws
        -> [Judged]
    {
        _ = try work.caller.using(.judgeAside)
        guard !seen.isEmpty else { throw AbuseFailure.nothingChosen }
        try verdict.check(in: work.town)
        var judged: [Judged] = []
        for one in seen {
            do {
                try await self(one.number, seen: one.lines, verdict, work)
                judged.append(Judged(number: one.number, failure: nil))
            } catch let failure as any Failure {
                judged.append(Judged(number: one.number, failure: failure))
            }
        }
        return judged
    }

    /// - Throws: `AbuseFailure.judged` where somebody was quicker; `ReportFailure.movedMeanwhile`, `.notFound`; what the
    ///   verdict lacks.
    @discardableResult
    public func callAsFunction(_ number: ReportNumber, seen: Int, _ verdict: Verdict, _ work: Work) async throws
        -> Report
    {
        try verdict.check(in: work.town)
        return switch verdict {
        case .release: try await release(number, seen: seen, work)
        case .refuse(let ground, let justification):
            try await refuse(
                number,
                seen: seen,
                Decision(to: .rejected, justification: justification, rejection: ground),
                work
            )
        }
    }

    private func release(_ number: ReportNumber, seen: Int, _ work: Work) async throws -> Report {
        let now = work.now
        let note = ReportDesk.Note.act(.asideReleased, .judgeAside, by: work.caller, at: now)
        return try await desk.change(number, seen: .any, note, in: work.town) { opened in
            try Self.check(opened.file.report, seen)
        } act: { report, _ in
            try Self.check(report, seen)
            try report.release()
            return ReportChange(release: AsideRelease(outcome: .released, at: now))
        }
    }

    private func refuse(_ number: ReportNumber, seen: Int, _ decision: Decision, _ work: Work) async throws -> Report {
        let (now, town, officer) = (work.now, work.town, work.caller.officer)
        let note = ReportDesk.Note.act(.asideRefused, .judgeAside, by: work.caller, at: now)
        return try await desk.change(number, seen: .any, note, in: town) { opened in
            try Self.check(opened.file.report, seen)
            return try decision.answer.map(opened.seal)
        } act: { report, answer in
            try Self.check(report, seen)
            try report.move(decision, answer: answer, by: .office(officer), at: now, in: town)
            return ReportChange()
        }
    }

    /// Whether it still waits says more than that it moved.
    private static func check(_ report: Report, _ seen: Int) throws {
        guard report.isPutAside else { throw AbuseFailure.judged(report.number, report.status) }
        guard report.history.count == seen else { throw ReportFailure.movedMeanwhile }
    }
}

/// Lets reports go on that nobody judged in their time, so that no term of the office is missed. Also in a town that has dropped
/// the rule.
public struct ReleaseAside: Sendable {
    private let store: any AbuseStore
    private let reports: any ReportStore
    private let slice: Int

    /// - Parameter slice: reports taken from the store at once.
    public init(store: any AbuseStore, reports: any ReportStore, slice: Int = 200) {
        self.store = store
        self.reports = reports
        self.slice = slice
    }

    /// - Returns: how many went on.
    @discardableResult
    public func callAsFunction(in town: Municipality, at now: Instant) async throws -> Int {
        var released = 0
        while true {
            let found = try await store.overdue(at: now, limit: slice, in: town.id)
            for number in found where try await release(number, in: town, at: now) { released += 1 }
            guard found.count == slice else { return released }
        }
    }

    /// - Returns: whether it still waited.
    private func release(_ number: ReportNumber, in town: Municipality, at now: Instant) async throws -> Bool {
        do {
            _ = try await reports.change(number, in: town.id, by: town.clock) { report in
                try report.release()
                return ReportChange(release: AsideRelease(outcome: .lapsed, at: now))
            }
            return true
        } catch is AbuseFailure {
            return false
        }
    }

    /// Forgets what is kept of reports that came in, and watches, whose time is over.
    public func forget(in town: Municipality, at now: Instant) async throws {
        while try await store.forget(at: now, limit: 1_000, in: town.id) == 1_000 {}
    }
}
