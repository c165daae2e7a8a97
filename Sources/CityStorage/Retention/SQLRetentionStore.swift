public import CityDomain
public import CityKit

/// Data that may fall due, and the log of the runs that discarded them, in the database.
public struct SQLRetentionStore: RetentionStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func figures(_ query: RetentionQuery, in town: ID<Municipality>) async throws -> RetentionFigures {
        let place = RetainedPlace(query.data)
        let (condition, values) = place.condition(of: query)
        return try await database.town(town).read { transaction in
            let row = try transaction.query(
                """
                SELECT CAST(COUNT(*) FILTER (WHERE NOT (\(place.held))) AS {int}) AS due,
                    CAST(COUNT(*) FILTER (WHERE \(place.held)) AS {int}) AS held,
                    MIN(\(place.event)) FILTER (WHERE NOT (\(place.held))) AS oldest
                FROM \(place.rows) WHERE \(condition)
                """,
                values: values
            ).first
            return RetentionFigures(
                due: try row?.int("due") ?? 0,
                held: try row?.int("held") ?? 0,
                oldest: try row?.optionalInstant("oldest")
            )
        }
    }

    public func discard(
        _ query: RetentionQuery,
        limit: Int,
        counting line: RetentionLine,
        noting entry: AuditEntry?,
        in town: ID<Municipality>
    ) async throws -> Int {
        let place = RetainedPlace(query.data)
        let (condition, values) = place.condition(of: query)
        return try await database.town(town).write { transaction in
            let rows = try transaction.query(
                """
                SELECT \(place.key) FROM \(place.rows) WHERE \(condition) AND NOT (\(place.held))
                ORDER BY \(place.event) LIMIT ?
                """,
                values: values + [limit.databaseValue]
            )
            guard !rows.isEmpty else { return 0 }
            for row in rows { try transaction.discard(query.data, row, at: line.at) }
            try transaction.count(rows.count, in: line)
            if let entry { try transaction.note(entry) }
            return rows.count
        }
    }

    public func unusedAccount(_ query: RetentionQuery, in town: ID<Municipality>) async throws -> ID<Resident>? {
        let place = RetainedPlace(.accounts)
        let (condition, values) = place.condition(of: query)
        return try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT \(place.key) FROM \(place.rows) WHERE \(condition) AND NOT (\(place.held))
                ORDER BY \(place.event) LIMIT 1
                """,
                values: values
            ).first?.id("id")
        }
    }

    public func warn(
        _ query: RetentionQuery,
        by letters: [ID<AccountLink>],
        at now: Instant,
        in town: ID<Municipality>
    ) async throws -> Int {
        let place = RetainedPlace(.accounts)
        let (condition, values) = place.condition(of: query)
        return try await database.town(town).write { transaction in
            let rows = try transaction.query(
                """
                SELECT p.id, p.login_index FROM \(place.rows)
                WHERE \(condition) AND p.warned_at IS NULL AND NOT (\(place.held)) ORDER BY \(place.event) LIMIT ?
                """,
                values: values + [letters.count.databaseValue]
            )
            for (letter, row) in zip(letters, rows) {
                let resident: ID<Resident> = try row.id("id")
                try transaction.execute(
                    "UPDATE residents SET warned_at = ? WHERE municipality = {town} AND id = ?",
                    now,
                    resident
                )
                let link = AccountLink(id: letter, purpose: .unused, resident: resident, createdAt: now)
                try transaction.send(link, to: try row.blob("login_index"))
            }
            return rows.count
        }
    }

    public func ended(_ query: RetentionQuery, limit: Int, in town: ID<Municipality>) async throws -> [EndedReport] {
        let place = RetainedPlace(.reports)
        let (condition, values) = place.condition(of: query)
        return try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT \(place.key) FROM \(place.rows) WHERE \(condition) AND NOT (\(place.held))
                ORDER BY r.ended_at, r.id LIMIT ?
                """,
                values: values + [limit.databaseValue]
            ).map { row in
                EndedReport(
                    number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
                    category: try row.id("category"),
                    endedAt: try row.instant("ended_at")
                )
            }
        }
    }
}

// MARK: - The log of runs

extension SQLRetentionStore {
    public func noteRun(at now: Instant, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                """
                INSERT INTO retention_runs (municipality, at) VALUES ({town}, ?)
                ON CONFLICT (municipality) DO UPDATE SET at = excluded.at
                """,
                now
            )
        }
    }

    public func lastRun(in town: ID<Municipality>) async throws -> Instant? {
        try await database.town(town).read { transaction in
            try transaction.query("SELECT at FROM retention_runs WHERE municipality = {town}").first?.instant("at")
        }
    }

    public func begin(_ line: RetentionLine, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                """
                INSERT INTO retention_log
                    (municipality, run, position, at, data, term, outcome, clause, revision, counted, held)
                VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                line.run,
                line.position,
                line.at,
                line.data.rawValue,
                line.term,
                line.end.rawValue,
                line.clause?.description,
                line.revision,
                line.count,
                line.held
            )
        }
    }

    public func countErased(_ line: RetentionLine, in town: ID<Municipality>) async throws {
        try await database.town(town).write { try $0.count(1, in: line) }
    }

    public func log(limit: Int, in town: ID<Municipality>) async throws -> [RetentionLine] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT run, position, at, data, term, outcome, clause, revision, counted, held FROM retention_log
                WHERE municipality = {town} ORDER BY at DESC, run DESC, position LIMIT ?
                """,
                limit
            ).map(RetentionLine.init)
        }
    }
}

extension TownTransaction {
    fileprivate func count(_ discarded: Int, in line: RetentionLine) throws {
        try execute(
            """
            UPDATE retention_log SET counted = counted + ? WHERE municipality = {town} AND run = ? AND position = ?
            """,
            discarded,
            line.run,
            line.position
        )
    }
}

extension RetentionLine {
    fileprivate init(_ row: Row) throws {
        self.init(
            run: try row.id("run"),
            position: try row.int("position"),
            at: try row.instant("at"),
            data: try row.value("data"),
            term: try row.text("term"),
            end: try row.value("outcome"),
            clause: try row.optionalText("clause").map { Clause($0) },
            revision: try row.int("revision"),
            count: try row.int("counted"),
            held: try row.int("held")
        )
    }
}

extension RetainedData: Storable {}
extension RetentionEnd: Storable {}
