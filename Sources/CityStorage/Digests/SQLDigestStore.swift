public import CityDomain
public import CityKit

/// The letters of a morning in the database.
public struct SQLDigestStore: DigestStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func due(_ query: DueQuery, limit: Int, in town: ID<Municipality>) async throws -> Digest.Section {
        try await database.town(town).read { transaction in
            Digest.Section(
                total: try transaction.countDue(query),
                lines: try transaction.dueCases(query, limit: limit)
            )
        }
    }

    public func lastDay(in town: ID<Municipality>) async throws -> CivilDate? {
        try await database.town(town).read { transaction in
            try transaction.query("SELECT day FROM digest_days WHERE municipality = {town}").first?.date("day")
        }
    }

    public func add(_ digest: StaffDigest, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let added = try transaction.change(
                """
                INSERT INTO staff_digests (municipality, id, staff, day, created_at) VALUES ({town}, ?, ?, ?, ?)
                ON CONFLICT (municipality, day, staff) DO NOTHING
                """,
                values: [
                    digest.id.databaseValue, digest.staff.databaseValue, digest.day.databaseValue,
                    digest.createdAt.databaseValue,
                ]
            )
            guard added > 0 else { return }
            try transaction.insert(
                PlannedDelivery(message: .staffReminded, channel: .email, state: .queued),
                as: ID("digest-\(digest.id)"),
                about: digest.id.rawValue,
                at: digest.createdAt
            )
            transaction.notify(.deliveries)
        }
    }

    public func conclude(_ day: CivilDate, forgetting forgotten: CivilDate, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                """
                INSERT INTO digest_days (municipality, day) VALUES ({town}, ?)
                ON CONFLICT (municipality) DO UPDATE SET day = excluded.day
                """,
                day
            )
            try transaction.execute("DELETE FROM staff_digests WHERE municipality = {town} AND day <= ?", forgotten)
        }
    }

    public func digest(_ id: ID<StaffDigest>, in town: ID<Municipality>) async throws -> StaffDigest? {
        try await database.town(town).read { transaction in
            try transaction.query(
                "SELECT staff, day, created_at FROM staff_digests WHERE municipality = {town} AND id = ?",
                id
            ).first.map { row in
                StaffDigest(
                    id: id,
                    staff: try row.id("staff"),
                    day: try row.date("day"),
                    createdAt: try row.instant("created_at")
                )
            }
        }
    }

    public func declined(in town: ID<Municipality>) async throws -> Set<ID<Staff>> {
        try await database.town(town).read { transaction in
            Set(
                try transaction.query("SELECT staff FROM digests_declined WHERE municipality = {town}").map {
                    try $0.id("staff")
                }
            )
        }
    }

    public func setWish(_ wish: DigestWish, of staff: ID<Staff>, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "DELETE FROM digests_declined WHERE municipality = {town} AND staff = ?",
                staff
            )
            guard wish == .declined else { return }
            try transaction.execute("INSERT INTO digests_declined (municipality, staff) VALUES ({town}, ?)", staff)
        }
    }
}

extension TownTransaction {
    /// Asks the index of the inbox alone.
    fileprivate func countDue(_ query: DueQuery) throws -> Int {
        let condition = query.condition
        return try self.query(
            """
            SELECT CAST(COUNT(*) AS {int}) AS due FROM reports r
            WHERE r.municipality = {town} AND NOT r.finished AND r.aside_until IS NULL
                \(condition.sql)\(query.scope.condition)
            """,
            values: condition.values + query.scope.values
        ).first?.int("due") ?? 0
    }

    fileprivate func dueCases(_ query: DueQuery, limit: Int) throws -> [DueCase] {
        let condition = query.condition
        return try self.query(
            """
            SELECT r.year, r.sequence, r.category, r.next_due, r.led_by FROM reports r
            WHERE r.municipality = {town} AND NOT r.finished AND r.aside_until IS NULL
                \(condition.sql)\(query.scope.condition)
            ORDER BY COALESCE(r.next_due, 9999999), r.received_at, r.id LIMIT ?
            """,
            values: condition.values + query.scope.values + [limit.databaseValue]
        ).map { row in
            DueCase(
                number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
                category: try row.id("category"),
                due: try row.optionalDate("next_due"),
                lead: try row.optionalID("led_by")
            )
        }
    }
}

extension DueQuery {
    /// ` AND …` for an open report named `r`.
    fileprivate var condition: (sql: SQL, values: [Value]) {
        var (sql, values): (SQL, [Value]) = ("", [])
        if let through {
            sql = " AND COALESCE(r.next_due, 9999999) <= ?"
            values.append(through.databaseValue)
        }
        if let from {
            sql = "\(sql) AND COALESCE(r.next_due, 9999999) >= ?"
            values.append(from.databaseValue)
        }
        if let supported {
            sql = """
                \(sql) AND EXISTS (SELECT 1 FROM ideas i WHERE i.municipality = {town} AND i.report = r.id
                    AND i.supported_at >= ? AND i.supported_at < ?)
                """
            values += [supported.lowerBound.databaseValue, supported.upperBound.databaseValue]
        }
        switch lead {
        case .nobodyOrOneOf(let staff):
            return (
                "\(sql) AND (r.led_by IS NULL OR \(SQL.led(byOneOf: staff.count)))",
                values + staff.map(\.databaseValue)
            )
        case .nobody: return ("\(sql) AND r.led_by IS NULL", values)
        case .oneOf(let staff):
            return ("\(sql) AND \(SQL.led(byOneOf: staff.count))", values + staff.map(\.databaseValue))
        case .notOneOf(let staff):
            return (
                "\(sql) AND r.led_by IS NOT NULL AND NOT \(SQL.led(byOneOf: staff.count))",
                values + staff.map(\.databaseValue)
            )
        }
    }
}
