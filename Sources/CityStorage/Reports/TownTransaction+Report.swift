import CityDomain
import CityKit

extension TownTransaction {
    /// The report without what the reporter wrote.
    func report(_ number: ReportNumber) throws -> Report? {
        try query(
            """
            SELECT id, year, sequence, category, kind, unit, status, received_at, hides_on, reopens_until, aside_until
            FROM reports
            WHERE municipality = {town} AND year = ? AND sequence = ?
            """,
            number.year,
            number.sequence
        ).first.map(report)
    }

    private func report(_ row: Row) throws -> Report {
        let id: ID<Report> = try row.id("id")
        return try report(
            row,
            history: try history(of: id),
            deadlines: try deadlines(of: id),
            joined: try joins(of: [id])[id],
            leads: try leads(of: [id])[id] ?? 0,
            furtherUnits: try furtherUnits(of: [id])[id] ?? [],
            split: try splits(of: [id])[id] ?? .none
        )
    }

    /// Reports of rows that have all columns of one, with few statements.
    func reports(_ rows: [Row]) throws -> [Report] {
        let ids: [ID<Report>] = try rows.map { try $0.id("id") }
        let histories = try histories(of: ids)
        let deadlines: [ID<Report>: [ReportDeadline]] = try deadlines(of: ids)
        let (joins, leads, units) = (try joins(of: ids), try leads(of: ids), try furtherUnits(of: ids))
        let splits = try splits(of: ids)
        return try zip(rows, ids).map { row, id in
            try report(
                row,
                history: histories[id] ?? [],
                deadlines: deadlines[id] ?? [],
                joined: joins[id],
                leads: leads[id] ?? 0,
                furtherUnits: units[id] ?? [],
                split: splits[id] ?? .none
            )
        }
    }

    private func report(
        _ row: Row,
        history: [ReportEvent],
        deadlines: [ReportDeadline],
        joined: Join?,
        leads: Int,
        furtherUnits: Set<ID<Unit>>,
        split: Split
    ) throws -> Report {
        Report(
            id: try row.id("id"),
            number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
            category: try row.id("category"),
            kind: try row.value("kind"),
            receivedAt: try row.instant("received_at"),
            unit: try row.id("unit"),
            status: try row.value("status"),
            history: history,
            deadlines: deadlines,
            hidesOn: try row.optionalDate("hides_on"),
            reopensUntil: try row.optionalDate("reopens_until"),
            joined: joined,
            leads: leads,
            furtherUnits: furtherUnits,
            split: split,
            aside: try row.optionalInstant("aside_until").map(Aside.init(until:))
        )
    }

    /// The report with all that is sealed.
    func reportFile(_ number: ReportNumber) throws -> ReportFile? {
        guard let report = try report(number) else { return nil }
        let row = try query(
            """
            SELECT content, contact, language, secret_hash, client_key, terms_version, origin, api_key,
                email_confirmed_at, reporter_erased_at, \(Self.isRestricted("reports")) AS restricted
            FROM reports WHERE municipality = {town} AND id = ?
            """,
            report.id
        ).first
        guard let row, let caseKey = try key(of: report.id.rawValue, for: "case") else { return nil }
        return ReportFile(
            report: report,
            content: Sealed(ciphertext: try row.blob("content")),
            contact: try row.optionalBlob("contact").map(Sealed.init(ciphertext:)),
            caseKey: caseKey,
            personKey: try key(of: report.id.rawValue, for: "person"),
            language: try row.value("language"),
            secretHash: try row.blob("secret_hash"),
            clientKey: try ClientKey(row.text("client_key")),
            termsVersion: try row.text("terms_version"),
            origin: NewReport.Origin(
                name: try row.text("origin"),
                apiKey: try row.optionalID("api_key"),
                foreign: try foreignNumber(of: report.id)
            ),
            emailConfirmedAt: try row.optionalInstant("email_confirmed_at"),
            published: try publication(of: report)?.text,
            reporterErasedAt: try row.optionalInstant("reporter_erased_at"),
            isRestricted: try row.bool("restricted")
        )
    }

    /// Whether the account that sent a row of `reports` has restricted the use of its data.
    ///
    /// - Parameter report: what the statement calls `reports`.
    static func isRestricted(_ report: SQL) -> SQL {
        """
        EXISTS (
            SELECT 1 FROM resident_reports o JOIN residents h ON h.municipality = o.municipality AND h.id = o.resident
            WHERE o.municipality = \(report).municipality AND o.report = \(report).id AND h.restricted_at IS NOT NULL
        )
        """
    }

    /// Whether whoever sent a row of `reports` took it back, or was not admitted.
    ///
    /// - Parameter report: what the statement calls `reports`.
    static func isGivenUp(_ report: SQL) -> SQL {
        "(\(report).status = 'closed' AND COALESCE(\(report).ground, '') IN ('withdrawn', 'notAdmitted'))"
    }

