import CityDomain
import CityKit

extension TownTransaction {
    /// Looks at where a new report comes from, keeps what the rules need of it, and puts it aside if it meets one of them.
    ///
    /// - Returns: nil where it goes to the office at once.
    func putAside(_ report: NewReport) throws -> Aside? {
        guard let trace = report.trace else { return nil }
        let reasons = trace.rules.reasons(try evidence(for: trace, report))
        try insert(trace, of: report)
        guard !reasons.isEmpty else { return nil }
        let month = CivilMonth(of: report.receivedOn).number
        try execute(
            """
            INSERT INTO put_aside (municipality, report, since, until, month, outcome)
            VALUES ({town}, ?, ?, ?, ?, 'waiting')
            """,
            report.id,
            report.receivedAt,
            trace.aside.until,
            month
        )
        try insert(
            "INSERT INTO put_aside_reasons (municipality, report, rule, found, allowed) VALUES",
            row: "({town}, ?, ?, ?, ?)",
            values: reasons.map { reason in
                [
                    report.id.databaseValue, .text(reason.rule.rawValue), reason.found.databaseValue,
                    reason.allowed.databaseValue,
                ]
            }
        )
        try countAside(reasons.map(\.rule), month, .waiting, 1)
        return trace.aside
    }

    private func insert(_ trace: AbuseTrace, of report: NewReport) throws {
        try execute(
            """
            INSERT INTO abuse_traces (municipality, report, at, day, network, device, sketch, forgotten_at)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?)
            """,
            report.id,
            report.receivedAt,
            trace.day,
            trace.network?.on(trace.day),
            trace.device?.on(trace.day),
            trace.sketch?.bytes,
            trace.forgottenAt
        )
    }

    // MARK: - What it ends with

    /// Notes what became of a report that ended while it waited.
    func settleAside(_ report: Report, at now: Instant) throws {
        try settleAside(report.id, report.status == .rejected ? .refused : .withdrawn, at: now)
    }

    /// Notes that a report goes on. Programs hear of it as of one that has come in.
    func settle(_ release: AsideRelease, of report: Report) throws {
        try settleAside(report.id, release.outcome, at: release.at)
        try execute(
            """
            INSERT INTO outbox (municipality, id, kind, report, sequence, at)
            SELECT {town}, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS {int}), CAST(? AS {int})
            WHERE EXISTS (SELECT 1 FROM webhooks WHERE municipality = {town} AND state = 'on')
            """,
            "\(report.id)-released",
            OutboxEvent.Kind.reportReleased.rawValue,
            report.id,
            1,
            release.at
        )
    }

    private func settleAside(_ report: ID<Report>, _ outcome: AsideOutcome, at now: Instant) throws {
        let row = try query(
            """
            UPDATE put_aside SET outcome = ?, decided_at = ?
            WHERE municipality = {town} AND report = ? AND outcome = 'waiting' RETURNING month
            """,
            outcome.rawValue,
            now,
            report
        ).first
        guard let month = try row?.int("month") else { return }
        let rules = try asideReasons(of: [report])[report]?.map(\.rule) ?? []
        try countAside(rules, month, .waiting, -1)
        try countAside(rules, month, outcome, 1)
    }

    private func countAside(_ rules: [AbuseRule], _ month: Int, _ outcome: AsideOutcome, _ reports: Int) throws {
        for rule in [""] + rules.map(\.rawValue) {
            try execute(
                """
                INSERT INTO put_aside_counts (municipality, month, rule, outcome, reports) VALUES ({town}, ?, ?, ?, ?)
                ON CONFLICT (municipality, month, rule, outcome)
                DO UPDATE SET reports = put_aside_counts.reports + excluded.reports
                """,
                month,
                rule,
                outcome.rawValue,
                reports
            )
        }
    }

    // MARK: - What is forgotten

    /// Forgets by what reports could be told to be of one sender, and the networks that are on watch for them.
    ///
    /// - Parameter reports: a statement that has them.
    func forgetTraces(of reports: SQL, _ bound: any Storable) throws {
        try execute("DELETE FROM abuse_traces WHERE municipality = {town} AND report IN (\(reports))", bound)
        try execute("DELETE FROM abuse_watches WHERE municipality = {town} AND report IN (\(reports))", bound)
    }
}
