public import CityKit

/// Which reports figures are asked of.
public struct StatisticsQuery: Sendable, Equatable {
    public let months: ClosedRange<CivilMonth>
    public var category: ID<Category>?
    public var unit: ID<Unit>?
    public var kind: ReportKind?

    /// Whether the days of each month are asked for, and not of the whole time alone: in a longer time nobody reads them one by
    /// one, and they are half of the work.
    public var tellsDaysOfMonths: Bool { months.count <= 24 }

    public init(
        months: ClosedRange<CivilMonth>,
        category: ID<Category>? = nil,
        unit: ID<Unit>? = nil,
        kind: ReportKind? = nil
    ) {
        self.months = months
        self.category = category
        self.unit = unit
        self.kind = kind
    }
}

/// Where the kept counts are asked and brought in line. Every method works within one municipality.
public protocol StatisticsStore: Sendable {
    /// - Parameter today: says which running terms are over their day.
    func figures(_ query: StatisticsQuery, within scope: ReportScope, on today: CivilDate, in town: ID<Municipality>)
        async throws -> StatisticsFigures

    /// The first month with a report; nil without any.
    func firstMonth(in town: ID<Municipality>) async throws -> CivilMonth?

    /// Counts reports of before there were counts, in one transaction.
    ///
    /// - Returns: how many were counted; fewer than `limit` when none is left.
    func countUncounted(limit: Int, by clock: LocalClock, in town: ID<Municipality>) async throws -> Int

    /// Sorts published places into districts, in one transaction. Outlines of a newer revision take the place of those by which
    /// places were sorted before; those of an older one do nothing.
    ///
    /// - Returns: how many were sorted; fewer than `limit` when none is left.
    func sortPlaces(limit: Int, by map: DistrictMap, in town: ID<Municipality>) async throws -> Int

    /// Counts all reports anew from themselves and holds the kept counts against the result, in one state of the database.
    func recount(by clock: LocalClock, in town: ID<Municipality>) async throws -> Recount

    /// Adds what a recount found to lack. Changes of reports in between are kept.
    func repair(_ recount: Recount, by clock: LocalClock, in town: ID<Municipality>) async throws
}

/// What a recount found.
public struct Recount: Sendable, Equatable {
    public let reports: Int
    /// Reports of before there were counts that nobody has counted yet.
    public let uncounted: Int
    /// Reports whose own notes for the counts do not fit them.
    public let stale: [ID<Report>]
    /// What has to be added to the kept counts to make them true; empty when they are.
    public let differences: [StatisticFact: Int]

    public init(reports: Int, uncounted: Int, stale: [ID<Report>], differences: [StatisticFact: Int]) {
        self.reports = reports
        self.uncounted = uncounted
        self.stale = stale
        self.differences = differences
    }

    public var isTrue: Bool { stale.isEmpty && differences.isEmpty }
}