    /// The number it had in another system; nil for a report that began here.
    private func foreignNumber(of report: ID<Report>) throws -> ForeignNumber? {
        try query(
            "SELECT source, number FROM foreign_numbers WHERE municipality = {town} AND report = ?",
            report
        ).first.map { ForeignNumber(source: try $0.text("source"), number: try $0.text("number")) }
    }

    /// The wrapped key of a report or a person; nil once it was erased.
    func key(of owner: String, for purpose: String) throws -> WrappedKey? {
        try query(
            "SELECT wrapped_key FROM data_keys WHERE municipality = {town} AND owner = ? AND purpose = ?",
            owner,
            purpose
        ).first.map { WrappedKey(bytes: try $0.blob("wrapped_key")) }
    }

    func insert(_ key: WrappedKey, of owner: String, for purpose: String) throws {
        try execute(
            "INSERT INTO data_keys (municipality, owner, purpose, wrapped_key) VALUES ({town}, ?, ?, ?)",
            owner,
            purpose,
            key.bytes
        )
    }

    /// Stores keys of many owners: owner, purpose, key.
    func insertKeys(_ rows: [[Value]]) throws {
        try insert(
            "INSERT INTO data_keys (municipality, owner, purpose, wrapped_key) VALUES",
            row: "({town}, ?, ?, ?)",
            values: rows
        )
    }

    /// Stores what a change did: new lines of the history, the terms, the status, what everybody may see.
    func update(_ before: Report, to after: Report, by clock: LocalClock) throws {
        for event in after.history.dropFirst(before.history.count) { try tell(event, of: before) }
        try update(before.deadlines, to: after.deadlines, of: after.id)
        try execute(
            """
            UPDATE reports
            SET unit = ?, status = ?, finished = ?, ended_at = ?, ended_on = ?, ground = ?, hides_on = ?,
                reopens_until = ?, next_due = ?, waiting = ?, updated_at = ?, led_by = CASE WHEN unit = ? THEN led_by END,
                returned = (returned AND unit = ? AND NOT ?), aside_until = ?
            WHERE municipality = {town} AND id = ?
            """,
            after.unit,
            after.status.rawValue,
            after.status.isFinished,
            after.endedAt,
            after.endedAt.map(clock.date),
            after.ground,
            after.hidesOn,
            after.reopensUntil,
            after.nextDeadline?.due,
            after.isWaiting,
            after.updatedAt,
            // The unit that gets it says who leads it.
            after.unit,
            // Whoever gives it on, and whoever ends it, has settled that too.
            after.unit,
            after.status.isFinished,
            after.aside?.until,
            after.id
        )
        if before.unit != after.unit { try forget(furtherUnit: after.unit, of: after.id) }
        if !before.status.isFinished, let now = after.endedAt { try endCommissions(of: after.id, at: now) }
        try renewSplits(before, after)
        if before.isPutAside, let now = after.endedAt { try settleAside(after, at: now) }
        try show(before, after)
        try keepIdea(after)
    }

    /// Stores a new line of the history, and those who are told of it.
    private func tell(_ event: ReportEvent, of report: Report) throws {
        try insert(event, of: report.id)
        let told = OutboxEvent.Kind(of: event)
        guard let kind = report.isPutAside ? told.whileAside : told else { return }
        if kind.tellsProgramsOnly {
            try enqueueForPrograms(kind, about: report.id, sequence: event.sequence, at: event.at)
        } else {
            try enqueue(kind, about: report.id, sequence: event.sequence, at: event.at)
        }
    }

    /// Brings what everybody reads of it in line.
    private func show(_ before: Report, _ after: Report) throws {
        if before.isPublished, !after.isPublished { try unpublish(after.id) }
        if after.isPublished, before.isHidden != after.isHidden { try list(after) }
        // A public answer belongs to the answer that was given: another one is written and looked at anew.
        if before.status == .done, after.status != .done { try discardAnswer(to: after.id, after.number) }
    }

    /// Stores what the change brought besides the report itself.
    func store(_ change: ReportChange, of report: Report) throws {
        if let content = change.content {
            try execute(
                "UPDATE reports SET content = ? WHERE municipality = {town} AND id = ?",
                content.ciphertext,
                report.id
            )
        }
        if let text = change.publication { try publish(text, of: report) }
        if let point = change.point { try move(report.id, to: point) }
        if let update = change.update { try insert(update, of: report) }
        if let release = change.release { try settle(release, of: report) }
        if let thread = change.thread { try store(thread, of: report) }
    }
}

extension ReportStatus: Storable {}
extension ReportKind: Storable {}
extension Language: Storable {}
