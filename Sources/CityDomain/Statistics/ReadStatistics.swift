public import CityKit

/// Figures for the office: about the reports in the caller's reach.
public struct ReadStatistics: Sendable {
    private let store: any StatisticsStore

    public init(store: any StatisticsStore) { self.store = store }

    /// - Throws: `AccountFailure.rightMissing`.
    public func callAsFunction(_ query: StatisticsQuery, by caller: Caller, in town: Municipality, at now: Instant)
        async throws -> Statistics
    {
        _ = try caller.using(.viewStatistics)
        let scope = caller.scope(of: .viewStatistics)
        let figures = try await store.figures(query, within: scope, on: town.clock.date(of: now), in: town.id)
        return Statistics(figures, of: query.months, for: .office, districts: town.districts)
    }

    /// The first month with a report of the town; this month without any.
    public func firstMonth(of town: Municipality, at now: Instant) async throws -> CivilMonth {
        let today = CivilMonth(of: town.clock.date(of: now))
        return min(try await store.firstMonth(in: town.id) ?? today, today)
    }
}

/// Figures for everybody: of whole months of a calendar year, small groups kept back.
///
/// There is no other choice of time, of categories or of units, so that no difference of two answers tells of a small group.
public struct PublishStatistics: Sendable {
    private let store: any StatisticsStore

    public init(store: any StatisticsStore) { self.store = store }

    /// The years of which there is a whole month with reports, the newest first.
    public func years(of town: Municipality, at now: Instant) async throws -> [Int] {
        let last = Self.lastMonth(of: town, at: now)
        guard let first = try await store.firstMonth(in: town.id), first <= last else { return [] }
        return (first.year...last.year).reversed()
    }

    /// - Parameter year: nil for the newest one.
    /// - Returns: nil for one that is not among `years`.
    public func callAsFunction(of town: Municipality, year: Int?, at now: Instant) async throws -> Statistics? {
        let years = try await years(of: town, at: now)
        guard let year = year ?? years.first, years.contains(year) else { return nil }
        let months = CivilMonth(year, 1)...min(CivilMonth(year, 12), Self.lastMonth(of: town, at: now))
        let figures = try await store.figures(
            StatisticsQuery(months: months),
            within: .everything,
            on: town.clock.date(of: now),
            in: town.id
        )
        return Statistics(figures, of: months, for: .everybody, districts: town.districts)
    }

    /// The last month that is over.
    private static func lastMonth(of town: Municipality, at now: Instant) -> CivilMonth {
        CivilMonth(of: town.clock.date(of: now)) - 1
    }
}

/// Brings the kept counts in line with the reports.
public struct KeepStatistics: Sendable {
    private let store: any StatisticsStore
    private let vault: any Vault

    /// Reports in one transaction, so that others do not wait.
    private static let slice = 200

    public init(store: any StatisticsStore, vault: any Vault) {
        self.store = store
        self.vault = vault
    }

    /// Counts what came before there were counts.
    ///
    /// - Returns: how many reports were counted.
    @discardableResult
    public func countUncounted(in town: Municipality) async throws -> Int {
        try await Self.slices { try await store.countUncounted(limit: $0, by: town.clock, in: town.id) }
    }

    /// Sorts published places into the districts of the town: those that are new or were moved, and all of them once the
    /// outlines change.
    ///
    /// - Returns: how many places were sorted.
    @discardableResult
    public func sortPlaces(in town: Municipality) async throws -> Int {
        let map = DistrictMap(town.districts, revision: town.revision, vault)
        return try await Self.slices { try await store.sortPlaces(limit: $0, by: map, in: town.id) }
    }

    private static func slices(_ work: (Int) async throws -> Int) async throws -> Int {
        var done = 0
        while true {
            let now = try await work(slice)
            done += now
            if now < slice { return done }
        }
    }

    public func recount(in town: Municipality) async throws -> Recount {
        try await store.recount(by: town.clock, in: town.id)
    }

    public func repair(_ recount: Recount, in town: Municipality) async throws {
        try await store.repair(recount, by: town.clock, in: town.id)
    }
}
