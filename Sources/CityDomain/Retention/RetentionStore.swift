public import CityKit

/// Where data are that may fall due. Every method works within one municipality; each write is one durable transaction.
///
/// Held back are: accounts and what belongs to them while their use is restricted or a request of theirs is open; accounts
/// and letters of reports that are open.
public protocol RetentionStore: Sendable {
    func figures(_ query: RetentionQuery, in town: ID<Municipality>) async throws -> RetentionFigures

    /// Notes that the rules are applied now.
    func noteRun(at now: Instant, in town: ID<Municipality>) async throws

    /// When they were applied last; nil where they never were.
    func lastRun(in town: ID<Municipality>) async throws -> Instant?

    /// Begins the line of a rule in the log of runs.
    func begin(_ line: RetentionLine, in town: ID<Municipality>) async throws

    /// Discards what is due, the oldest first, at most `limit`, and counts it in the line of the log. Reports go with
    /// photos, answers, followers and keys; of `contacts` the key goes and the report stays. Accounts are not discarded
    /// here: see `EraseResident`.
    ///
    /// - Parameter entry: for the audit log; written when anything is discarded.
    /// - Returns: how many were discarded.
    func discard(
        _ query: RetentionQuery,
        limit: Int,
        counting line: RetentionLine,
        noting entry: AuditEntry?,
        in town: ID<Municipality>
    ) async throws -> Int

    /// An account that is due; nil when there is none.
    func unusedAccount(_ query: RetentionQuery, in town: ID<Municipality>) async throws -> ID<Resident>?

    /// Tells owners of accounts that are due by a letter that says so, once since their last sign-in: as many as there are
    /// letters, those first whose time is over first.
    ///
    /// - Returns: how many were told.
    func warn(_ query: RetentionQuery, by letters: [ID<AccountLink>], at now: Instant, in town: ID<Municipality>)
        async throws -> Int

    /// Counts an account that was erased in the line of the log.
    func countErased(_ line: RetentionLine, in town: ID<Municipality>) async throws

    /// Reports that are due to be handed over or appraised, those that ended first, at most `limit`.
    func ended(_ query: RetentionQuery, limit: Int, in town: ID<Municipality>) async throws -> [EndedReport]

    /// The log of runs, the last line first.
    func log(limit: Int, in town: ID<Municipality>) async throws -> [RetentionLine]
}

/// Data of one kind whose event was before a moment.
public struct RetentionQuery: Sendable, Equatable {
    public let data: RetainedData
    public let before: Instant
    public let categories: Categories
    /// Of accounts: those alone whose owners were told before then; nil where nobody has to be.
    public private(set) var warnedBefore: Instant?

    /// Of the reports that it is about.
    public enum Categories: Sendable, Equatable {
        case only(Set<ID<Category>>)
        case except(Set<ID<Category>>)
    }

    /// What is due by a rule of the town on a day.
    init(_ rule: RetentionRule, on today: CivilDate, in town: Municipality) {
        data = rule.data
        before = town.clock.start(of: rule.firstKept(on: today, in: town.calendar))
        let others = town.retention.filter { $0.data == rule.data }.compactMap(\.categories)
        categories = rule.categories.map { .only($0) } ?? .except(others.reduce(into: []) { $0.formUnion($1) })
    }

    /// The same of those that were told long enough ago, where the rule wants it.
    func warned(by rule: RetentionRule, on today: CivilDate, in town: Municipality) -> Self {
        var query = self
        query.warnedBefore = rule.warnBefore.map { town.clock.start(of: today - $0.count + 1) }
        return query
    }
}

/// How much of something is due.
public struct RetentionFigures: Sendable, Equatable {
    public let due: Int
    /// Would be due and is held back.
    public let held: Int
    /// The event of the oldest that is due.
    public let oldest: Instant?

    public init(due: Int, held: Int, oldest: Instant?) {
        self.due = due
        self.held = held
        self.oldest = oldest
    }
}

/// A report that goes to the state archive or its expert.
public struct EndedReport: Sendable, Equatable {
    public let number: ReportNumber
    public let category: ID<Category>
    public let endedAt: Instant

    public init(number: ReportNumber, category: ID<Category>, endedAt: Instant) {
        self.number = number
        self.category = category
        self.endedAt = endedAt
    }
}

/// What one run did by one rule: a line of the log, without anything about a person.
public struct RetentionLine: Sendable, Equatable {
    public let run: ID<RetentionRun>
    /// The place of the rule among those of the town.
    public let position: Int
    public let at: Instant
    public let data: RetainedData
    /// `12 months`, `B5`.
    public let term: String
    public let end: RetentionEnd
    /// Nil where no clause says it.
    public let clause: Clause?
    /// Of the rules of the town.
    public let revision: Int
    /// Discarded, or listed for the state archive.
    public let count: Int
    public let held: Int

    public init(
        run: ID<RetentionRun>,
        position: Int,
        at: Instant,
        data: RetainedData,
        term: String,
        end: RetentionEnd,
        clause: Clause?,
        revision: Int,
        count: Int,
        held: Int
    ) {
        self.run = run
        self.position = position
        self.at = at
        self.data = data
        self.term = term
        self.end = end
        self.clause = clause
        self.revision = revision
        self.count = count
        self.held = held
    }
}

/// All lines of one run have its id.
public enum RetentionRun {}
