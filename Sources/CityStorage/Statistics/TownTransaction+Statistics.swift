import CityDomain
import CityKit

extension TownTransaction {
    /// Does `work`, which changes these reports or who may use them, and keeps the counts true: every change of a stored report
    /// goes through here.
    func recounting<T>(_ reports: [ID<Report>], _ work: () throws -> T) throws -> T {
        guard !reports.isEmpty else { return try work() }
        let before = try countedReports(reports)
        let result = try work()
        let after = try countedReports(reports)
        for report in Set(reports) where before[report] != after[report] {
            count(before[report]?.facts ?? [], -1)
            count(after[report]?.facts ?? [], 1)
        }
        return result
    }

    /// Those of the reports that are counted: not of before there were counts, not while they wait for a moderator, and not of
    /// somebody who restricts the use of the own data (art. 18 GDPR).
    func countedReports(_ reports: [ID<Report>]) throws -> [ID<Report>: CountedReport] {
        let rows = try query(
            """
            SELECT r.id, r.category, r.unit, r.kind, r.status, r.received_on, r.ended_on, r.ground, p.area, p.district, s.answer
            FROM reports r LEFT JOIN publications p ON p.municipality = r.municipality AND p.report = r.id
            LEFT JOIN satisfaction_answers s
                ON s.municipality = r.municipality AND s.report = r.id AND s.ended_at = r.ended_at
            WHERE r.municipality = {town} AND r.received_on IS NOT NULL AND r.aside_until IS NULL
                AND NOT \(Self.isRestricted("r")) AND r.id IN
            """,
            of: reports,
            ending: ""
        )
        let deadlines: [ID<Report>: [ReportDeadline]] = try deadlines(of: rows.map { try $0.id("id") })
        return try rows.reduce(into: [:]) { counted, row in
            let id: ID<Report> = try row.id("id")
            counted[id] = try CountedReport(row, deadlines[id] ?? [])
        }
    }

    /// The reports of an account.
    func reports(of resident: ID<Resident>) throws -> [ID<Report>] {
        try query(
            "SELECT report FROM resident_reports WHERE municipality = {town} AND resident = ? ORDER BY report",
            resident
        ).map { try $0.id("report") }
    }

    func isRestricted(_ resident: ID<Resident>) throws -> Bool {
        try !query(
            "SELECT id FROM residents WHERE municipality = {town} AND id = ? AND restricted_at IS NOT NULL",
            resident
        ).isEmpty
    }
}

extension CountedReport {
    fileprivate init(_ row: Row, _ deadlines: [ReportDeadline]) throws {
        self.init(
            category: try row.id("category"),
            unit: try row.id("unit"),
            kind: try row.value("kind"),
            status: try row.value("status"),
            receivedOn: try row.date("received_on"),
            endedOn: try row.optionalDate("ended_on"),
            ground: try row.value("ground"),
            area: try row.optionalInteger("area").map { MapCell(number: $0, level: StatisticArea.level) },
            district: try row.value("district"),
            deadlines: deadlines,
            satisfaction: try row.value("answer")
        )
    }
}
