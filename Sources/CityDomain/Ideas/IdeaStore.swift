public import CityKit

/// Where published ideas are kept with their support. Every method works within one municipality.
public protocol IdeaStore: Sendable {
    /// What everybody may read: only those that are published and not hidden.
    func ideas(_ query: IdeaQuery, in town: ID<Municipality>) async throws -> Page<IdeaEntry>

    /// Published ideas that collect support, and those that are to be counted anew, by their numbers.
    ///
    /// - Parameter last: the last one of the page before.
    func unsettled(after last: ReportNumber?, limit: Int, in town: ID<Municipality>) async throws -> [IdeaToSettle]

    /// Counts who supports the idea, and lets `decide` change it by that; both, and the letters to its supporters where it
    /// ends, in one transaction.
    ///
    /// - Parameters:
    ///   - senders: who is counted as a sender.
    ///   - clock: of the town.
    ///   - decide: pure; may run more than once. Gets the idea as it stands and how many persons support it; says whether it
    ///     changed.
    /// - Returns: whether it changed; not, where there is no such number.
    /// - Throws: `ReportFailure.movedMeanwhile` when another report was joined to it, or taken away, since the senders were
    ///   read.
    func settle(
        _ number: ReportNumber,
        _ senders: CountedSenders,
        in town: ID<Municipality>,
        by clock: LocalClock,
        decide: @escaping @Sendable (inout Report, Int) -> Bool
    ) async throws -> Bool
}

public struct IdeaToSettle: Sendable, Equatable {
    public let report: ID<Report>
    public let number: ReportNumber
    public let category: ID<Category>
    /// As last counted; 0 while nobody counted.
    public let persons: Int
    /// Nil for one that is to be counted anew though it collects no support.
    public let collectsUntil: CivilDate?

    public init(
        report: ID<Report>,
        number: ReportNumber,
        category: ID<Category>,
        persons: Int,
        collectsUntil: CivilDate?
    ) {
        self.report = report
        self.number = number
        self.category = category
        self.persons = persons
        self.collectsUntil = collectsUntil
    }
}

/// Which published ideas somebody wants to see.
public struct IdeaQuery: Sendable, Equatable {
    public enum Order: String, Sendable, Codable, CaseIterable {
        /// The last one published first.
        case newest
        /// The one that most persons support first.
        case support
    }

    public var state: IdeaState?
    public var order: Order
    /// `next` of the page before.
    public var after: String?
    public var limit: Int
    /// Categories that are not listed for the reader, or that the rule for ideas does not bind.
    public internal(set) var unlisted: [ID<Category>] = []

    public init(state: IdeaState? = nil, order: Order = .newest, after: String? = nil, limit: Int) {
        self.state = state
        self.order = order
        self.after = after
        self.limit = limit
    }
}

/// A published idea as a line of a list.
public struct IdeaEntry: Sendable, Equatable {
    public let entry: PublicEntry
    public let state: IdeaState
    /// Who supports it, its author included, as last counted.
    public let persons: Int
    /// Until when it collects support; nil when it does not.
    public let collectsUntil: CivilDate?

    public init(entry: PublicEntry, state: IdeaState, persons: Int, collectsUntil: CivilDate?) {
        self.entry = entry
        self.state = state
        self.persons = persons
        self.collectsUntil = collectsUntil
    }
}
