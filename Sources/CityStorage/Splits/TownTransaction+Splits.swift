import CityDomain
import CityKit

extension TownTransaction {
    /// How each of these reports stands to others that were split off; nothing for those that have nothing to do with any.
    func splits(of reports: [ID<Report>]) throws -> [ID<Report>: Split] {
        let origins = try query(
            """
            SELECT s.report, o.year, o.sequence, o.category, o.unit, o.status FROM split_reports s
            JOIN reports o ON o.municipality = s.municipality AND o.id = s.origin
            WHERE s.municipality = {town} AND s.report IN
            """,
            of: reports,
            ending: ""
        )
        let rows = try query(
            """
            SELECT s.origin, s.looked, r.year, r.sequence, r.category, r.unit, r.status, r.next_due, EXISTS (
                SELECT 1 FROM publications p WHERE p.municipality = r.municipality AND p.report = r.id
            ) AS published FROM split_reports s
            JOIN reports r ON r.municipality = s.municipality AND r.id = s.report
            WHERE s.municipality = {town} AND s.origin IN
            """,
            of: reports,
            ending: "ORDER BY s.split_at, s.report"
        )
        let parts = try Dictionary(grouping: rows) { try $0.id("origin") as ID<Report> }
        var splits = try parts.mapValues { Split(from: nil, parts: try $0.map(Split.Part.init)) }
        for row in origins {
            let id: ID<Report> = try row.id("report")
            splits[id] = Split(from: try Split.Origin(row), parts: splits[id]?.parts ?? [])
        }
        return splits
    }

    /// Ties a part that was just stored to the case that it came of.
    func tie(_ part: NewReport, to origin: Report) throws {
        try execute(
            "INSERT INTO split_reports (municipality, report, origin, split_at) VALUES ({town}, ?, ?, ?)",
            part.id,
            origin.id,
            part.receivedAt
        )
        let actor = part.registration.map { ReportEvent.Actor.office($0.officer) } ?? .system
        let line = ReportEvent(
            sequence: 2,
            act: .cameOf(origin.number),
            status: .new,
            at: part.receivedAt,
            actor: actor
        )
        try insert(line, of: part.id)
    }

    /// Keeps in line whether the end of the parts of a case is news: it is none once the case has moved, and again once
    /// a part was opened again.
    func renewSplits(_ before: Report, _ after: Report) throws {
        if after.status != before.status, !after.split.parts.isEmpty { try lookPast(partsOf: after.id) }
        guard after.split.from != nil, before.status.isFinished, !after.status.isFinished else { return }
        try execute("UPDATE split_reports SET looked = FALSE WHERE municipality = {town} AND report = ?", after.id)
    }

    /// The office knows which parts of the case have ended.
    func lookPast(partsOf report: ID<Report>) throws {
        try execute(
            """
            UPDATE split_reports SET looked = TRUE
            WHERE municipality = {town} AND origin = ? AND NOT looked AND EXISTS (
                SELECT 1 FROM reports r WHERE r.municipality = split_reports.municipality AND r.id = split_reports.report
                    AND r.finished
            )
            """,
            report
        )
    }

    /// Nobody keeps more waiting; those that came last count.
    private static let mostDone = 1_000

    /// Open reports of which the last part has ended, and nobody has looked past it.
    func openReportsWithEndedParts(within scope: ReportScope) throws -> [ID<Report>] {
        try query(
            """
            SELECT DISTINCT s.origin FROM split_reports s
            JOIN reports r ON r.municipality = s.municipality AND r.id = s.origin
            WHERE s.municipality = {town} AND NOT s.looked AND NOT r.finished\(scope.condition) AND NOT EXISTS (
                SELECT 1 FROM split_reports o
                JOIN reports p ON p.municipality = o.municipality AND p.id = o.report
                WHERE o.municipality = {town} AND o.origin = s.origin AND NOT p.finished
            )
            ORDER BY s.origin DESC LIMIT ?
            """,
            values: scope.values + [Self.mostDone.databaseValue]
        ).map { try $0.id("origin") }
    }

    /// Whether the open report `r` is a part of a case that has ended.
    static let isLeftOver: SQL = """
        EXISTS (
            SELECT 1 FROM split_reports s JOIN reports o ON o.municipality = s.municipality AND o.id = s.origin
            WHERE s.municipality = {town} AND s.report = r.id AND o.finished
        )
        """

    /// The report itself, the case that it was split off, and all parts of either.
    func tied(to report: ID<Report>) throws -> Set<ReportNumber> {
        let rows = try query(
            """
            SELECT r.year, r.sequence FROM reports r WHERE r.municipality = {town} AND r.id IN (
                SELECT CAST(? AS TEXT)
                UNION ALL SELECT s.origin FROM split_reports s WHERE s.municipality = {town} AND s.report = ?
                UNION ALL SELECT s.report FROM split_reports s WHERE s.municipality = {town} AND s.origin = ?
                UNION ALL SELECT s.report FROM split_reports s
                JOIN split_reports o ON o.municipality = s.municipality AND o.origin = s.origin
                WHERE s.municipality = {town} AND o.report = ?
            )
            """,
            report,
            report,
            report,
            report
        )
        return Set(try rows.map { ReportNumber(year: try $0.int("year"), sequence: try $0.int("sequence")) })
    }
}

extension Split.Origin {
    fileprivate init(_ row: Row) throws {
        self.init(
            number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
            category: try row.id("category"),
            unit: try row.id("unit"),
            status: try row.value("status")
        )
    }
}

extension Split.Part {
    fileprivate init(_ row: Row) throws {
        self.init(
            number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
            category: try row.id("category"),
            unit: try row.id("unit"),
            status: try row.value("status"),
            dueOn: try row.optionalDate("next_due"),
            isPublished: try row.bool("published"),
            isLookedPast: try row.bool("looked")
        )
    }
}
