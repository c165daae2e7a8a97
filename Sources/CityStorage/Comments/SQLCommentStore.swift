public import CityDomain
public import CityKit

/// Comments on published reports in the database.
public struct SQLCommentStore: CommentStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(
        _ comment: NewComment,
        since: Instant,
        in town: ID<Municipality>,
        check: @escaping @Sendable (Report, _ earlier: Int) throws -> Void
    ) async throws -> StoredComment {
        try await database.town(town).write { transaction in
            if let earlier = try transaction.comment(under: comment.formKey) { return earlier }
            let report = try transaction.publicReport(comment.comment.report)
            try check(report, try transaction.commentsWritten(by: comment.resident, since: since))
            guard try transaction.insert(comment) else { throw AccountFailure.residentSignedOut }
            return StoredComment(id: comment.comment.id, bodyHash: comment.bodyHash)
        }
    }

    public func add(
        _ comment: ReportComment,
        by officer: Officer,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        check: @escaping @Sendable (Report) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            try check(transaction.publicReport(comment.report))
            try transaction.insert(comment, by: officer)
            try transaction.note(entry)
        }
    }

    public func published(of report: ID<Report>, in town: ID<Municipality>) async throws -> [PublicComment] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT n.id, n.voice, n.unit, n.public_words, n.wording, n.written_at, n.published_at FROM comments n
                WHERE n.municipality = {town} AND n.report = ? AND n.state = 'published' ORDER BY n.written_at, n.id
                """,
                report
            ).map(PublicComment.init)
        }
    }

    public func counts(of reports: [ReportNumber], in town: ID<Municipality>) async throws -> [ReportNumber: Int] {
        try await database.town(town).read { transaction in
            let pairs = SQL.repeated("(CAST(? AS {int}), CAST(? AS {int}))", reports.count)
            let rows = try transaction.query(
                """
                SELECT r.year, r.sequence, CAST(COUNT(*) AS {int}) AS comments FROM reports r
                JOIN comments n ON n.municipality = r.municipality AND n.report = r.id AND n.state = 'published'
                WHERE r.municipality = {town} AND (r.year, r.sequence) IN (VALUES \(pairs))
                GROUP BY r.year, r.sequence
                """,
                values: reports.flatMap { [$0.year.databaseValue, $0.sequence.databaseValue] }
            )
            return try Dictionary(
                uniqueKeysWithValues: rows.map { row in
                    let number = ReportNumber(year: try row.int("year"), sequence: try row.int("sequence"))
                    return (number, try row.int("comments"))
                }
            )
        }
    }

    public func comment(_ id: ID<ReportComment>, in town: ID<Municipality>) async throws -> SealedComment? {
        try await database.town(town).read { try $0.comments(where: "n.id = ?", id).first }
    }

    public func comments(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [SealedComment] {
        try await database.town(town).read { transaction in
            try transaction.comments(where: "n.resident = ? ORDER BY n.written_at DESC, n.id DESC", resident)
        }
    }

    public func comments(on report: ID<Report>, in town: ID<Municipality>) async throws -> [SealedComment] {
        try await database.town(town).read { transaction in
            try transaction.comments(where: "n.report = ? ORDER BY n.written_at, n.id", report)
        }
    }

    public func waiting(limit: Int, within scope: ReportScope, in town: ID<Municipality>) async throws
        -> [SealedComment]
    {
        try await database.town(town).read { transaction in
            try transaction.comments(
                where: "\(TownTransaction.waitsForOffice)\(scope.condition) ORDER BY n.written_at, n.id LIMIT ?",
                values: scope.values + [limit.databaseValue]
            )
        }
    }

    public func waitingCount(within scope: ReportScope, in town: ID<Municipality>) async throws -> Int {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT CAST(COUNT(*) AS {int}) AS waiting FROM comments n
                JOIN reports r ON r.municipality = n.municipality AND r.id = n.report
                WHERE n.municipality = {town} AND \(TownTransaction.waitsForOffice)\(scope.condition)
                """,
                values: scope.values
            ).first?.int("waiting") ?? 0
        }
    }

    public func change(
        _ id: ID<ReportComment>,
        because reason: Sealed<PersonalText>?,
        telling letter: DeliveryMessage?,
        by officer: Officer,
        at now: Instant,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        _ change: @escaping @Sendable (inout ReportComment, CommentedReport) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            guard let sealed = try transaction.comments(where: "n.id = ?", id).first else {
                throw CommentFailure.unknown
            }
            if let writer = sealed.comment.resident, try transaction.isRestricted(writer) {
                throw CommentFailure.restricted
            }
            var comment = sealed.comment
            try change(&comment, sealed.report)
            // The key may have gone with the person since the reason was sealed.
            try transaction.update(comment, because: sealed.key == nil ? nil : reason, by: officer)
            if let letter, comment.resident != nil { try transaction.send(letter, about: id, at: now) }
            try transaction.note(entry)
        }
    }

    public func remove(_ id: ID<ReportComment>, of resident: ID<Resident>, in town: ID<Municipality>) async throws
        -> Bool
    {
        try await database.town(town).write { transaction in
            guard try transaction.comments(where: "n.id = ? AND n.resident = ?", id, resident).first != nil else {
                return false
            }
            try transaction.discardComment(id)
            return true
        }
    }

    public func flag(_ id: ID<ReportComment>, _ ground: CommentFlag, at now: Instant, in town: ID<Municipality>)
        async throws -> Bool
    {
        try await database.town(town).write { transaction in
            let changed = try transaction.change(
                """
                UPDATE comments SET flags = flags + 1
                WHERE municipality = {town} AND id = ? AND state = 'published' AND voice <> 'office'
                """,
                id
            )
            guard changed == 1 else { return false }
            try transaction.execute(
                """
                INSERT INTO comment_flags (municipality, comment, ground, count, flagged_at) VALUES ({town}, ?, ?, 1, ?)
                ON CONFLICT (municipality, comment, ground)
                DO UPDATE SET count = comment_flags.count + 1, flagged_at = excluded.flagged_at
                """,
                id,
                ground,
                now
            )
            return true
        }
    }

    public func flags(of id: ID<ReportComment>, in town: ID<Municipality>) async throws -> [CommentFlag: Int] {
        try await database.town(town).read { transaction in
            let rows = try transaction.query(
                "SELECT ground, count FROM comment_flags WHERE municipality = {town} AND comment = ?",
                id
            )
            return try Dictionary(uniqueKeysWithValues: rows.map { (try $0.value("ground"), try $0.int("count")) })
        }
    }
}
