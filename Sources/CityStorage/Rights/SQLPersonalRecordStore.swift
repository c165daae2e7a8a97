public import CityDomain
public import CityKit

/// Records of residents in the database that only the download of their data shows.
public struct SQLPersonalRecordStore: PersonalRecordStore {
    let database: any Database

    public init(database: any Database) { self.database = database }

    public func subscriptions(followerIndex: [UInt8], in town: ID<Municipality>) async throws -> [SubscriptionRecord] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT r.year, r.sequence, f.asked_at, f.confirmed_at FROM report_followers f
                JOIN reports r ON r.municipality = f.municipality AND r.id = f.report
                WHERE f.municipality = {town} AND f.email_index = ? ORDER BY f.asked_at, f.id
                """,
                followerIndex
            ).map(SubscriptionRecord.init)
        }
    }

    public func supports(of resident: ID<Resident>, orIndex index: [UInt8], in town: ID<Municipality>) async throws
        -> [SubscriptionRecord]
    {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT r.year, r.sequence, s.asked_at, s.confirmed_at FROM report_supports s
                JOIN reports r ON r.municipality = s.municipality AND r.id = s.report
                WHERE s.municipality = {town} AND (s.resident = ? OR s.email_index = ?) ORDER BY s.asked_at, s.id
                """,
                resident,
                index
            ).map(SubscriptionRecord.init)
        }
    }

    public func earlierProfiles(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [ProfileRecord] {
        try await database.town(town).read { transaction in
            try transaction.query(
                "SELECT profile, at FROM profile_changes WHERE municipality = {town} AND resident = ? ORDER BY at",
                resident
            ).map { row in
                ProfileRecord(profile: Sealed(ciphertext: try row.blob("profile")), until: try row.instant("at"))
            }
        }
    }

    public func services(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [PersonalRecord] {
        try await records(
            """
            SELECT provider AS name, linked_at AS at FROM resident_identities
            WHERE municipality = {town} AND resident = ? ORDER BY linked_at, provider
            """,
            resident,
            in: town
        )
    }

    public func acceptances(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [PersonalRecord] {
        try await records(
            """
            SELECT version AS name, accepted_at AS at FROM resident_acceptances
            WHERE municipality = {town} AND resident = ? ORDER BY accepted_at, version
            """,
            resident,
            in: town
        )
    }

    private func records(_ sql: SQL, _ resident: ID<Resident>, in town: ID<Municipality>) async throws
        -> [PersonalRecord]
    {
        try await database.town(town).read { transaction in
            try transaction.query(sql, resident)
                .map { PersonalRecord(name: try $0.text("name"), at: try $0.instant("at")) }
        }
    }

    public func lastSignIn(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> Instant? {
        try await moment("signed_in_at", of: resident, in: town)
    }

    public func warned(_ resident: ID<Resident>, in town: ID<Municipality>) async throws -> Instant? {
        try await moment("warned_at", of: resident, in: town)
    }

    private func moment(_ column: SQL, of resident: ID<Resident>, in town: ID<Municipality>) async throws -> Instant? {
        try await database.town(town).read { transaction in
            try transaction.query(
                "SELECT \(column) AS moment FROM residents WHERE municipality = {town} AND id = ?",
                resident
            ).first?.optionalInstant("moment")
        }
    }

    public func letters(of resident: ID<Resident>, limit: Int, in town: ID<Municipality>) async throws -> [LetterRecord]
    {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT r.year, r.sequence, d.message, d.state, d.updated_at FROM resident_reports a
                JOIN reports r ON r.municipality = {town} AND r.id = a.report
                JOIN deliveries d ON d.municipality = {town} AND d.subject = a.report AND d.recipient = 'reporter'
                WHERE a.municipality = {town} AND a.resident = ? ORDER BY d.created_at, d.id LIMIT ?
                """,
                resident,
                limit
            ).map { row in
                LetterRecord(
                    report: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
                    message: try DeliveryMessage(row),
                    state: try row.value("state"),
                    at: try row.instant("updated_at")
                )
            }
        }
    }
}

extension SubscriptionRecord {
    fileprivate init(_ row: Row) throws {
        self.init(
            report: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
            askedAt: try row.instant("asked_at"),
            confirmedAt: try row.optionalInstant("confirmed_at")
        )
    }
}
