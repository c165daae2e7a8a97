import CityDomain
import CityKit

extension TownTransaction {
    /// The oldest first.
    func thread(of report: ID<Report>) throws -> [SealedMessage] {
        try query(
            """
            SELECT id, report, at, way, officer, line, words, sender, from_elsewhere, mail_file, mail_size, refused, news
            FROM report_messages WHERE municipality = {town} AND report = ? ORDER BY at, id
            """,
            report
        ).map { row in
            let message = try ReportMessage(row)
            let photos = try photos(where: "p.message = ? ORDER BY p.uploaded_at, p.id", message.id)
            return SealedMessage(message: message, photos: photos)
        }
    }

    func wasTaken(_ mail: [UInt8]) throws -> Bool {
        try !query("SELECT report FROM taken_mails WHERE municipality = {town} AND mail = ?", mail).isEmpty
    }

    /// - Returns: how much of it was news.
    func see(_ report: ID<Report>, upTo last: ID<ReportMessage>) throws -> Int {
        try change(
            """
            UPDATE report_messages SET news = FALSE
            WHERE municipality = {town} AND report = ? AND news AND (at, id) <= (
                SELECT l.at, l.id FROM report_messages l WHERE l.municipality = {town} AND l.report = ? AND l.id = ?
            )
            """,
            report,
            report,
            last
        )
    }

    /// - Throws: `ReplyFailure.takenBefore`, `.tooMany`, `.unknown`; `ReportPhotoFailure.gone`.
    func store(_ thread: ThreadChange, of report: Report) throws {
        if let mail = thread.mail {
            guard try !wasTaken(mail) else { throw ReplyFailure.takenBefore }
            try execute(
                "INSERT INTO taken_mails (municipality, mail, report, at) VALUES ({town}, ?, ?, ?)",
                mail,
                report.id,
                thread.at
            )
        }
        if let message = thread.message {
            if let last = thread.seen { _ = try see(report.id, upTo: last) }
            try check(message, of: report, at: thread.at)
            try insert(message)
            if let photos = thread.photos { try claim(photos, for: message.id, at: thread.at) }
        }
        if let letter = thread.letter { try write(letter, to: report.id, at: thread.at) }
    }

    private func check(_ message: ReportMessage, of report: Report, at now: Instant) throws {
        switch message.way {
        case .office: return
        // The person may have been erased since the mail was read.
        case .mail where try key(of: report.id.rawValue, for: "person") == nil: throw ReplyFailure.unknown
        case .mail, .page: break
        }
        // What the office asked for is never too much.
        if message.line == nil { try limit(report.id, at: now) }
    }

    private func limit(_ report: ID<Report>, at now: Instant) throws {
        let count = try query(
            """
            SELECT CAST(COUNT(*) AS {int}) AS messages FROM report_messages
            WHERE municipality = {town} AND report = ? AND at > ? AND way <> 'office' AND line IS NULL
            """,
            report,
            now - .days(1)
        ).first?.int("messages")
        let most = ReportMessage.mostInADay
        guard (count ?? 0) < most else { throw ReplyFailure.tooMany(limit: most) }
    }

