public import CityKit

/// Counts who supports ideas, tells when one has the support that the rules ask for, and ends those that did not get it in
/// time. Each idea in a transaction of its own, decided by what it is and who supports it then.
public struct SettleIdeas: Sendable {
    private let ideas: any IdeaStore
    private let persons: CountPersons
    private let slice: Int

    /// - Parameter slice: ideas taken from the store at once.
    public init(ideas: any IdeaStore, persons: CountPersons, slice: Int = 200) {
        self.ideas = ideas
        self.persons = persons
        self.slice = slice
    }

    /// All published ideas of the town that collect support, and those that are to be counted anew.
    ///
    /// Also in a town that has dropped the rule: ideas that collect support go on without it.
    ///
    /// - Returns: how many changed.
    @discardableResult
    public func callAsFunction(in town: Municipality, at now: Instant) async throws -> Int {
        var (changed, last) = (0, nil as ReportNumber?)
        while true {
            let found = try await ideas.unsettled(after: last, limit: slice, in: town.id)
            for idea in found where try await isNews(idea, in: town, at: now) {
                if try await self(idea.report, idea.number, in: town, at: now) { changed += 1 }
            }
            guard found.count == slice else { return changed }
            last = found.last?.number
        }
    }

    /// One of them, after somebody said "me too", or took it back.
    ///
    /// - Returns: whether it changed.
    @discardableResult
    public func callAsFunction(_ report: ID<Report>, _ number: ReportNumber, in town: Municipality, at now: Instant)
        async throws -> Bool
    {
        var attempts = 0
        while true {
            do {
                return try await settle(report, number, in: town, at: now)
            } catch ReportFailure.movedMeanwhile where attempts < Self.mostAttempts {
                attempts += 1
            }
        }
    }

    private static let mostAttempts = 5

    /// Whether there is something to write: most ideas are as they were a minute ago.
    private func isNews(_ idea: IdeaToSettle, in town: Municipality, at now: Instant) async throws -> Bool {
        guard let last = idea.collectsUntil, let rule = town.support(of: .idea, in: idea.category) else { return true }
        if town.clock.date(of: now) > last { return true }
        let count = try await persons(idea.report, in: town.id)
        return count != idea.persons || count >= rule.persons
    }

    private func settle(_ report: ID<Report>, _ number: ReportNumber, in town: Municipality, at now: Instant)
        async throws -> Bool
    {
        let senders = try await persons.counted(of: report, in: town.id)
        return try await ideas.settle(number, senders, in: town.id, by: town.clock) { idea, persons in
            idea.settleSupport(of: persons, at: now, in: town)
        }
    }
}
