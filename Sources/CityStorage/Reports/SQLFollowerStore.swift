public import CityDomain
public import CityKit

/// Followers of reports in the database.
public struct SQLFollowerStore: FollowerStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(
        _ follower: NewFollower,
        since: Instant,
        in town: ID<Municipality>,
        decide: @escaping @Sendable (EarlierQuestions) throws -> FollowDecision
    ) async throws {
        try await database.town(town).write { transaction in
            let same = try transaction.follower(of: follower.report, follower.emailIndex)
            let earlier = try transaction.earlierQuestions(same, at: follower.emailIndex, since: since)
            guard try decide(earlier) == .ask else { return }
            if let same { try transaction.removeFollower(same.id) }
            try transaction.insert(follower)
        }
    }

    public func add(_ follower: NewFollower, confirmedAt now: Instant, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let same = try transaction.follower(of: follower.report, follower.emailIndex)
            if same == nil { try transaction.insertRow(follower) }
            try transaction.execute(
                """
                UPDATE report_followers SET confirmed_at = ?
                WHERE municipality = {town} AND id = ? AND confirmed_at IS NULL
                """,
                now,
                same?.id ?? follower.id
            )
        }
    }

    public func isConfirmed(_ emailIndex: [UInt8], of report: ID<Report>, in town: ID<Municipality>) async throws
        -> Bool
    {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT 1 FROM report_followers f
                WHERE f.municipality = {town} AND f.email_index = ? AND f.confirmed_at IS NOT NULL
                    AND f.report IN (\(TownTransaction.together)) LIMIT 1
                """,
                emailIndex,
                report,
                report
            ).first != nil
        }
    }

    public func follower(_ id: ID<Follower>, in town: ID<Municipality>) async throws -> StoredFollower? {
        try await database.town(town).read { transaction in
            let row = try transaction.query(
                """
                SELECT r.year, r.sequence, f.email, f.language, f.confirmed_at
                FROM report_followers f JOIN reports r ON r.municipality = f.municipality AND r.id = f.report
                WHERE f.municipality = {town} AND f.id = ?
                """,
                id
            ).first
            guard let row, let key = try transaction.key(of: id.rawValue, for: "person") else { return nil }
            return StoredFollower(
                id: id,
                report: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
                email: Sealed(ciphertext: try row.blob("email")),
                personKey: key,
                language: try row.value("language"),
                confirmedAt: try row.optionalInstant("confirmed_at")
            )
        }
    }

    public func confirm(_ id: ID<Follower>, at now: Instant, in town: ID<Municipality>) async throws -> Bool {
        try await database.town(town).write { transaction in
            try transaction.change(
                """
                UPDATE report_followers SET confirmed_at = ?
                WHERE municipality = {town} AND id = ? AND confirmed_at IS NULL
                """,
                now,
                id
            ) == 1
        }
    }

    public func remove(_ id: ID<Follower>, in town: ID<Municipality>) async throws {
        try await database.town(town).write { try $0.removeFollower(id) }
    }

    public func sweep(limit: Int, unanswered: Instant) async throws -> Int {
        let unneeded: SQL = """
            SELECT f.municipality, f.id FROM report_followers f
            WHERE f.confirmed_at IS NULL AND f.asked_at < ? LIMIT ?
            """
        let rows = try await database.acrossTowns.read { try $0.query(unneeded, unanswered, limit) }
        for (town, rows) in Dictionary(grouping: rows, by: { try? $0.text("municipality") }) {
            guard let town else { continue }
            try await database.town(ID(town)).write { transaction in
                for row in rows { try transaction.removeFollower(try row.id("id")) }
            }
        }
        return rows.count
    }
}

/// A follower that is there already.
private struct SameFollower {
    let id: ID<Follower>
    let state: EarlierQuestions.Same
}

extension TownTransaction {
    fileprivate func follower(of report: ID<Report>, _ emailIndex: [UInt8]) throws -> SameFollower? {
        try query(
            """
            SELECT id, asked_at, confirmed_at FROM report_followers
            WHERE municipality = {town} AND report = ? AND email_index = ?
            """,
            report,
            emailIndex
        ).first.map { row in
            let isConfirmed = try row.optionalInstant("confirmed_at") != nil
            return SameFollower(
                id: try row.id("id"),
                state: isConfirmed ? .confirmed : .waiting(since: try row.instant("asked_at"))
            )
        }
    }

    fileprivate func earlierQuestions(
        _ same: SameFollower?,
        at emailIndex: [UInt8],
        since: Instant
    ) throws -> EarlierQuestions {
        let row = try query(
            """
            SELECT
                (SELECT CAST(COUNT(*) AS {int}) FROM report_followers
                    WHERE municipality = {town} AND email_index = ? AND confirmed_at IS NULL) AS waiting,
                (SELECT CAST(COUNT(*) AS {int}) FROM report_followers
                    WHERE municipality = {town} AND asked_at > ? AND confirmed_at IS NULL) AS lately
            """,
            emailIndex,
            since
        ).first
        return EarlierQuestions(
            same: same?.state,
            waitingAtAddress: try row?.int("waiting") ?? 0,
            lately: try row?.int("lately") ?? 0
        )
    }

    fileprivate func insert(_ follower: NewFollower) throws {
        try insertRow(follower)
        try enqueueQuestion(to: follower)
    }

    fileprivate func insertRow(_ follower: NewFollower) throws {
        try insert(follower.personKey, of: follower.id.rawValue, for: "person")
        try execute(
            """
            INSERT INTO report_followers (municipality, id, report, email, email_index, language, asked_at)
            VALUES ({town}, ?, ?, ?, ?, ?, ?)
            """,
            follower.id,
            follower.report,
            follower.email.ciphertext,
            follower.emailIndex,
            follower.language.rawValue,
            follower.askedAt
        )
    }

    private func enqueueQuestion(to follower: NewFollower) throws {
        try execute(
            """
            INSERT INTO outbox (municipality, id, kind, report, sequence, follower, at)
            VALUES ({town}, ?, ?, ?, 0, ?, ?)
            """,
            follower.id,
            OutboxEvent.Kind.followerAsked.rawValue,
            follower.report,
            follower.id,
            follower.askedAt
        )
        notify(.deliveries)
    }

    func removeFollower(_ id: ID<Follower>) throws {
        try execute("DELETE FROM report_followers WHERE municipality = {town} AND id = ?", id)
        try execute("DELETE FROM data_keys WHERE municipality = {town} AND owner = ? AND purpose = 'person'", id)
    }
}
