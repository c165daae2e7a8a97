import CityDomain
import CityKit

extension TownTransaction {
    /// The terms of a report, by their first day.
    func deadlines(of report: ID<Report>) throws -> [ReportDeadline] {
        try query(
            """
            SELECT name, started_on, within, due, earlier_dues, revision, ends_at, clause, held_since, ended_on,
                started_by, ended_by
            FROM report_deadlines
            WHERE municipality = {town} AND report = ? ORDER BY started_on, name
            """,
            report
        ).map(deadline)
    }

    func deadlines(of reports: [ID<Report>]) throws -> [ID<Report>: [ReportDeadline]] {
        let rows = try query(
            """
            SELECT report, name, started_on, within, due, earlier_dues, revision, ends_at, clause, held_since, ended_on,
                started_by, ended_by
            FROM report_deadlines WHERE municipality = {town} AND report IN
            """,
            of: reports,
            ending: "ORDER BY report, started_on, name"
        )
        return try Dictionary(grouping: rows) { try $0.id("report") }.mapValues { try $0.map(deadline) }
    }

    /// The term that ends first among those that run and do not stand still; see `Report.nextDeadline`.
    func nextDeadline(of report: ID<Report>) throws -> ReportDeadline? {
        try query(
            """
            SELECT name, started_on, within, due, earlier_dues, revision, ends_at, clause, held_since, ended_on,
                started_by, ended_by
            FROM report_deadlines
            WHERE municipality = {town} AND report = ? AND ended_on IS NULL AND held_since IS NULL
                AND name <> 'support'
            ORDER BY due, name LIMIT 1
            """,
            report
        ).first.map(deadline)
    }

    private func deadline(_ row: Row) throws -> ReportDeadline {
        ReportDeadline(
            name: try row.value("name"),
            startedOn: try row.date("started_on"),
            within: try Period(row.text("within")),
            due: try row.date("due"),
            earlierDues: try row.text("earlier_dues").split(separator: " ").compactMap { CivilDate(String($0)) },
            revision: try row.int("revision"),
            endsAt: Set(
                try row.text("ends_at").split(separator: " ").compactMap { ReportStatus(rawValue: String($0)) }
            ),
            clause: Clause(try row.text("clause")),
            heldSince: try row.optionalDate("held_since"),
            endedOn: try row.optionalDate("ended_on"),
            startedBy: try row.int("started_by"),
            endedBy: try row.optionalInt("ended_by")
        )
    }

    /// Stores what changed among the terms of a report.
    func update(_ before: [ReportDeadline], to after: [ReportDeadline], of report: ID<Report>) throws {
        for gone in before where !after.contains(where: { $0.name == gone.name }) {
            try execute(
                "DELETE FROM report_deadlines WHERE municipality = {town} AND report = ? AND name = ?",
                report,
                gone.name.rawValue
            )
        }
        try insert(after.filter { !before.contains($0) }, of: report)
    }

    /// Stores terms, each in the place of an older one of the same name.
    func insert(_ deadlines: [ReportDeadline], of report: ID<Report>) throws {
        try insertDeadlines(deadlines.map { $0.row(of: report) })
    }

    /// Stores terms of many reports.
    func insertDeadlines(_ rows: [[Value]]) throws {
        try insert(
            """
            INSERT INTO report_deadlines
                (municipality, report, name, started_on, within, due, earlier_dues, revision, ends_at, clause, held_since,
                 ended_on, started_by, ended_by)
            VALUES
            """,
            row: "({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values: rows,
            ending: """
                ON CONFLICT (municipality, report, name) DO UPDATE
                SET started_on = excluded.started_on, within = excluded.within, due = excluded.due,
                    earlier_dues = excluded.earlier_dues, revision = excluded.revision, ends_at = excluded.ends_at,
                    clause = excluded.clause, held_since = excluded.held_since, ended_on = excluded.ended_on,
                    started_by = excluded.started_by, ended_by = excluded.ended_by
                """
        )
    }
}

extension ReportDeadline {
    /// In the order of the columns of `report_deadlines`, without the town.
    func row(of report: ID<Report>) -> [Value] {
        let columns: [any Storable] = [
            report, name.rawValue, startedOn, within.description, due,
            earlierDues.map(\.description).joined(separator: " "), revision,
            endsAt.map(\.rawValue).sorted().joined(separator: " "), clause.description, heldSince, endedOn, startedBy,
            endedBy,
        ]
        return columns.map(\.databaseValue)
    }
}

extension DeadlineName: Storable {}
