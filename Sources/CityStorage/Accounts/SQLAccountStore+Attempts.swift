public import CityDomain
public import CityKit

// Failed attempts, by what tells who made them.
extension SQLAccountStore {
    public func attempts(by subject: [UInt8], in town: ID<Municipality>) async throws -> FailedAttempts? {
        try await database.town(town).read { try $0.attempts(by: subject) }
    }

    public func countFailure(
        by subject: [UInt8],
        at now: Instant,
        pause: @escaping @Sendable (Int) -> Duration,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            try transaction.count(after: try transaction.attempts(by: subject), by: subject, at: now, pause: pause)
        }
    }

    public func countAttempt(
        by subject: [UInt8],
        at now: Instant,
        pause: @escaping @Sendable (Int) -> Duration,
        in town: ID<Municipality>
    ) async throws -> FailedAttempts? {
        try await database.town(town).write { transaction in
            let before = try transaction.attempts(by: subject)
            if let before, before.pausedUntil > now { return before }
            try transaction.count(after: before, by: subject, at: now, pause: pause)
            return before
        }
    }

    public func takeBackFailure(by subject: [UInt8], at now: Instant, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "DELETE FROM sign_in_attempts WHERE municipality = {town} AND subject = ? AND failures = 1",
                subject
            )
            try transaction.execute(
                """
                UPDATE sign_in_attempts SET failures = failures - 1, paused_until = ?
                WHERE municipality = {town} AND subject = ? AND failures > 1
                """,
                now,
                subject
            )
        }
    }

    public func forgetFailures(by subject: [UInt8], in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "DELETE FROM sign_in_attempts WHERE municipality = {town} AND subject = ?",
                subject
            )
        }
    }

    public func forgetFailures(before moment: Instant, limit: Int) async throws -> Int {
        try await database.acrossTowns.write { transaction in
            let old = try transaction.query(
                "SELECT municipality, subject FROM sign_in_attempts WHERE paused_until < ? LIMIT ?",
                moment,
                limit
            )
            for row in old {
                try transaction.execute(
                    "DELETE FROM sign_in_attempts WHERE municipality = ? AND subject = ?",
                    try row.text("municipality"),
                    try row.blob("subject")
                )
            }
            return old.count
        }
    }
}

extension TownTransaction {
    fileprivate func attempts(by subject: [UInt8]) throws -> FailedAttempts? {
        try query(
            "SELECT failures, paused_until FROM sign_in_attempts WHERE municipality = {town} AND subject = ?",
            subject
        ).first.map {
            FailedAttempts(failures: try $0.int("failures"), pausedUntil: try $0.instant("paused_until"))
        }
    }

    fileprivate func count(
        after before: FailedAttempts?,
        by subject: [UInt8],
        at now: Instant,
        pause: (Int) -> Duration
    ) throws {
        let failures = (before?.failures ?? 0) + 1
        try execute(
            """
            INSERT INTO sign_in_attempts (municipality, subject, failures, paused_until) VALUES ({town}, ?, ?, ?)
            ON CONFLICT (municipality, subject)
            DO UPDATE SET failures = excluded.failures, paused_until = excluded.paused_until
            """,
            subject,
            failures,
            now + pause(failures)
        )
    }
}
