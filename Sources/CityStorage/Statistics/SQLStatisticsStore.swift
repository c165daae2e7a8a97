public import CityDomain
public import CityKit

/// The kept counts in the database.
public struct SQLStatisticsStore: StatisticsStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func figures(
        _ query: StatisticsQuery,
        within scope: ReportScope,
        on today: CivilDate,
        in town: ID<Municipality>
    ) async throws -> StatisticsFigures {
        let part = StatisticPart(query, scope)
        return try await database.town(town).read { transaction in
            var figures = StatisticsFigures()
            figures.received = try transaction.received(part)
            figures.months = try transaction.months(part)
            figures.handled = try transaction.handled(part)
            if query.tellsDaysOfMonths { figures.handledMonths = try transaction.handledMonths(part) }
            figures.terms = try transaction.terms(part, on: today)
            figures.areas = try transaction.areas(part)
            figures.districts = try transaction.districts(part)
            figures.satisfaction = try transaction.satisfaction(part)
            figures.isCounting = try transaction.hasUncounted() || transaction.isSorting()
            return figures
        }
    }

    public func firstMonth(in town: ID<Municipality>) async throws -> CivilMonth? {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT month FROM statistic_counts WHERE municipality = {town} AND measure = 'received'
                ORDER BY month LIMIT 1
                """
            ).first.flatMap { CivilMonth(number: try $0.int("month")) }
        }
    }

    public func countUncounted(limit: Int, by clock: LocalClock, in town: ID<Municipality>) async throws -> Int {
        // Most of the time there is none, and readers wait for nobody.
        guard try await database.town(town).read({ try $0.hasUncounted() }) else { return 0 }
        return try await database.town(town).write { transaction in
            let reports = try transaction.query(
                """
                SELECT id FROM reports WHERE municipality = {town} AND received_on IS NULL ORDER BY id LIMIT ?
                """,
                limit
            ).map { (row) -> ID<Report> in try row.id("id") }
            try transaction.note(try transaction.sourcedReports(reports, by: clock))
            return reports.count
        }
    }

    public func sortPlaces(limit: Int, by map: DistrictMap, in town: ID<Municipality>) async throws -> Int {
        // Most of the time there is none, and readers wait for nobody.
        guard try await database.town(town).read({ try $0.waits(for: map) }) else { return 0 }
        return try await database.town(town).write { transaction in
            guard try transaction.takesOver(map) else { return 0 }
            return try transaction.sortPlaces(limit: limit, by: map)
        }
    }

    /// Counts reports that are stored elsewhere, in one transaction: for measurements.
    package func add(_ reports: [CountedReport], in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            for report in reports { transaction.count(report.facts, 1) }
        }
    }

    public func recount(by clock: LocalClock, in town: ID<Municipality>) async throws -> Recount {
        try await database.town(town).read { try $0.recount(by: clock) }
    }

    public func repair(_ recount: Recount, by clock: LocalClock, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            for (fact, points) in recount.differences { transaction.count([fact], Int64(points)) }
            // The difference above is as if these had been right already, so nothing is counted here.
            for (report, counted) in try transaction.sourcedReports(recount.stale, by: clock) {
                try transaction.store(counted, of: report)
            }
        }
    }
}

/// What holds of the lines of a query, and the values of its question marks.
struct StatisticPart: Sendable {
    /// To stand behind WHERE, for a table of lines named `r`.
    let condition: SQL
    private let values: [Value]

    init(_ query: StatisticsQuery, _ scope: ReportScope) {
        let wanted: [(SQL, Value?)] = [
            (" AND r.category = ?", query.category?.databaseValue), (" AND r.unit = ?", query.unit?.databaseValue),
            (" AND r.kind = ?", query.kind?.databaseValue),
        ]
        let given = wanted.filter { $0.1 != nil }
        let narrowed = given.map(\.0).joined(separator: "")
        condition = """
            r.municipality = {town} AND r.measure = ? AND r.month >= ? AND r.month <= ?\(narrowed)\(scope.condition)
            """
        values =
            [.integer(Int64(query.months.lowerBound.number)), .integer(Int64(query.months.upperBound.number))]
            + given.compactMap(\.1) + scope.values
    }

    func values(_ measure: String) -> [Value] { [.text(measure)] + values }
}

extension TownTransaction {
    fileprivate func received(_ part: StatisticPart) throws -> [StatisticsFigures.Received] {
        try query(
            """
            SELECT r.category, r.unit, r.kind, r.word, CAST(SUM(r.points) AS {int}) AS points FROM statistic_counts r
            WHERE \(part.condition) GROUP BY r.category, r.unit, r.kind, r.word
            ORDER BY r.category, r.unit, r.kind, r.word
            """,
            values: part.values("received")
        ).compactMap { row in
            let words = try row.text("word").split(separator: " ").map(String.init)
            guard let status = words.first.flatMap(ReportStatus.init) else { return nil }
            return StatisticsFigures.Received(
                category: try row.id("category"),
                unit: try row.id("unit"),
                kind: try row.value("kind"),
                status: status,
                ground: StatisticGround(status, words.dropFirst().first),
                count: try row.int("points")
            )
        }
    }

    fileprivate func months(_ part: StatisticPart) throws -> [CivilMonth: Int] {
        try query(
            """
            SELECT r.month, CAST(SUM(r.points) AS {int}) AS points FROM statistic_counts r
            WHERE \(part.condition) GROUP BY r.month
            """,
            values: part.values("received")
        ).reduce(into: [:]) { months, row in
            if let month = CivilMonth(number: try row.int("month")) { months[month] = try row.int("points") }
        }
    }

    fileprivate func handled(_ part: StatisticPart) throws -> [StatisticsFigures.Handled] {
        let rows = try query(
            """
            SELECT r.category, r.unit, r.number, CAST(SUM(r.points) AS {int}) AS points FROM statistic_days r
            WHERE \(part.condition) GROUP BY r.category, r.unit, r.number ORDER BY r.category, r.unit, r.number
            """,
            values: part.values("handled")
        )
        return try rows.reduce(into: []) { handled, row in
            let category: ID<CityDomain.Category> = try row.value(at: 0)
            let unit: ID<Unit> = try row.value(at: 1)
            if handled.last?.category != category || handled.last?.unit != unit {
                handled.append(StatisticsFigures.Handled(category: category, unit: unit, days: DayCounts()))
            }
            handled[handled.count - 1].days.add(try row.value(at: 3), days: try row.value(at: 2))
        }
    }

    fileprivate func handledMonths(_ part: StatisticPart) throws -> [CivilMonth: DayCounts] {
        try query(
            """
            SELECT r.month, r.number, CAST(SUM(r.points) AS {int}) AS points FROM statistic_days r
            WHERE \(part.condition) GROUP BY r.month, r.number
            """,
            values: part.values("handled")
        ).reduce(into: [:]) { months, row in
            guard let month = CivilMonth(number: try row.value(at: 0)) else { return }
            months[month, default: DayCounts()].add(try row.value(at: 2), days: try row.value(at: 1))
        }
    }

    fileprivate func terms(_ part: StatisticPart, on today: CivilDate) throws -> [StatisticsFigures.Terms] {
        let rows = try query(
            """
            SELECT r.word, CAST(SUM(r.points) AS {int}) AS points,
                CAST(SUM(CASE WHEN r.number < ? THEN r.points ELSE 0 END) AS {int}) AS over
            FROM statistic_counts r WHERE \(part.condition) GROUP BY r.word
            """,
            values: [today.databaseValue] + part.values("term")
        )
        var terms: [DeadlineName: StatisticsFigures.Terms] = [:]
        for row in rows {
            let words = try row.text("word").split(separator: " ").map(String.init)
            guard words.count == 2, let name = DeadlineName(rawValue: words[0]) else { continue }
            let (points, over) = (try row.int("points"), try row.int("over"))
            terms[name, default: StatisticsFigures.Terms(name: name)].add(words[1], points, over: over)
        }
        return DeadlineName.allCases.compactMap { terms[$0] }
    }

    fileprivate func areas(_ part: StatisticPart) throws -> [MapCell: Int] {
        try query(
            """
            SELECT r.number, CAST(SUM(r.points) AS {int}) AS points FROM statistic_areas r
            WHERE \(part.condition) GROUP BY r.number
            """,
            values: part.values("area")
        ).reduce(into: [:]) { areas, row in
            areas[MapCell(number: try row.value(at: 0), level: StatisticArea.level)] = try row.value(at: 1)
        }
    }

    fileprivate func districts(_ part: StatisticPart) throws -> [CountedDistrict: Int] {
        try query(
            """
            SELECT r.word, CAST(SUM(r.points) AS {int}) AS points FROM statistic_counts r
            WHERE \(part.condition) GROUP BY r.word
            """,
            values: part.values("district")
        ).reduce(into: [:]) { counts, row in counts[try row.value("word")] = try row.int("points") }
    }

    fileprivate func satisfaction(_ part: StatisticPart) throws -> [Satisfaction: Int] {
        try query(
            """
            SELECT r.word, CAST(SUM(r.points) AS {int}) AS points FROM statistic_counts r
            WHERE \(part.condition) GROUP BY r.word
            """,
            values: part.values("satisfaction")
        ).reduce(into: [:]) { counts, row in
            if let said = Satisfaction(rawValue: try row.text("word")) { counts[said] = try row.int("points") }
        }
    }

    fileprivate func hasUncounted() throws -> Bool {
        try !query("SELECT id FROM reports WHERE municipality = {town} AND received_on IS NULL LIMIT 1").isEmpty
    }
}

extension StatisticsFigures.Terms {
    /// - Parameter over: those of a running term whose last day is over.
    fileprivate mutating func add(_ state: String, _ points: Int, over: Int) {
        switch state {
        case "inTime": inTime += points
        case "late": late += points
        case "held": held += points
        default:
            running += points - over
            overdue += over
        }
    }
}