    private func insert(_ message: ReportMessage) throws {
        try execute(
            """
            INSERT INTO report_messages
                (municipality, id, report, at, way, officer, line, words, sender, from_elsewhere, mail_file, mail_size,
                 refused, news)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            message.id,
            message.report,
            message.at,
            message.way.name,
            message.way.officer,
            message.line,
            message.words?.ciphertext,
            message.mail?.sender?.ciphertext,
            message.mail?.from == .elsewhere,
            message.mail?.original?.name,
            message.mail?.original?.size,
            message.mail?.refused?.ciphertext,
            message.isNews
        )
    }

    /// Gives waiting photos to the message with which they came.
    private func claim(_ photos: NewReport.Photos, for message: ID<ReportMessage>, at now: Instant) throws {
        for id in photos.ids {
            let claimed = try change(
                """
                UPDATE report_photos SET message = ?, expires_at = NULL
                WHERE municipality = {town} AND id = ? AND owner = ? AND report IS NULL AND complaint IS NULL
                    AND commission IS NULL AND message IS NULL AND expires_at > ?
                """,
                message,
                id,
                photos.owner.rawValue,
                now
            )
            guard claimed == 1 else { throw ReportPhotoFailure.gone }
        }
    }

    /// A letter to the reporter: it goes once the address is confirmed; nothing where there is none, or it was written before.
    private func write(_ letter: DeliveryMessage, to report: ID<Report>, at now: Instant) throws {
        let row = try query(
            "SELECT has_email, email_confirmed_at FROM reports WHERE municipality = {town} AND id = ?",
            report
        ).first
        guard let row, try row.bool("has_email") else { return }
        let state: DeliveryState = try row.optionalInstant("email_confirmed_at") == nil ? .held : .queued
        try execute(
            """
            INSERT INTO deliveries
                (municipality, id, message, recipient, subject, channel, state, attempt, due_at, created_at, updated_at)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
            ON CONFLICT (municipality, subject, message, channel, recipient) DO NOTHING
            """,
            "\(report)-\(letter.rawValue)",
            letter.rawValue,
            Recipient.reporter.rawValue,
            report,
            ChannelKind.email.rawValue,
            state.rawValue,
            now,
            now,
            now
        )
        notify(.deliveries)
    }

    /// Destroys the keys of photos that came with messages of a report. Their files are nobody's then.
    func discardPhotosOfThread(of report: ID<Report>) throws {
        for row in try query("SELECT id FROM report_messages WHERE municipality = {town} AND report = ?", report) {
            let id: ID<ReportMessage> = try row.id("id")
            for photo in try photos(where: "p.message = ?", id) { try removePhoto(photo.id) }
        }
    }

    /// Nobody keeps more waiting; those that came last count.
    private static let mostNews = 1_000

    /// Open reports whose reporter wrote something that nobody has looked at.
    func openReportsWithMessages(within scope: ReportScope) throws -> [ID<Report>] {
        try query(
            """
            SELECT DISTINCT m.report FROM report_messages m
            JOIN reports r ON r.municipality = m.municipality AND r.id = m.report
            WHERE m.municipality = {town} AND m.news AND NOT r.finished AND r.aside_until IS NULL\(scope.condition)
            ORDER BY m.report DESC LIMIT ?
            """,
            values: scope.values + [Self.mostNews.databaseValue]
        ).map { try $0.id("report") }
    }
}

extension ReportMessage {
    /// - Parameter row: with the columns of `report_messages`.
    fileprivate init(_ row: Row) throws {
        let way = try row.text("way")
        let sealed = { (column: String) in
            try row.optionalBlob(column).map(Sealed<PersonalText>.init(ciphertext:))
        }
        let original = try row.optionalText("mail_file").map {
            StoredFile(name: ID($0), size: try row.optionalInt("mail_size") ?? 0)
        }
        self.init(
            id: try row.id("id"),
            report: try row.id("report"),
            at: try row.instant("at"),
            way: way == "office" ? .office(try row.value("officer")) : way == "mail" ? .mail : .page,
            line: try row.optionalInt("line"),
            words: try sealed("words"),
            mail: way == "mail"
                ? Mail(
                    sender: try sealed("sender"),
                    from: try row.bool("from_elsewhere") ? .elsewhere : .ownAddress,
                    original: original,
                    refused: try sealed("refused")
                ) : nil,
            isNews: try row.bool("news")
        )
    }
}

extension ReportMessage.Way {
    fileprivate var name: String {
        switch self {
        case .office: "office"
        case .page: "page"
        case .mail: "mail"
        }
    }

    fileprivate var officer: Officer? { if case .office(let officer) = self { officer } else { nil } }
}
