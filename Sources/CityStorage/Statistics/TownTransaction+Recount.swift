import CityDomain
import CityKit

extension TownTransaction {
    /// Reports as their own history, terms and public text say, whatever was noted of them for the counts.
    func sourcedReports(_ ids: [ID<Report>], by clock: LocalClock) throws -> [ID<Report>: CountedReport] {
        let rows = try query(
            """
            SELECT r.id, r.year, r.sequence, r.category, r.kind, r.unit, r.status, r.received_at, r.hides_on, r.reopens_until,
                r.aside_until,
                p.latitude, p.longitude, p.district, s.answer
            FROM reports r LEFT JOIN publications p ON p.municipality = r.municipality AND p.report = r.id
            LEFT JOIN satisfaction_answers s
                ON s.municipality = r.municipality AND s.report = r.id AND s.ended_at = r.ended_at
            WHERE r.municipality = {town} AND r.id IN
            """,
            of: ids,
            ending: ""
        )
        return try zip(reports(rows), rows).reduce(into: [:]) { reports, pair in
            reports[pair.0.id] = CountedReport(
                pair.0,
                at: try pair.1.optionalPoint(),
                in: try pair.1.value("district"),
                by: clock,
                try pair.1.value("answer")
            )
        }
    }

    /// Notes of reports of before there were counts what they are counted by, and counts them.
    func note(_ reports: [ID<Report>: CountedReport]) throws {
        try recounting(Array(reports.keys)) {
            for (report, counted) in reports { try store(counted, of: report) }
        }
    }

    func store(_ counted: CountedReport, of report: ID<Report>) throws {
        try execute(
            "UPDATE reports SET received_on = ?, ended_on = ?, ground = ? WHERE municipality = {town} AND id = ?",
            counted.receivedOn,
            counted.endedOn,
            counted.ground,
            report
        )
        try execute(
            "UPDATE publications SET area = ? WHERE municipality = {town} AND report = ?",
            counted.area?.number,
            report
        )
    }

    /// Counts every report from its sources, slice by slice, and takes the kept counts from the result.
    func recount(by clock: LocalClock) throws -> Recount {
        var points: [StatisticFact: Int] = [:]
        var (reports, uncounted, stale) = (0, 0, [] as [ID<Report>])
        var last: ID<Report>? = ID("")
        while let start = last {
            let rows = try query(
                "SELECT id, received_on FROM reports WHERE municipality = {town} AND id > ? ORDER BY id LIMIT ?",
                start,
                Self.recounted
            )
            let ids = try rows.filter { try $0.optionalDate("received_on") != nil }.map { (row) -> ID<Report> in
                try row.id("id")
            }
            let (sourced, noted) = (try sourcedReports(ids, by: clock), try countedReports(ids))
            for (report, noted) in noted {
                guard let sourced = sourced[report] else { continue }
                if sourced != noted { stale.append(report) }
                for fact in sourced.facts { points[fact, default: 0] += 1 }
            }
            reports += noted.count
            uncounted += rows.count - ids.count
            last = rows.count == Self.recounted ? try rows.last?.id("id") : nil
        }
        for (fact, kept) in try keptCounts() { points[fact, default: 0] -= kept }
        return Recount(
            reports: reports,
            uncounted: uncounted,
            stale: stale.sorted { $0.rawValue < $1.rawValue },
            differences: points.filter { $0.value != 0 }
        )
    }

    private static let recounted = 1_024

    private func keptCounts() throws -> [StatisticFact: Int] {
        try StatisticTable.allCases.reduce(into: [:]) { kept, table in
            let rows = try query(
                """
                SELECT measure, month, category, unit, kind, word, number, points FROM \(table.name)
                WHERE municipality = {town}
                """
            )
            for row in rows { kept[try StatisticFact(row)] = try row.int("points") }
        }
    }
}
