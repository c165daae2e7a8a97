import CityDomain
import CityKit

extension TownTransaction {
    /// What is stored under the key of a form.
    func comment(under formKey: [UInt8]) throws -> StoredComment? {
        try query(
            "SELECT id, body_hash FROM comments WHERE municipality = {town} AND form_key = ?",
            formKey
        ).first.map { StoredComment(id: try $0.id("id"), bodyHash: try $0.blob("body_hash")) }
    }

    /// - Throws: `ReportFailure.notFound` when it is not public.
    func publicReport(_ id: ID<Report>) throws -> Report {
        let row = try query("SELECT year, sequence FROM reports WHERE municipality = {town} AND id = ?", id).first
        guard let row,
            let report = try report(ReportNumber(year: try row.int("year"), sequence: try row.int("sequence"))),
            try publication(of: report) != nil
        else { throw ReportFailure.notFound }
        return report
    }

    func commentsWritten(by resident: ID<Resident>, since: Instant) throws -> Int {
        try query(
            """
            SELECT CAST(COUNT(*) AS {int}) AS written FROM comments
            WHERE municipality = {town} AND resident = ? AND written_at >= ?
            """,
            resident,
            since
        ).first?.int("written") ?? 0
    }

    /// - Returns: false when the account was closed or erased meanwhile; nothing is stored then.
    func insert(_ new: NewComment) throws -> Bool {
        let comment = new.comment
        let inserted = try change(
            """
            INSERT INTO comments
                (municipality, id, report, resident, voice, written_at, words, form_key, body_hash, state, flags)
            SELECT {town}, CAST(? AS TEXT), CAST(? AS TEXT), id, CASE WHEN EXISTS (
                    SELECT 1 FROM resident_reports o
                    WHERE o.municipality = {town} AND o.resident = residents.id AND o.report = ?
                ) THEN 'reporter' ELSE 'resident' END,
                CAST(? AS {int}), CAST(? AS {blob}), CAST(? AS {blob}), CAST(? AS {blob}), 'waiting', 0
            FROM residents WHERE municipality = {town} AND id = ? AND blocked_at IS NULL
            """,
            comment.id,
            comment.report,
            comment.report,
            comment.writtenAt,
            new.words.ciphertext,
            new.formKey,
            new.bodyHash,
            new.resident
        )
        guard inserted == 1 else { return false }
        try insert(new.key, of: comment.id.rawValue, for: "person")
        return true
    }

    /// Stores a comment of the office.
    func insert(_ comment: ReportComment, by officer: Officer) throws {
        try execute(
            """
            INSERT INTO comments
                (municipality, id, report, voice, unit, written_at, state, decided_at, officer, public_words, wording,
                 published_at, flags)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
            """,
            comment.id,
            comment.report,
            comment.voice.word,
            comment.voice.unit,
            comment.writtenAt,
            comment.state,
            comment.decidedAt,
            officer,
            comment.published?.words,
            comment.published?.wording.rawValue,
            comment.published?.at
        )
    }

    /// Whether the office has to look at a comment `n`: not while nothing but keeping is done with the data of its writer.
    static let waitsForOffice: SQL = """
        (n.state = 'waiting' OR n.flags > 0) AND NOT EXISTS (
            SELECT 1 FROM residents h
            WHERE h.municipality = n.municipality AND h.id = n.resident AND h.restricted_at IS NOT NULL
        )
        """

    /// - Parameter condition: on the columns of `n`, a row of `comments`, and `r`, its report; and the order.
    func comments(where condition: SQL, values: [Value]) throws -> [SealedComment] {
        try query(
            """
            SELECT n.id, n.report, n.resident, n.voice, n.unit, n.written_at, n.words, n.reason, n.state, n.decided_at,
                n.public_words, n.wording, n.published_at, n.flags, n.ground, r.year, r.sequence, r.unit AS report_unit, r.category,
                k.wrapped_key
            FROM comments n JOIN reports r ON r.municipality = n.municipality AND r.id = n.report
            LEFT JOIN data_keys k ON k.municipality = n.municipality AND k.owner = n.id AND k.purpose = 'person'
            WHERE n.municipality = {town} AND \(condition)
            """,
            values: values
        ).map(SealedComment.init)
    }

    func comments(where condition: SQL, _ values: any Storable...) throws -> [SealedComment] {
        try comments(where: condition, values: values.map(\.databaseValue))
    }

    /// A reason that was given before stays where there is no new one.
    func update(_ comment: ReportComment, because reason: Sealed<PersonalText>?, by officer: Officer) throws {
        try execute(
            """
            UPDATE comments SET state = ?, decided_at = ?, officer = ?, public_words = ?, wording = ?, published_at = ?,
                flags = ?, ground = ?, reason = COALESCE(CAST(? AS {blob}), reason)
            WHERE municipality = {town} AND id = ?
            """,
            comment.state,
            comment.decidedAt,
            officer,
            comment.published?.words,
            comment.published?.wording.rawValue,
            comment.published?.at,
            comment.flags,
            comment.ground,
            reason?.ciphertext,
            comment.id
        )
        if comment.flags == 0 { try forgetFlags(of: comment.id) }
    }

