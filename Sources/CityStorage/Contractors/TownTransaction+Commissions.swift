import CityDomain
import CityKit

extension TownTransaction {
    private static let columns: SQL =
        "m.id, m.report, m.contractor, m.state, m.due, m.opens_until, m.ordered_at, m.cut, m.news"

    func commission(_ id: ID<Commission>) throws -> Commission? {
        try query("SELECT \(Self.columns) FROM commissions m WHERE m.municipality = {town} AND m.id = ?", id).first
            .map(Commission.init)
    }

    /// - Parameter condition: on the columns of `m`, a row of `commissions`, and the order.
    func commissions(where condition: SQL, _ value: any Storable) throws -> [SealedCommission] {
        try query(
            """
            SELECT \(Self.columns), r.year, r.sequence, r.category, k.wrapped_key FROM commissions m
            JOIN reports r ON r.municipality = m.municipality AND r.id = m.report
            JOIN data_keys k ON k.municipality = m.municipality AND k.owner = m.report AND k.purpose = 'case'
            WHERE m.municipality = {town} AND \(condition)
            """,
            value
        ).compactMap { row in
            let commission = try Commission(row)
            guard let contractor = try contractor(commission.contractor) else { return nil }
            return SealedCommission(
                commission: commission,
                number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
                category: try row.id("category"),
                caseKey: WrappedKey(bytes: try row.blob("wrapped_key")),
                contractor: contractor,
                lines: try commissionLines(of: commission.id),
                chosen: try query(
                    "SELECT photo FROM commission_photos WHERE municipality = {town} AND commission = ? ORDER BY photo",
                    commission.id
                ).map { try $0.id("photo") },
                sent: try photos(where: "p.commission = ? ORDER BY p.uploaded_at, p.id", commission.id)
            )
        }
    }

    private func commissionLines(of commission: ID<Commission>) throws -> [CommissionLine] {
        try query(
            """
            SELECT id, at, act, officer, words FROM commission_lines
            WHERE municipality = {town} AND commission = ? ORDER BY sequence
            """,
            commission
        ).map { row in
            CommissionLine(
                id: try row.id("id"),
                at: try row.instant("at"),
                act: try row.value("act"),
                officer: try row.value("officer"),
                words: try row.optionalBlob("words").map(Sealed.init(ciphertext:))
            )
        }
    }

    func insert(_ order: NewCommission) throws {
        let commission = order.commission
        try execute(
            """
            INSERT INTO commissions
                (municipality, id, report, contractor, state, due, opens_until, ordered_at, cut, news, reminded_soon,
                 reminded_late)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, FALSE, FALSE, ?, FALSE)
            """,
            commission.id,
            commission.report,
            commission.contractor,
            commission.state,
            commission.due,
            commission.opensUntil,
            commission.orderedAt,
            order.remindedUntil.map { commission.due <= $0 } ?? false
        )
        try insert(order.line, of: commission.id)
        for photo in order.photos {
            try execute(
                "INSERT INTO commission_photos (municipality, commission, photo) VALUES ({town}, ?, ?)",
                commission.id,
                photo
            )
        }
        try send(.commissionGiven, about: commission.id, at: commission.orderedAt)
    }

    func update(_ commission: Commission) throws {
        try execute(
            "UPDATE commissions SET state = ?, cut = ?, news = ? WHERE municipality = {town} AND id = ?",
            commission.state,
            commission.isCut,
            commission.hasNews,
            commission.id
        )
    }

    func insert(_ line: CommissionLine, of commission: ID<Commission>) throws {
        try execute(
            """
            INSERT INTO commission_lines (municipality, commission, sequence, id, at, act, officer, words)
            SELECT {town}, ?, COALESCE(MAX(sequence), 0) + 1, ?, ?, ?, ?, ?
            FROM commission_lines WHERE municipality = {town} AND commission = ?
            """,
            commission,
            line.id,
            line.at,
            line.act,
            line.officer,
            line.words?.ciphertext,
            commission
        )
    }

    /// A letter to the contractor.
    func send(_ letter: DeliveryMessage, about commission: ID<Commission>, at now: Instant) throws {
        try insert(
            PlannedDelivery(message: letter, channel: .email, state: .queued),
            as: ID("\(letter.rawValue)-\(commission)"),
            about: commission.rawValue,
            at: now
        )
        notify(.deliveries)
    }

