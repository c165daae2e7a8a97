public import CityKit

/// What is asked of an open report for it to be shown; nothing for all of them.
public struct InboxFilter: Sendable, Hashable {
    /// Who leads it.
    public enum Lead: Sendable, Hashable {
        case nobody
        /// One of them.
        case staff(Set<ID<Staff>>)
    }

    public var lead: Lead?
    public var watcher: ID<Staff>?
    /// With `watcher`: units for which the watcher reads cases that another unit leads, while they take part.
    public var readsFor: Set<ID<Unit>> = []
    public var unit: ID<Unit>?
    public var category: ID<Category>?
    /// Of one of these categories; empty for any.
    public var topics: Set<ID<Category>> = []
    public var status: ReportStatus?
    /// The reporter has to answer first; terms stand still.
    public var waits = Waits.either
    /// Only reports whose next term ended before this day.
    public var overdueOn: CivilDate?

    /// Units that were asked to take part and have not answered; nil for whatever case. What another unit leads is in reach
    /// then.
    public var asked: Set<ID<Unit>>?
    /// The unit gave it back, and nobody has given it on.
    public var isReturned = Returned.either

    /// A contractor or the reporter said something, or the last part ended, and nobody has looked at it.
    public var news = News.either

    /// The idea has the support it needs.
    public var support = Support.either

    public enum Support: Sendable, Hashable { case either, reached }
    public enum News: Sendable, Hashable { case either, ofContractor, ofReporter, ofParts }
    public enum Waits: Sendable, Hashable { case either, forReporter }
    public enum Returned: Sendable, Hashable { case either, yes }

    public init() {}
}

/// A page of the inbox.
public struct InboxQuery: Sendable, Equatable {
    public let filter: InboxFilter
    public let after: String?
    public let limit: Int

    public init(_ filter: InboxFilter, after: String?, limit: Int) {
        self.filter = filter
        self.after = after
        self.limit = limit
    }
}

/// A line of the inbox.
public struct InboxEntry: Sendable {
    public let report: SealedReport
    public let nextDeadline: ReportDeadline?
    public let lead: ID<Staff>?
    /// The reporter has to answer first.
    public let isWaiting: Bool
    /// It is a part, and the case that it came of has ended.
    public let isLeftOver: Bool

    public init(
        report: SealedReport,
        nextDeadline: ReportDeadline?,
        lead: ID<Staff>?,
        isWaiting: Bool,
        isLeftOver: Bool
    ) {
        self.isLeftOver = isLeftOver
        self.report = report
        self.nextDeadline = nextDeadline
        self.lead = lead
        self.isWaiting = isWaiting
    }
}

/// Whose inbox it is.
public struct InboxReader: Sendable, Hashable {
    /// Nil for a program.
    public let staff: ID<Staff>?
    /// The unit the person belongs to.
    public let unit: ID<Unit>?
    /// Those whose work the person does while they are away.
    public let absentees: Set<ID<Staff>>
    /// The units for which the person answers when they are asked to take part in a case.
    public let answersFor: Set<ID<Unit>>
    /// The categories of questions in the town; empty where it takes none.
    public let topics: Set<ID<Category>>
    /// The categories of ideas that need support in the town; empty where none do.
    public let ideas: Set<ID<Category>>

    public init(
        staff: ID<Staff>?,
        unit: ID<Unit>?,
        absentees: Set<ID<Staff>> = [],
        answersFor: Set<ID<Unit>> = [],
        topics: Set<ID<Category>> = [],
        ideas: Set<ID<Category>> = []
    ) {
        self.staff = staff
        self.unit = unit
        self.absentees = absentees
        self.answersFor = answersFor
        self.topics = topics
        self.ideas = ideas
    }

    /// Those whose cases are the reader's today; nobody for a program.
    public var leads: Set<ID<Staff>> { staff.map { absentees.union([$0]) } ?? [] }
}

extension Caller {
    public func reader(_ standIns: StandIns, in town: Municipality) -> InboxReader {
        let topics = Set(town.categories.filter { town.takesQuestions($0.kind) }.map(\.id))
        let ideas = Set(town.categories.filter { town.support(of: $0.kind, in: $0.id) != nil }.map(\.id))
        return switch officer {
        case .staff(let id):
            InboxReader(
                staff: id,
                unit: homeUnit,
                absentees: standIns.absentees(of: id),
                answersFor: Set(town.units.map(\.id).filter { answers(for: $0) }),
                topics: topics,
                ideas: ideas
            )
        case .program: InboxReader(staff: nil, unit: nil, topics: topics, ideas: ideas)
        }
    }
}

/// How many open reports stand in each queue of a reader.
public struct InboxCounts: Sendable, Equatable {
    private let counts: [InboxQueue: Int]

    /// What has no number is zero.
    public init(_ counts: [InboxQueue: Int] = [:]) { self.counts = counts.filter { $0.value != 0 } }

    public subscript(queue: InboxQueue) -> Int { counts[queue] ?? 0 }
}
