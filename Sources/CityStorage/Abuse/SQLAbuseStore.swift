public import CityDomain
public import CityKit

/// Reports that were put aside, and watches, in the database.
public struct SQLAbuseStore: AbuseStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func waiting(limit: Int, within scope: ReportScope, in town: ID<Municipality>) async throws -> [SealedAside]
    {
        try await database.town(town).read { transaction in
            try transaction.asides(
                where: "a.outcome = 'waiting'\(scope.condition) ORDER BY a.until, r.year, r.sequence LIMIT ?",
                scope.values + [limit.databaseValue]
            )
        }
    }

    public func waitingCount(within scope: ReportScope, in town: ID<Municipality>) async throws -> Int {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT CAST(COUNT(*) AS {int}) AS reports FROM put_aside a
                JOIN reports r ON r.municipality = a.municipality AND r.id = a.report
                WHERE a.municipality = {town} AND a.outcome = 'waiting'\(scope.condition)
                """,
                values: scope.values
            ).first?.int("reports") ?? 0
        }
    }

    public func aside(_ number: ReportNumber, in town: ID<Municipality>) async throws -> SealedAside? {
        try await database.town(town).read { transaction in
            try transaction.asides(
                where: "r.year = ? AND r.sequence = ?",
                [number.year.databaseValue, number.sequence.databaseValue]
            ).first
        }
    }

    public func overdue(at now: Instant, limit: Int, in town: ID<Municipality>) async throws -> [ReportNumber] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT r.year, r.sequence FROM put_aside a
                JOIN reports r ON r.municipality = a.municipality AND r.id = a.report
                WHERE a.municipality = {town} AND a.outcome = 'waiting' AND a.until <= ? ORDER BY a.until, r.year, r.sequence
                LIMIT ?
                """,
                now,
                limit
            ).map { ReportNumber(year: try $0.int("year"), sequence: try $0.int("sequence")) }
        }
    }

    public func figures(from: CivilMonth, to: CivilMonth, in town: ID<Municipality>) async throws -> [AsideFigure] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT month, rule, outcome, reports FROM put_aside_counts
                WHERE municipality = {town} AND month >= ? AND month <= ? AND reports > 0
                ORDER BY month DESC, rule, outcome
                """,
                from.number,
                to.number
            ).compactMap(AsideFigure.init)
        }
    }

    public func watches(at now: Instant, in town: ID<Municipality>) async throws -> [AbuseWatch] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT w.id, w.resident, w.since, w.until, w.officer, w.reason, r.year, r.sequence FROM abuse_watches w
                JOIN reports r ON r.municipality = w.municipality AND r.id = w.report
                WHERE w.municipality = {town} AND w.until > ? ORDER BY w.until, w.id
                """,
                now
            ).map(AbuseWatch.init)
        }
    }

    public func watch(
        _ watch: NewWatch,
        of number: ReportNumber,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        _ check: @escaping @Sendable (Report) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            guard let report = try transaction.report(number) else { throw AbuseFailure.unknown }
            try check(report)
            try transaction.insert(watch, of: report.id)
            try transaction.note(entry)
        }
    }

    public func end(
        _ watch: ID<AbuseWatch>,
        noting entry: AuditEntry,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            let ended = try transaction.change(
                "DELETE FROM abuse_watches WHERE municipality = {town} AND id = ? AND until > ?",
                watch,
                now
            )
            guard ended == 1 else { throw AbuseFailure.watchUnknown }
            try transaction.note(entry)
        }
    }

    public func forget(at now: Instant, limit: Int, in town: ID<Municipality>) async throws -> Int {
        try await database.town(town).write { transaction in
            try transaction.execute("DELETE FROM abuse_watches WHERE municipality = {town} AND until <= ?", now)
            return try transaction.change(
                """
                DELETE FROM abuse_traces WHERE municipality = {town} AND report IN (
                    SELECT report FROM abuse_traces WHERE municipality = {town} AND forgotten_at <= ? LIMIT ?
                )
                """,
                now,
                limit
            )
        }
    }
}

extension TownTransaction {
    /// - Parameter condition: on a row `a` of those put aside and `r`, its report; and the order.
    fileprivate func asides(where condition: SQL, _ values: [Value]) throws -> [SealedAside] {
        let rows = try query(
            """
            SELECT r.id, r.year, r.sequence, r.category, r.unit, r.status, r.received_at, r.content, k.wrapped_key,
                a.until, a.outcome,
                (
                    SELECT CAST(COUNT(*) AS {int}) FROM report_events v
                    WHERE v.municipality = {town} AND v.report = r.id
                ) AS lines,
                (
                    SELECT CAST(COUNT(*) AS {int}) FROM resident_reports o
                    WHERE o.municipality = {town} AND o.report = r.id
                ) AS accounts,
                (
                    SELECT CAST(COUNT(*) AS {int}) FROM abuse_traces t
                    WHERE t.municipality = {town} AND t.report = r.id AND t.network IS NOT NULL
                ) AS networks
            FROM put_aside a JOIN reports r ON r.municipality = {town} AND r.id = a.report
            JOIN data_keys k ON k.municipality = {town} AND k.owner = r.id AND k.purpose = 'case'
            WHERE a.municipality = {town} AND \(condition)
            """,
            values: values
        )
        let reasons = try asideReasons(of: rows.map { try $0.id("id") })
        return try rows.map { row in
            let report = try SealedReport(row)
            let subjects: [AbuseWatch.Subject?] = [
                try row.int("accounts") > 0 ? .account : nil, try row.int("networks") > 0 ? .network : nil,
            ]
            return SealedAside(
                report: report,
                lines: try row.int("lines"),
                outcome: try row.value("outcome"),
                until: try row.instant("until"),
                reasons: reasons[report.id] ?? [],
                subjects: Set(subjects.compactMap(\.self))
            )
        }
    }

    func asideReasons(of reports: [ID<Report>]) throws -> [ID<Report>: [AsideReason]] {
        guard !reports.isEmpty else { return [:] }
        let rows = try query(
            "SELECT report, rule, found, allowed FROM put_aside_reasons WHERE municipality = {town} AND report IN",
            of: reports,
            ending: "ORDER BY report, rule"
        )
        return try Dictionary(grouping: rows) { try $0.id("report") }.mapValues { rows in
            try rows.map { row in
                AsideReason(
                    rule: try row.value("rule"),
                    found: try row.int("found"),
                    allowed: try row.int("allowed")
                )
            }
        }
    }
}

extension AsideFigure {
    /// Nil for a rule that the program does not know any more.
    fileprivate init?(_ row: Row) throws {
        let rule = try row.text("rule")
        guard let month = CivilMonth(number: try row.int("month")), rule.isEmpty || AbuseRule(rawValue: rule) != nil
        else {
            return nil
        }
        self.init(
            month: month,
            rule: AbuseRule(rawValue: rule),
            outcome: try row.value("outcome"),
            reports: try row.int("reports")
        )
    }
}

extension AbuseWatch {
    fileprivate init(_ row: Row) throws {
        let resident: ID<Resident>? = try row.optionalID("resident")
        self.init(
            id: try row.id("id"),
            subject: resident == nil ? .network : .account,
            number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
            since: try row.instant("since"),
            until: try row.instant("until"),
            officer: try row.value("officer"),
            reason: Sealed(ciphertext: try row.blob("reason"))
        )
    }
}

extension AbuseRule: Storable {}
extension AsideOutcome: Storable {}
