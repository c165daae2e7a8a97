import CityDomain
import CityKit

extension TownTransaction {
    /// To which report each of these is joined.
    func joins(of reports: [ID<Report>]) throws -> [ID<Report>: Join] {
        let rows = try query(
            """
            SELECT j.report, j.way, l.year, l.sequence FROM joined_reports j
            JOIN reports l ON l.municipality = j.municipality AND l.id = j.leader
            WHERE j.municipality = {town} AND j.report IN
            """,
            of: reports,
            ending: ""
        )
        return try rows.reduce(into: [:]) { joins, row in
            let leading = ReportNumber(year: try row.int("year"), sequence: try row.int("sequence"))
            joins[try row.id("report")] = Join(leading: leading, way: try row.value("way"))
        }
    }

    /// How many reports each of these leads; none where it leads none.
    func leads(of reports: [ID<Report>]) throws -> [ID<Report>: Int] {
        let rows = try query(
            """
            SELECT leader, CAST(COUNT(*) AS {int}) AS leads FROM joined_reports
            WHERE municipality = {town} AND leader IN
            """,
            of: reports,
            ending: "GROUP BY leader"
        )
        return try rows.reduce(into: [:]) { leads, row in leads[try row.id("leader")] = try row.int("leads") }
    }

    /// Lets `change` move a report and the one that leads it, and stores both and whether they are joined.
    func change(
        _ number: ReportNumber,
        with leading: ReportNumber,
        by clock: LocalClock,
        _ change: (inout JoinedPair) throws -> ReportChange
    ) throws -> JoinedPair? {
        guard let report = try report(number), let other = try self.report(leading) else { return nil }
        let before = JoinedPair(report: report, leading: other)
        var after = before
        let outcome = try change(&after)
        try recounting([report.id, other.id]) {
            try update(before.report, to: after.report, by: clock)
            try store(outcome, of: after.report)
            try update(before.leading, to: after.leading, by: clock)
            if before.report.joined != after.report.joined { try keep(after) }
        }
        for changed in [number, leading] { try refreshPublicEntry(changed) }
        for entry in [outcome.noted, outcome.notedOfLeading].compactMap(\.self) { try note(entry) }
        return after
    }

    private func keep(_ pair: JoinedPair) throws {
        try execute("DELETE FROM joined_reports WHERE municipality = {town} AND report = ?", pair.report.id)
        guard let join = pair.report.joined else { return }
        try execute(
            """
            INSERT INTO joined_reports (municipality, report, leader, way, joined_at) VALUES ({town}, ?, ?, ?, ?)
            """,
            pair.report.id,
            pair.leading.id,
            join.way,
            pair.report.history.last?.at
        )
    }
}
