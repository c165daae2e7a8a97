public import CityKit

/// What the office tells of disturbances of the program: announces one, corrects it, ends it before its time or cancels it. All
/// throw `AccountFailure.rightMissing`, `DisruptionFailure` or `Failures` with it.
public struct AnnounceDisruptions: Sendable {
    private let store: any DisruptionStore
    private let randomness: any Randomness
    private let audit: RecordAudit

    public init(store: any DisruptionStore, randomness: any Randomness, audit: RecordAudit) {
        self.store = store
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

    /// Everybody reads it from now on.
    public func announce(_ form: DisruptionForm, _ work: Work) async throws -> ID<Disruption> {
        let id: ID<Disruption> = randomness.id(at: work.now)
        let entry = try entry(.disruptionAnnounced, id, work)
        let (kind, course) = try form.checked(in: work.town, at: work.now)
        let disruption = Disruption(id: id, kind: kind, announcedAt: work.now, course: course)
        try await store.add(disruption, by: work.caller.officer, noting: entry, in: work.town.id)
        return id
    }

    /// - Throws: `DisruptionFailure.unknown`.
    public func open(_ id: ID<Disruption>, _ work: Work) async throws -> (Disruption, [DisruptionLine]) {
        _ = try work.caller.using(.announceDisruptions)
        guard let found = try await store.disruption(id, in: work.town.id) else { throw DisruptionFailure.unknown }
        return found
    }

    /// - Parameter seen: the version on the page.
    public func correct(_ id: ID<Disruption>, seen: Int, _ form: DisruptionForm, _ work: Work) async throws {
        let course = try form.checked(in: work.town, at: work.now).course
        try await change(id, seen, .corrected, work) { disruption in try disruption.correct(course, at: work.now) }
    }

    public func end(_ id: ID<Disruption>, seen: Int, _ work: Work) async throws {
        try await change(id, seen, .ended, work) { disruption in try disruption.end(at: work.now) }
    }

    public func cancel(_ id: ID<Disruption>, seen: Int, _ work: Work) async throws {
        try await change(id, seen, .cancelled, work) { disruption in try disruption.cancel(at: work.now) }
    }

    private func change(
        _ id: ID<Disruption>,
        _ seen: Int,
        _ act: DisruptionLine.Act,
        _ work: Work,
        _ change: (inout Disruption) throws -> Void
    ) async throws {
        let entry = try entry(act.kind, id, work)
        var (disruption, _) = try await open(id, work)
        guard disruption.version == seen else { throw DisruptionFailure.changedMeanwhile }
        try change(&disruption)
        let line = DisruptionLine(at: work.now, officer: work.caller.officer, act: act, course: disruption.course)
        guard try await store.replace(with: disruption, line, noting: entry, in: work.town.id) else {
            throw DisruptionFailure.changedMeanwhile
        }
    }

    private func entry(_ kind: AuditKind, _ id: ID<Disruption>, _ work: Work) throws -> AuditEntry {
        let caller = try work.caller.using(.announceDisruptions)
        return try audit.entry(RecordAudit.Act(kind, .disruption(id)), by: caller, in: work.town.id, at: work.now)
    }
}

extension DisruptionLine.Act {
    fileprivate var kind: AuditKind {
        switch self {
        case .announced: .disruptionAnnounced
        case .corrected: .disruptionCorrected
        case .ended: .disruptionEnded
        case .cancelled: .disruptionCancelled
        }
    }
}

/// What everybody reads of disturbances.
public struct ReadDisruptions: Sendable {
    private let store: any DisruptionStore

    public init(store: any DisruptionStore) { self.store = store }

    /// Past ones on one page.
    public static let mostPast = 20

    /// Those that run or will, the one that begins first before the others.
    public func open(in town: ID<Municipality>, at now: Instant) async throws -> [Disruption] {
        try await store.open(at: now, in: town)
    }

    /// Those that are over or were cancelled, the last one first.
    public func past(in town: ID<Municipality>, at now: Instant) async throws -> [Disruption] {
        try await store.past(at: now, limit: Self.mostPast, in: town)
    }
}
