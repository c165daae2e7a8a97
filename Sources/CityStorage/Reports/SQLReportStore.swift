public import CityDomain
public import CityKit

/// Reports in the database.
public struct SQLReportStore: ReportStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func submit(_ report: NewReport, in town: ID<Municipality>) async throws -> StoredSubmission {
        try await database.town(town).write { transaction in
            if let earlier = try transaction.submission(report.clientKey) { return earlier }
            try transaction.claimPhotos(of: report)
            return try transaction.insert(report)
        }
    }

    public func submission(_ clientKey: ClientKey, in town: ID<Municipality>) async throws -> StoredSubmission? {
        try await database.town(town).read { try $0.submission(clientKey) }
    }

    public func file(_ number: ReportNumber, in town: ID<Municipality>) async throws -> ReportFile? {
        try await database.town(town).read { try $0.reportFile(number) }
    }

    public func reports(numberedElsewhere number: String, in town: ID<Municipality>) async throws -> [ReportNumber] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT r.year, r.sequence FROM foreign_numbers f
                JOIN reports r ON r.municipality = f.municipality AND r.id = f.report
                WHERE f.municipality = {town} AND f.number = ? ORDER BY f.source
                """,
                number
            ).map { ReportNumber(year: try $0.int("year"), sequence: try $0.int("sequence")) }
        }
    }

    public func change(
        _ number: ReportNumber,
        in town: ID<Municipality>,
        by clock: LocalClock,
        _ change: @escaping @Sendable (inout Report) throws -> ReportChange
    ) async throws -> Report? {
        try await database.town(town).write { transaction in
            guard let before = try transaction.report(number) else { return nil }
            var report = before
            let outcome = try change(&report)
            try transaction.recounting([before.id]) {
                try transaction.update(before, to: report, by: clock)
                try transaction.store(outcome, of: report)
            }
            try transaction.refreshPublicEntry(number)
            if let entry = outcome.noted { try transaction.note(entry) }
            return report
        }
    }

    public func change(
        _ number: ReportNumber,
        with leading: ReportNumber,
        in town: ID<Municipality>,
        by clock: LocalClock,
        _ change: @escaping @Sendable (inout JoinedPair) throws -> ReportChange
    ) async throws -> JoinedPair? {
        try await database.town(town).write { try $0.change(number, with: leading, by: clock, change) }
    }

    public func unanswered(on today: CivilDate, limit: Int, in town: ID<Municipality>) async throws -> [ReportNumber] {
        try await numbers(
            """
            SELECT r.year, r.sequence FROM report_deadlines d
            JOIN reports r ON r.municipality = d.municipality AND r.id = d.report
            WHERE d.municipality = {town} AND d.name = 'reply' AND d.ended_on IS NULL AND d.due < ?
            ORDER BY d.due, d.report LIMIT ?
            """,
            today,
            limit,
            in: town
        )
    }

    public func toHide(on today: CivilDate, limit: Int, in town: ID<Municipality>) async throws -> [ReportNumber] {
        try await numbers(
            """
            SELECT year, sequence FROM reports
            WHERE municipality = {town} AND hides_on IS NOT NULL AND hides_on <= ? ORDER BY hides_on, id LIMIT ?
            """,
            today,
            limit,
            in: town
        )
    }

    public func countedBefore(_ revision: Int, limit: Int, in town: ID<Municipality>) async throws -> [ReportNumber] {
        try await numbers(
            """
            SELECT DISTINCT r.year, r.sequence FROM report_deadlines d
            JOIN reports r ON r.municipality = d.municipality AND r.id = d.report
            WHERE d.municipality = {town} AND d.ended_on IS NULL AND d.revision < ? LIMIT ?
            """,
            revision,
            limit,
            in: town
        )
    }

    private func numbers(
        _ sql: SQL,
        _ bound: any Storable,
        _ limit: Int,
        in town: ID<Municipality>
    ) async throws -> [ReportNumber] {
        try await database.town(town).read { transaction in
            try transaction.query(sql, bound, limit).map { row in
                ReportNumber(year: try row.int("year"), sequence: try row.int("sequence"))
            }
        }
    }

    public func published(_ number: ReportNumber, in town: ID<Municipality>) async throws -> PublishedReport? {
        try await database.town(town).read { transaction in
            guard let report = try transaction.report(number) else { return nil }
            return try transaction.publication(of: report)
        }
    }

    public func add(_ contact: AddedContact, of report: ID<Report>, at now: Instant, in town: ID<Municipality>)
        async throws -> Bool
    {
        try await database.town(town).write { transaction in
            let changed = try transaction.change(
                "UPDATE reports SET contact = ?, has_email = TRUE WHERE municipality = {town} AND id = ? AND NOT has_email",
                contact.contact.ciphertext,
                report
            )
            guard changed == 1 else { return false }
            if let key = contact.newKey { try transaction.insert(key, of: report.rawValue, for: "person") }
            try transaction.enqueue(.emailGiven, about: report, sequence: 0, at: now)
            return true
        }
    }

    public func confirmEmail(
        of report: ID<Report>,
        emailIndex: [UInt8],
        loginIndex: [UInt8],
        at now: Instant,
        in town: ID<Municipality>
    ) async throws -> EmailConfirmation {
        try await database.town(town).write { transaction in
            if let owner = try transaction.resident(with: loginIndex)?.resident, owner.block != nil {
                return .blocked(owner)
            }
            let changed = try transaction.change(
                """
                UPDATE reports SET email_confirmed_at = ?
                WHERE municipality = {town} AND id = ? AND has_email AND email_confirmed_at IS NULL
                """,
                now,
                report
            )
            guard changed == 1 else { return .confirmedBefore }
            try transaction.execute(
                """
                UPDATE deliveries SET state = 'queued', due_at = ?, updated_at = ?
                WHERE municipality = {town} AND subject = ? AND state = 'held'
                """,
                now,
                now,
                report
            )
            transaction.notify(.deliveries)
            try transaction.execute(
                "INSERT INTO report_addresses (municipality, email_index, report) VALUES ({town}, ?, ?)",
                emailIndex,
                report
            )
            return .confirmed
        }
    }
}

extension Topic {
    /// There is work for the worker: an event to handle or a delivery to send.
    public static let deliveries: Topic = "deliveries"
}