    /// Gives waiting photos to the work that they show.
    ///
    /// - Throws: `ReportPhotoFailure.gone` when one of them does not wait any more.
    func claim(_ photos: NewReport.Photos, for commission: ID<Commission>, at now: Instant) throws {
        for id in photos.ids {
            let claimed = try change(
                """
                UPDATE report_photos SET commission = ?, expires_at = NULL
                WHERE municipality = {town} AND id = ? AND owner = ? AND report IS NULL AND complaint IS NULL
                    AND commission IS NULL AND expires_at > ?
                """,
                commission,
                id,
                photos.owner.rawValue,
                now
            )
            guard claimed == 1 else { throw ReportPhotoFailure.gone }
        }
    }

    /// Work that goes on, of which a contractor is to be reminded.
    func commissions(toRemind condition: SQL, _ days: [CivilDate], limit: Int) throws -> [ID<Commission>] {
        try query(
            """
            SELECT id FROM commissions
            WHERE municipality = {town} AND state IN ('ordered', 'accepted') AND NOT cut AND \(condition)
            ORDER BY due, id LIMIT ?
            """,
            values: days.map(\.databaseValue) + [limit.databaseValue]
        ).map { try $0.id("id") }
    }

    func remind(_ commission: ID<Commission>, _ letter: DeliveryMessage, at now: Instant) throws {
        let column: SQL = letter == .commissionDueSoon ? "reminded_soon" : "reminded_late"
        try execute("UPDATE commissions SET \(column) = TRUE WHERE municipality = {town} AND id = ?", commission)
        try send(letter, about: commission, at: now)
    }

    /// The case has ended: no link opens any more, and whoever still had something to do is told.
    func endCommissions(of report: ID<Report>, at now: Instant) throws {
        let open = try query(
            """
            SELECT id FROM commissions
            WHERE municipality = {town} AND report = ? AND state IN ('ordered', 'accepted') AND NOT cut
            """,
            report
        )
        for row in open {
            let id: ID<Commission> = try row.id("id")
            try send(.commissionOver, about: id, at: now)
        }
        try execute(
            """
            UPDATE commissions SET cut = TRUE, state = CASE WHEN state IN ('ordered', 'accepted') THEN 'ended' ELSE state END
            WHERE municipality = {town} AND report = ? AND NOT cut
            """,
            report
        )
        // Nobody looks for news of what has ended, and the index of news stays short.
        try execute("UPDATE commissions SET news = FALSE WHERE municipality = {town} AND report = ? AND news", report)
    }

    /// Takes all that was given away of a case out of every table, and destroys the keys of photos that were sent along. The
    /// files are nobody's then: the sweep of files removes them.
    func discardCommissions(of report: ID<Report>) throws {
        for row in try query("SELECT id FROM commissions WHERE municipality = {town} AND report = ?", report) {
            let id: ID<Commission> = try row.id("id")
            for photo in try photos(where: "p.commission = ?", id) { try removePhoto(photo.id) }
            let deliveries: SQL = "SELECT id FROM deliveries WHERE municipality = {town} AND subject = ?"
            try execute(
                "DELETE FROM delivery_attempts WHERE municipality = {town} AND delivery IN (\(deliveries))",
                id
            )
            try execute("DELETE FROM deliveries WHERE municipality = {town} AND subject = ?", id)
            try execute("DELETE FROM commission_lines WHERE municipality = {town} AND commission = ?", id)
            try execute("DELETE FROM commission_photos WHERE municipality = {town} AND commission = ?", id)
            try execute("DELETE FROM commissions WHERE municipality = {town} AND id = ?", id)
        }
    }

    /// Nobody keeps more waiting; those that came last count.
    private static let mostNews = 1_000

    /// Open reports of which a contractor said something that nobody has looked at.
    func openReportsWithNews(within scope: ReportScope) throws -> [ID<Report>] {
        try query(
            """
            SELECT DISTINCT m.report FROM commissions m
            JOIN reports r ON r.municipality = m.municipality AND r.id = m.report
            WHERE m.municipality = {town} AND m.news AND NOT r.finished\(scope.condition)
            ORDER BY m.report DESC LIMIT ?
            """,
            values: scope.values + [Self.mostNews.databaseValue]
        ).map { try $0.id("report") }
    }
}

extension Commission {
    /// - Parameter row: with the columns of `commissions`.
    init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            report: try row.id("report"),
            contractor: try row.id("contractor"),
            state: try row.value("state"),
            due: try row.date("due"),
            opensUntil: try row.date("opens_until"),
            orderedAt: try row.instant("ordered_at"),
            isCut: try row.bool("cut"),
            hasNews: try row.bool("news")
        )
    }
}

extension Commission.State: Storable {}
extension CommissionLine.Act: Storable {}
