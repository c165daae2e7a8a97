public import CityKit

/// Shows everybody the ideas of a town with their support, as far as the town lists their categories for the audience.
public struct BrowseIdeas: Sendable {
    private let ideas: any IdeaStore

    public init(ideas: any IdeaStore) { self.ideas = ideas }

    /// - Throws: `IdeaFailure.notOffered` where the town has no rule for ideas.
    public func callAsFunction(_ query: IdeaQuery, for audience: Audience, in town: Municipality) async throws
        -> Page<IdeaEntry>
    {
        guard town.ideas != nil else { throw IdeaFailure.notOffered }
        var query = query
        query.unlisted = town.categories.filter { category in
            category.kind == .idea
                && !(category.isListed(for: audience) && town.takesIdeas(category.kind, in: category.id))
        }.map(\.id)
        return try await ideas.ideas(query, in: town.id)
    }
}

/// Why there is nothing to see.
public enum IdeaFailure: Failure, Equatable {
    /// The town takes ideas like all other reports.
    case notOffered

    public var kind: FailureKind { .notFound }

    public var text: Text { Text("idea.failure.notOffered") }
}

/// What the page of a published idea says of its support.
public struct IdeaProgress: Sendable, Equatable {
    public let state: IdeaState
    /// Who supports it, its author included.
    public let persons: Int
    /// How many it needs; nil where it needs none.
    public let needed: Int?
    /// The last day on which it collects support; nil when it does not.
    public let until: CivilDate?
    /// The last day of the office's answer; nil while no such term runs.
    public let answerBy: CivilDate?

    /// Nil for what is no idea by the rule of the town, or not public.
    public init?(_ report: Report, persons: Int, in town: Municipality) {
        guard town.takesIdeas(report.kind, in: report.category), let state = report.ideaState else { return nil }
        self.state = state
        self.persons = persons
        needed = report.collection == nil ? nil : town.ideas?.support?.persons
        until = report.isCollecting ? report.collection?.due : nil
        let terms: Set<DeadlineName> = [.consider, .finish]
        let answers = report.deadlines.filter { $0.isRunning && !$0.isHeld && terms.contains($0.name) }
        answerBy = state == .considered ? answers.map(\.due).min() : nil
    }

    /// Days that are left, today included; nil when it does not collect support, 0 when its time is over.
    public func daysLeft(on today: CivilDate) -> Int? { until.map { max(0, $0 - today + 1) } }
}
