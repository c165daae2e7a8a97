public import CityKit

/// Figures for the office: about the reports in the caller's reach.
public struct ReadStatistics: Sendable {
    private let store: any StatisticsStore

    public init(store: any StatisticsStore) { self.store = store }

    /// - Throws: `AccountFailure.rightMissing`.
    public func callAsFunction(_ query: StatisticsQuery, by caller: Caller, in town: Municipality, at now: Instant)
        async throws -> StatisticsFigures
    {
        _ = try caller.using(.viewStatistics)
        let scope = caller.scope(of: .viewStatistics)
        return try await store.figures(query, within: scope, on: town.clock.date(of: now), in: town.id)
    }

    /// The first month with a report of the town; this month without any.
    public func firstMonth(of town: Municipality, at now: Instant) async throws -> CivilMonth {
        let today = CivilMonth(of: town.clock.date(of: now))
        return min(try await store.firstMonth(in: town.id) ?? today, today)
    }
}

/// Brings the kept counts in line with the reports.
public struct KeepStatistics: Sendable {
    private let store: any StatisticsStore

    /// Reports in one transaction, so that others do not wait.
    private static let slice = 200

    public init(store: any StatisticsStore) { self.store = store }

    /// Counts what came before there were counts.
    ///
    /// - Returns: how many reports were counted.
    @discardableResult
    public func countUncounted(in town: Municipality) async throws -> Int {
        var counted = 0
        while true {
            let now = try await store.countUncounted(limit: Self.slice, by: town.clock, in: town.id)
            counted += now
            if now < Self.slice { return counted }
        }
    }

    public func recount(in town: Municipality) async throws -> Recount {
        try await store.recount(by: town.clock, in: town.id)
    }

    public func repair(_ recount: Recount, in town: Municipality) async throws {
        try await store.repair(recount, by: town.clock, in: town.id)
    }
}
