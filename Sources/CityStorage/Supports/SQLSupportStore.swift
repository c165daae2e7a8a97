public import CityDomain
public import CityKit

/// Who says "me too" of reports, in the database.
public struct SQLSupportStore: SupportStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(_ supporter: NewSupporter, in town: ID<Municipality>) async throws {
        guard case .resident(let resident) = supporter.person else { return }
        try await database.town(town).write { transaction in
            guard try transaction.isOpen(supporter.report) else { throw SupportFailure.finished }
            guard try transaction.isUnblocked(resident) else { throw AccountFailure.residentSignedOut }
            guard try !transaction.sent(supporter.report, resident) else { throw SupportFailure.ownReport }
            guard try !transaction.supports(supporter.report, resident) else { return }
            if let guest = try transaction.supporter(of: supporter.report, supporter.emailIndex) {
                try transaction.removeSupporter(guest.id)
            }
            try transaction.insert(supporter)
        }
    }

    public func ask(
        _ supporter: NewSupporter,
        since: Instant,
        in town: ID<Municipality>,
        decide: @escaping @Sendable (EarlierQuestions) throws -> FollowDecision
    ) async throws {
        guard case .guest(let guest) = supporter.person else { return }
        try await database.town(town).write { transaction in
            guard try transaction.isOpen(supporter.report) else { throw SupportFailure.finished }
            if let owner = try transaction.resident(with: guest.loginIndex)?.resident.id,
                try transaction.supports(supporter.report, owner)
            {
                return
            }
            let same = try transaction.supporter(of: supporter.report, supporter.emailIndex)
            let earlier = try transaction.earlierQuestions(same, at: supporter.emailIndex, since: since)
            guard try decide(earlier) == .ask else { return }
            if let same { try transaction.removeSupporter(same.id) }
            try transaction.insert(supporter)
            try transaction.enqueueQuestion(to: supporter)
        }
    }

    public func account(of id: ID<Supporter>, in town: ID<Municipality>) async throws -> AccountSupporter? {
        try await database.town(town).read { transaction in
            let row = try transaction.query(
                """
                SELECT r.year, r.sequence, s.resident
                FROM report_supports s JOIN reports r ON r.municipality = s.municipality AND r.id = s.report
                WHERE s.municipality = {town} AND s.id = ? AND s.resident IS NOT NULL
                """,
                id
            ).first
            guard let row, let account = try transaction.residentAccount(try row.id("resident"), in: "residents") else {
                return nil
            }
            return AccountSupporter(
                report: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
                resident: account.resident
            )
        }
    }

    public func supporter(_ id: ID<Supporter>, in town: ID<Municipality>) async throws -> StoredSupporter? {
        try await database.town(town).read { transaction in
            let row = try transaction.query(
                """
                SELECT r.year, r.sequence, s.email, s.language, s.confirmed_at
                FROM report_supports s JOIN reports r ON r.municipality = s.municipality AND r.id = s.report
                WHERE s.municipality = {town} AND s.id = ? AND s.email IS NOT NULL
                """,
                id
            ).first
            guard let row, let key = try transaction.key(of: id.rawValue, for: "person") else { return nil }
            return StoredSupporter(
                id: id,
                report: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
                email: Sealed(ciphertext: try row.blob("email")),
                personKey: key,
                language: try row.value("language"),
                confirmedAt: try row.optionalInstant("confirmed_at")
            )
        }
    }

    public func confirm(
        _ id: ID<Supporter>,
        at now: Instant,
        in town: ID<Municipality>,
        decide: @escaping @Sendable (Report) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            guard let report = try transaction.reportAsked(of: id) else { return }
            try decide(report)
            try transaction.execute(
                """
                UPDATE report_supports SET confirmed_at = ?
                WHERE municipality = {town} AND id = ? AND confirmed_at IS NULL
                """,
                now,
                id
            )
        }
    }

    public func remove(_ id: ID<Supporter>, in town: ID<Municipality>) async throws {
        try await database.town(town).write { try $0.removeSupporter(id) }
    }

    public func remove(_ resident: ID<Resident>, from report: ID<Report>, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                """
                DELETE FROM report_supports
                WHERE municipality = {town} AND resident = ? AND report IN (\(TownTransaction.together))
                """,
                resident,
                report,
                report
            )
        }
    }

    public func has(_ resident: ID<Resident>, report: ID<Report>, in town: ID<Municipality>) async throws -> Bool {
        try await database.town(town).read { try $0.supports(report, resident) }
    }

    public func weighed(among reports: [ID<Report>], in town: ID<Municipality>) async throws -> Set<ID<Report>> {
        guard !reports.isEmpty else { return [] }
        return try await database.town(town).read { transaction in
            let leading = try transaction.leads(of: reports).keys
            let supported = try transaction.query(
                """
                SELECT DISTINCT report FROM report_supports
                WHERE municipality = {town} AND confirmed_at IS NOT NULL AND report IN
                """,
                of: reports,
                ending: ""
            )
            return try Set(leading).union(supported.map { try $0.id("report") })
        }
    }

    public func count(
        of report: ID<Report>,
        without residents: Set<ID<Resident>>,
        orAddresses indexes: Set<[UInt8]>,
        in town: ID<Municipality>
    ) async throws -> Int {
        try await database.town(town).read { transaction in
            try transaction.supporters(of: report, without: residents, orAddresses: indexes)
        }
    }

    public func sweep(limit: Int, unanswered: Instant) async throws -> Int {
        let unneeded: SQL = """
            SELECT s.municipality, s.id FROM report_supports s
            WHERE s.confirmed_at IS NULL AND s.asked_at < ? LIMIT ?
            """
        let rows = try await database.acrossTowns.read { try $0.query(unneeded, unanswered, limit) }
        for (town, rows) in Dictionary(grouping: rows, by: { try? $0.text("municipality") }) {
            guard let town else { continue }
            try await database.town(ID(town)).write { transaction in
                for row in rows { try transaction.removeSupporter(try row.id("id")) }
            }
        }
        return rows.count
    }
}
