import CityDomain
import CityKit

/// In whose hands a case is at this moment.
struct CaseHold {
    let unit: ID<Unit>
    let status: ReportStatus
    let isReturned: Bool

    var isFinished: Bool { status.isFinished }
}

extension TownTransaction {
    func hold(of report: ID<Report>) throws -> CaseHold? {
        try query("SELECT unit, status, returned FROM reports WHERE municipality = {town} AND id = ?", report).first.map
        {
            CaseHold(
                unit: try $0.id("unit"),
                status: try $0.value("status"),
                isReturned: try $0.bool("returned")
            )
        }
    }

    func isReturned(_ report: ID<Report>) throws -> Bool { try hold(of: report)?.isReturned ?? false }

    /// The first one asked first.
    func furtherUnits(of report: ID<Report>) throws -> [FurtherUnit] {
        try query(
            """
            SELECT unit, state, asked_at, answered_at FROM case_units
            WHERE municipality = {town} AND report = ? ORDER BY asked_at, unit
            """,
            report
        ).map { row in
            FurtherUnit(
                unit: try row.id("unit"),
                state: try row.value("state"),
                askedAt: try row.instant("asked_at"),
                answeredAt: try row.optionalInstant("answered_at")
            )
        }
    }

    func furtherUnit(_ unit: ID<Unit>, of report: ID<Report>) throws -> FurtherUnit? {
        try furtherUnits(of: report).first { $0.unit == unit }
    }

    /// Which units take part in each of these reports; none where only one works on it.
    func furtherUnits(of reports: [ID<Report>]) throws -> [ID<Report>: Set<ID<Unit>>] {
        let rows = try query(
            "SELECT report, unit FROM case_units WHERE municipality = {town} AND report IN",
            of: reports,
            ending: ""
        )
        return try rows.reduce(into: [:]) { units, row in
            units[try row.id("report"), default: []].insert(try row.id("unit"))
        }
    }

    func ask(_ unit: ID<Unit>, for report: ID<Report>, at now: Instant) throws {
        try execute(
            """
            INSERT INTO case_units (municipality, report, unit, state, asked_at) VALUES ({town}, ?, ?, 'asked', ?)
            ON CONFLICT (municipality, report, unit)
            DO UPDATE SET state = 'asked', asked_at = excluded.asked_at, answered_at = NULL
            """,
            report,
            unit,
            now
        )
    }

    func forget(furtherUnit unit: ID<Unit>, of report: ID<Report>) throws {
        try execute("DELETE FROM case_units WHERE municipality = {town} AND report = ? AND unit = ?", report, unit)
    }

    /// Nobody keeps more waiting; those that were asked last count.
    private static let mostAsked = 1_000

    /// Open reports in which one of the units was asked to take part and has not answered.
    func openReports(asking units: Set<ID<Unit>>) throws -> [ID<Report>] {
        guard !units.isEmpty else { return [] }
        let ids = units.sorted { $0.rawValue < $1.rawValue }
        return try query(
            """
            SELECT DISTINCT u.report FROM case_units u
            JOIN reports r ON r.municipality = u.municipality AND r.id = u.report
            WHERE u.municipality = {town} AND u.state = 'asked' AND NOT r.finished
                AND u.unit IN (\(SQL.repeated("?", ids.count))) ORDER BY u.report DESC LIMIT ?
            """,
            values: ids.map(\.databaseValue) + [Self.mostAsked.databaseValue]
        ).map { try $0.id("report") }
    }

    func asked(of reader: InboxReader) throws -> Int { try openReports(asking: reader.answersFor).count }
}

extension FurtherUnit.State: Storable {}
