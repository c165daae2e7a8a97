import CityDomain
import CityKit
import CityStorage
import Foundation

/// Fills the counts of a town with those of invented reports, in transactions as an import makes them, and measures what the
/// page of the office asks.
public struct StatisticsBench: Sendable {
    private let reports: Int

    public init(reports: Int) { self.reports = max(1, reports) }

    /// Reports in one transaction, as in an import.
    private static let slice = 300
    /// Over which the reports are spread, the last one not over.
    private static let months = 60
    private static let rounds = 20

    /// - Returns: a line for each measurement.
    public func run(_ settings: Settings) async throws -> String {
        let foundations = try await Foundations(settings, role: .owner, isDemo: true)
        try await foundations.seedTowns()
        let composition = try Composition(foundations, isDemo: false)
        let town = try await Maintenance.town(MapBench.town.rawValue, composition)
        let now = foundations.clock.now
        let filled = try await fill(foundations.database, town, at: now)
        let today = CivilMonth(of: town.clock.date(of: now))
        let office = composition.readStatistics
        let all = StatisticsQuery(months: today - (Self.months - 1)...today)
        var narrow = StatisticsQuery(months: today - 11...today)
        let year = try await measured { try await Self.ask(office, narrow, town, now) }
        narrow.category = town.categories.first?.id
        let lines = [
            "counting: \(Int(Double(reports) / filled))/s, \(reports) reports in \(try await Self.lines(foundations.database, town)) lines",
            "the last 12 months: \(year)",
            "one category of them: \(try await measured { try await Self.ask(office, narrow, town, now) })",
            "all of \(Self.months) months: \(try await measured { try await Self.ask(office, all, town, now) })",
            "for everybody: \(try await measured { _ = try await composition.publishStatistics(of: town, year: nil, at: now) })",
        ]
        await foundations.database.close()
        return lines.joined(separator: "\n")
    }

    private static func ask(_ read: ReadStatistics, _ query: StatisticsQuery, _ town: Municipality, _ now: Instant)
        async throws
    {
        let caller = Caller(ID("bench"), StaffRights([StaffGrant(.auditor)]), request: nil)
        _ = try await read(query, by: caller, in: town, at: now)
    }

    /// The middle one of some rounds and the slowest, in milliseconds.
    private func measured(_ work: () async throws -> Void) async throws -> String {
        var times: [Double] = []
        for _ in 0..<Self.rounds {
            let start = ContinuousClock.now
            try await work()
            times.append(start.duration(to: .now) / .milliseconds(1))
        }
        times.sort()
        return "p50 \(times[times.count / 2].rounded(to: 1)) ms, slowest \((times.last ?? 0).rounded(to: 1)) ms"
    }

    private static func lines(_ database: any Database, _ town: Municipality) async throws -> Int {
        try await database.town(town.id).read { transaction in
            try transaction.query(
                """
                SELECT CAST(COUNT(*) AS {int}) AS lines FROM (
                    SELECT month FROM statistic_counts WHERE municipality = {town}
                    UNION ALL SELECT month FROM statistic_days WHERE municipality = {town}
                    UNION ALL SELECT month FROM statistic_areas WHERE municipality = {town}
                ) AS l
                """
            ).first?.int("lines") ?? 0
        }
    }

    /// - Returns: seconds.
    private func fill(_ database: any Database, _ town: Municipality, at now: Instant) async throws -> Double {
        let seeds = StatisticsSeeds(town: town, today: town.clock.date(of: now), days: Self.months * 30)
        let start = ContinuousClock.now
        for first in stride(from: 0, to: reports, by: Self.slice) {
            let slice = (first..<min(reports, first + Self.slice)).map { seeds.report($0, of: reports) }
            try await SQLStatisticsStore(database: database).add(slice, in: town.id)
        }
        // What autovacuum does within minutes of such a change.
        try await database.refreshStatistics()
        return start.duration(to: .now) / .seconds(1)
    }
}

/// Invented reports of a town: as many as it has categories, ends, terms and squares, in the order of their days.
private struct StatisticsSeeds: Sendable {
    let town: Municipality
    let today: CivilDate
    let days: Int

    func report(_ index: Int, of count: Int) -> CountedReport {
        var chance = SeededChance(seed: UInt64(index))
        let receivedOn = today - days + Int(Double(days) * Double(index) / Double(count))
        let category = town.categories[Int.random(in: 0..<town.categories.count, using: &chance)]
        // Most go fast, some take long.
        let share = Double.random(in: 0..<1, using: &chance)
        let endedOn = receivedOn + Int(share * share * share * 120)
        let status = endedOn > today ? .inProgress : Self.ends[Int.random(in: 0..<Self.ends.count, using: &chance)]
        return CountedReport(
            category: category.id,
            unit: category.unit,
            kind: category.kind,
            status: status,
            receivedOn: receivedOn,
            endedOn: status.isFinished ? endedOn : nil,
            ground: status == .rejected
                ? RejectionReason.allCases.randomElement(using: &chance).map { .rejected($0) } : nil,
            area: status == .rejected ? nil : place(&chance).map(StatisticArea.square),
            deadlines: town.reports.deadlines.filter { $0.binds(kind: category.kind, category: category.id) }.map {
                rule in
                ReportDeadline(
                    name: rule.id,
                    startedOn: receivedOn,
                    within: rule.within,
                    due: receivedOn + 14,
                    revision: 1,
                    endsAt: rule.endsAt,
                    clause: rule.clause,
                    endedOn: status.isFinished ? endedOn : nil
                )
            }
        )
    }

    private static let ends: [ReportStatus] = [.done, .done, .done, .done, .closed, .rejected]

    private func place(_ chance: inout SeededChance) -> Coordinate? {
        let corners = town.boundary?.rings.flatMap(\.self) ?? []
        guard let south = corners.map(\.latitude).min(), let north = corners.map(\.latitude).max(),
            let west = corners.map(\.longitude).min(), let east = corners.map(\.longitude).max()
        else { return nil }
        return Coordinate(
            latitude: .random(in: south...north, using: &chance),
            longitude: .random(in: west...east, using: &chance)
        )
    }
}
