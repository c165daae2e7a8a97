import CityDomain
import CityKit

extension TownTransaction {
    /// What is known of where a new report comes from.
    func evidence(for trace: AbuseTrace, _ report: NewReport) throws -> AbuseEvidence {
        let now = report.receivedAt
        var evidence = AbuseEvidence()
        evidence.words = trace.words
        if let limit = trace.rules.network {
            evidence.fromNetwork = try traces(of: trace.network, "network", trace, within: limit.hours, before: now)
        }
        if let limit = trace.rules.device {
            evidence.fromDevice = try traces(of: trace.device, "device", trace, within: limit.hours, before: now)
        }
        if let alike = trace.rules.alike, let sketch = trace.sketch {
            evidence.alike = try sketches(since: now - .hours(Int64(alike.hours))).count {
                $0.similarity(to: sketch) >= alike.similarity
            }
        }
        if let rule = trace.rules.refusals {
            let since = now - .days(Int64(rule.days))
            evidence.refusals = try refusals(of: report.author?.resident, trace.address, since: since)
        }
        if trace.rules.watch != nil { evidence.watches = try watches(on: trace, report.author?.resident, at: now) }
        return evidence
    }

    /// How many came from there. A sender has another hash on each day of the window.
    private func traces(
        of mark: AbuseMark?,
        _ column: SQL,
        _ trace: AbuseTrace,
        within hours: Int,
        before now: Instant
    ) throws -> Int {
        guard let mark else { return 0 }
        let hashes = trace.days(within: hours).map { mark.on($0).databaseValue }
        return try query(
            """
            SELECT CAST(COUNT(*) AS {int}) AS reports FROM abuse_traces
            WHERE municipality = {town} AND \(column) IN (\(SQL.repeated("?", hashes.count))) AND at > ?
            """,
            values: hashes + [(now - .hours(Int64(hours))).databaseValue]
        ).first?.int("reports") ?? 0
    }

    /// Of the newest reports: a flood of others makes nobody wait longer for the answer.
    private static let mostSketches = 500

    private func sketches(since: Instant) throws -> [TextSketch] {
        try query(
            """
            SELECT sketch FROM abuse_traces
            WHERE municipality = {town} AND at > ? AND sketch IS NOT NULL ORDER BY at DESC LIMIT ?
            """,
            since,
            Self.mostSketches
        ).map { TextSketch(bytes: try $0.blob("sketch")) }
    }

    /// Reports of the account, or with the confirmed address, that were rejected for what they said.
    private func refusals(of resident: ID<Resident>?, _ address: [UInt8]?, since: Instant) throws -> Int {
        let grounds = RejectionReason.allCases.filter(\.isOfContent).map { StatisticGround.rejected($0).databaseValue }
        let own: [(SQL, Value)] = [
            resident.map {
                ("SELECT report FROM resident_reports WHERE municipality = {town} AND resident = ?", $0.databaseValue)
            },
            address.map {
                (
                    "SELECT report FROM report_addresses WHERE municipality = {town} AND email_index = ?",
                    $0.databaseValue
                )
            },
        ].compactMap(\.self)
        guard !own.isEmpty else { return 0 }
        return try query(
            """
            SELECT CAST(COUNT(*) AS {int}) AS reports FROM reports
            WHERE municipality = {town} AND id IN (\(own.map(\.0).joined(separator: " UNION ")))
                AND status = 'rejected' AND ended_at > ? AND ground IN (\(SQL.repeated("?", grounds.count)))
            """,
            values: own.map(\.1) + [since.databaseValue] + grounds
        ).first?.int("reports") ?? 0
    }

    /// Most of the time nobody is on watch, and no hash of another day is made.
    private func watches(on trace: AbuseTrace, _ resident: ID<Resident>?, at now: Instant) throws -> Int {
        try query(
            "SELECT resident, network, day FROM abuse_watches WHERE municipality = {town} AND until > ?",
            now
        ).count { row in
            if let watched: ID<Resident> = try row.optionalID("resident") { return watched == resident }
            guard let network = try row.optionalBlob("network"), let day = try row.optionalDate("day") else {
                return false
            }
            return trace.network?.on(day) == network
        }
    }
}