    /// A letter about a comment to whoever wrote it.
    func send(_ letter: DeliveryMessage, about comment: ID<ReportComment>, at now: Instant) throws {
        try insert(
            PlannedDelivery(message: letter, channel: .email, state: .queued),
            as: ID("\(letter.rawValue)-\(comment)"),
            about: comment.rawValue,
            at: now
        )
        notify(.deliveries)
    }

    private func forgetFlags(of comment: ID<ReportComment>) throws {
        try execute("DELETE FROM comment_flags WHERE municipality = {town} AND comment = ?", comment)
    }
}

// MARK: - How they go

extension TownTransaction {
    /// Leaves of a person's comments what everybody reads, as nobody's; the others go, and so does what was written before the
    /// office changed it.
    func leaveComments(of resident: ID<Resident>, at now: Instant) throws {
        let own: SQL = "FROM comments WHERE municipality = {town} AND resident = ?"
        try execute(
            """
            UPDATE deliveries SET state = 'cancelled', lease = NULL, lease_until = NULL, updated_at = ?
            WHERE municipality = {town} AND state IN ('held', 'queued', 'leased') AND subject IN (SELECT id \(own))
            """,
            now,
            resident
        )
        try execute(
            "DELETE FROM data_keys WHERE municipality = {town} AND purpose = 'person' AND owner IN (SELECT id \(own))",
            resident
        )
        try execute("DELETE \(own) AND state <> 'published'", resident)
        try execute(
            """
            UPDATE comments SET resident = NULL, words = NULL, reason = NULL, form_key = NULL, body_hash = NULL
            WHERE municipality = {town} AND resident = ?
            """,
            resident
        )
    }

    /// Takes a comment out of every table, and destroys its key.
    func discardComment(_ comment: ID<ReportComment>) throws {
        try eraseKeys(of: comment.rawValue, for: "person")
        let deliveries: SQL = "SELECT id FROM deliveries WHERE municipality = {town} AND subject = ?"
        try execute(
            "DELETE FROM delivery_attempts WHERE municipality = {town} AND delivery IN (\(deliveries))",
            comment
        )
        try execute("DELETE FROM deliveries WHERE municipality = {town} AND subject = ?", comment)
        try forgetFlags(of: comment)
        try execute("DELETE FROM comments WHERE municipality = {town} AND id = ?", comment)
    }
}

// MARK: - Rows

extension CommentVoice {
    /// The word of the database.
    fileprivate var word: String {
        switch self {
        case .reporter: "reporter"
        case .resident: "resident"
        case .office: "office"
        }
    }

    fileprivate var unit: ID<Unit>? { if case .office(let unit) = self { unit } else { nil } }

    fileprivate init(_ row: Row) throws {
        if let unit: ID<Unit> = try row.optionalID("unit") {
            self = .office(unit)
        } else {
            self = try row.text("voice") == "reporter" ? .reporter : .resident
        }
    }
}

extension PublicComment {
    init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            voice: try CommentVoice(row),
            words: try row.text("public_words"),
            wording: try row.value("wording"),
            writtenAt: try row.instant("written_at"),
            publishedAt: try row.instant("published_at")
        )
    }
}

extension SealedComment {
    fileprivate init(_ row: Row) throws {
        self.init(
            comment: try ReportComment(row),
            report: CommentedReport(
                number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
                unit: try row.id("report_unit"),
                category: try row.id("category")
            ),
            words: try row.optionalBlob("words").map(Sealed.init(ciphertext:)),
            reason: try row.optionalBlob("reason").map(Sealed.init(ciphertext:)),
            key: try row.optionalBlob("wrapped_key").map(WrappedKey.init(bytes:))
        )
    }
}

extension ReportComment {
    fileprivate init(_ row: Row) throws {
        let words = try row.optionalText("public_words")
        let publishedAt = try row.optionalInstant("published_at")
        let published = try words.flatMap { words in
            try publishedAt.map { Published(words: words, wording: try row.value("wording"), at: $0) }
        }
        self.init(
            id: try row.id("id"),
            report: try row.id("report"),
            resident: try row.optionalID("resident"),
            voice: try CommentVoice(row),
            writtenAt: try row.instant("written_at"),
            state: try row.value("state"),
            decidedAt: try row.optionalInstant("decided_at"),
            published: published,
            flags: try row.int("flags"),
            ground: try row.value("ground")
        )
    }
}

extension ReportComment.State: Storable {}
extension ReportEvent.Wording: Storable {}
extension CommentFlag: Storable {}
extension RejectionReason: Storable {}
