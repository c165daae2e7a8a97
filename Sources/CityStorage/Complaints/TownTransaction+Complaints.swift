import CityDomain
import CityKit

extension TownTransaction {
    /// What is stored under the key of a form.
    func complaint(under formKey: [UInt8]) throws -> StoredComplaint? {
        try query(
            "SELECT id, year, sequence, body_hash FROM complaints WHERE municipality = {town} AND form_key = ?",
            formKey
        ).first.map { row in
            StoredComplaint(id: try row.id("id"), number: try ComplaintNumber(row), bodyHash: try row.blob("body_hash"))
        }
    }

    /// Stores a complaint under the next number of its year.
    ///
    /// - Throws: `AccountFailure.residentSignedOut` when the account was closed or erased meanwhile, so that nothing of the
    ///   person is stored behind an erasure.
    func insert(_ new: NewComplaint) throws -> StoredComplaint {
        let complaint = new.complaint
        if let resident = complaint.resident {
            guard try isUnblocked(resident) else { throw AccountFailure.residentSignedOut }
        }
        try insert(new.key, of: complaint.id.rawValue, for: "person")
        let year = complaint.number.year
        let number = ComplaintNumber(year: year, sequence: try next(1, in: "complaints-\(year)"))
        try execute(
            """
            INSERT INTO complaints
                (municipality, id, year, sequence, resident, subject, origin, received_on, stored_at, event_day, due, language,
                 has_email, content, form_key, body_hash)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            complaint.id,
            number.year,
            number.sequence,
            complaint.resident,
            complaint.subject,
            complaint.origin,
            complaint.receivedOn,
            complaint.storedAt,
            complaint.eventDay,
            complaint.due,
            complaint.language,
            complaint.hasEmail,
            new.content.ciphertext,
            new.formKey,
            new.bodyHash
        )
        return StoredComplaint(id: complaint.id, number: number, bodyHash: new.bodyHash)
    }

    /// - Parameter condition: on the columns of `c`, a row of `complaints`, and the order.
    /// - Returns: complaints without their lines.
    func complaints(where condition: SQL, _ values: any Storable...) throws -> [SealedComplaint] {
        try query(
            """
            SELECT \(Complaint.columns), c.content, k.wrapped_key, EXISTS (
                SELECT 1 FROM residents h
                WHERE h.municipality = c.municipality AND h.id = c.resident AND h.restricted_at IS NOT NULL
            ) AS restricted
            FROM complaints c
            LEFT JOIN data_keys k ON k.municipality = c.municipality AND k.owner = c.id AND k.purpose = 'person'
            WHERE c.municipality = {town} AND \(condition)
            """,
            values: values.map(\.databaseValue)
        ).map { row in
            SealedComplaint(
                complaint: try Complaint(row),
                content: try row.optionalBlob("content").map(Sealed.init(ciphertext:)),
                key: try row.optionalBlob("wrapped_key").map(WrappedKey.init(bytes:)),
                lines: [],
                isRestricted: try row.bool("restricted")
            )
        }
    }

    func withLines(_ sealed: SealedComplaint) throws -> SealedComplaint {
        SealedComplaint(
            complaint: sealed.complaint,
            content: sealed.content,
            key: sealed.key,
            lines: try lines(of: sealed.complaint.id),
            isRestricted: sealed.isRestricted
        )
    }

    func lines(of complaint: ID<Complaint>) throws -> [SealedComplaint.Line] {
        try query(
            """
            SELECT sequence, at, officer, words FROM complaint_lines
            WHERE municipality = {town} AND complaint = ? ORDER BY sequence
            """,
            complaint
        ).map { row in
            let line = ComplaintLine(
                sequence: try row.int("sequence"),
                at: try row.instant("at"),
                officer: try row.value("officer")
            )
            return SealedComplaint.Line(line: line, words: Sealed(ciphertext: try row.blob("words")))
        }
    }

    func insert(_ sealed: SealedComplaint.Line, of complaint: ID<Complaint>) throws {
        try execute(
            """
            INSERT INTO complaint_lines (municipality, complaint, sequence, at, officer, words)
            VALUES ({town}, ?, ?, ?, ?, ?)
            """,
            complaint,
            sealed.line.sequence,
            sealed.line.at,
            sealed.line.officer,
            sealed.words.ciphertext
        )
    }

    func update(_ complaint: Complaint) throws {
        try execute(
            """
            UPDATE complaints SET outcome = ?, answered_at = ?, ended_at = COALESCE(ended_at, CAST(? AS {int}))
            WHERE municipality = {town} AND id = ?
            """,
            complaint.answer?.outcome.rawValue,
            complaint.answer?.at,
            complaint.answer?.at,
            complaint.id
        )
    }

    /// A letter about a complaint to the address that it names.
    func send(_ letter: DeliveryMessage, about complaint: ID<Complaint>, at now: Instant) throws {
        try insert(
            PlannedDelivery(message: letter, channel: .email, state: .queued),
            as: ID("\(letter.rawValue)-\(complaint)"),
            about: complaint.rawValue,
            at: now
        )
        notify(.deliveries)
    }

    /// Gives waiting photos to the complaint that is being stored.
    ///
    /// - Throws: `ReportPhotoFailure.gone` when one of them does not wait any more.
    func claim(_ photos: NewReport.Photos, for complaint: ID<Complaint>, at now: Instant) throws {
        for (position, id) in photos.ids.enumerated() {
            let claimed = try change(
                """
                UPDATE report_photos SET complaint = ?, position = ?, expires_at = NULL
                WHERE municipality = {town} AND id = ? AND owner = ? AND report IS NULL AND complaint IS NULL
                    AND commission IS NULL AND expires_at > ?
                """,
                complaint,
                position,
                id,
                photos.owner.rawValue,
                now
            )
            guard claimed == 1 else { throw ReportPhotoFailure.gone }
        }
    }
}

// MARK: - How they go

extension TownTransaction {
    /// Leaves of a person's complaints what is about nobody: that there was one, when, and how it ended. What the hash was made
    /// from held the words too, so it goes as well.
    func leaveComplaints(of resident: ID<Resident>, at now: Instant) throws {
        let own: SQL = "SELECT id FROM complaints WHERE municipality = {town} AND resident = ?"
        for row in try query(own, resident) { try forgetWords(of: try row.id("id")) }
        try execute(
            """
            UPDATE deliveries SET state = 'cancelled', lease = NULL, lease_until = NULL, updated_at = ?
            WHERE municipality = {town} AND state IN ('held', 'queued', 'leased') AND subject IN (\(own))
            """,
            now,
            resident
        )
        try execute(
            """
            UPDATE complaints SET resident = NULL, content = NULL, has_email = FALSE, body_hash = ?, erased_at = ?,
                ended_at = COALESCE(ended_at, CAST(? AS {int}))
            WHERE municipality = {town} AND resident = ?
            """,
            [UInt8](),
            now,
            now,
            resident
        )
    }

    /// Takes a complaint out of every table, and destroys its keys. The files of its photos are nobody's then: the sweep of
    /// files removes them. Its number is not given again.
    func discardComplaint(_ complaint: ID<Complaint>) throws {
        try forgetWords(of: complaint)
        let deliveries: SQL = "SELECT id FROM deliveries WHERE municipality = {town} AND subject = ?"
        try execute(
            "DELETE FROM delivery_attempts WHERE municipality = {town} AND delivery IN (\(deliveries))",
            complaint
        )
        try execute("DELETE FROM deliveries WHERE municipality = {town} AND subject = ?", complaint)
        try execute("DELETE FROM complaints WHERE municipality = {town} AND id = ?", complaint)
    }

    /// Destroys the key of a complaint, what the office wrote, and its photos.
    private func forgetWords(of complaint: ID<Complaint>) throws {
        try eraseKeys(of: complaint.rawValue, for: "person")
        try execute("DELETE FROM complaint_lines WHERE municipality = {town} AND complaint = ?", complaint)
        let photos: SQL = "SELECT id FROM report_photos WHERE municipality = {town} AND complaint = ?"
        for row in try query(photos, complaint) { try removePhoto(try row.id("id")) }
    }
}

extension Complaint {
    static let columns: SQL = """
        c.id, c.year, c.sequence, c.resident, c.subject, c.origin, c.received_on, c.stored_at, c.event_day, c.due, c.language,
        c.has_email, c.outcome, c.answered_at, c.erased_at
        """

    init(_ row: Row) throws {
        let outcome: Outcome? = try row.value("outcome")
        let answeredAt = try row.optionalInstant("answered_at")
        self.init(
            id: try row.id("id"),
            number: try ComplaintNumber(row),
            resident: try row.optionalID("resident"),
            subject: try row.value("subject"),
            origin: try row.value("origin"),
            receivedOn: try row.date("received_on"),
            storedAt: try row.instant("stored_at"),
            eventDay: try row.optionalDate("event_day"),
            due: try row.optionalDate("due"),
            language: try row.value("language"),
            hasEmail: try row.bool("has_email"),
            erasedAt: try row.optionalInstant("erased_at"),
            answer: outcome.flatMap { outcome in answeredAt.map { Answer(outcome: outcome, at: $0) } }
        )
    }
}

extension ComplaintNumber {
    fileprivate init(_ row: Row) throws {
        self.init(year: try row.int("year"), sequence: try row.int("sequence"))
    }
}

extension Complaint.Origin: Storable {}
extension Complaint.Outcome: Storable {}
extension ComplaintSubject: Storable {}
