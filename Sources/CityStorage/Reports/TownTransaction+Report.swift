import CityDomain
import CityKit

extension TownTransaction {
    /// The report without what the reporter wrote.
    func report(_ number: ReportNumber) throws -> Report? {
        try query(
            """
            SELECT id, year, sequence, category, kind, status, received_at FROM reports
            WHERE municipality = {town} AND year = ? AND sequence = ?
            """,
            number.year,
            number.sequence
        ).first.map(report)
    }

    func report(_ row: Row) throws -> Report {
        let id: ID<Report> = try row.id("id")
        return Report(
            id: id,
            number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
            category: try row.id("category"),
            kind: try row.value("kind"),
            receivedAt: try row.instant("received_at"),
            status: try row.value("status"),
            history: try history(of: id),
            deadlines: try deadlines(of: id)
        )
    }

    private func history(of report: ID<Report>) throws -> [ReportEvent] {
        try query(
            """
            SELECT sequence, status, at, actor, staff, rejection, answer FROM report_events
            WHERE municipality = {town} AND report = ? ORDER BY sequence
            """,
            report
        ).map { row in
            ReportEvent(
                sequence: try row.int("sequence"),
                status: try row.value("status"),
                at: try row.instant("at"),
                actor: ReportEvent.Actor(name: try row.text("actor"), staff: try row.optionalID("staff")),
                rejection: try row.value("rejection"),
                answer: try row.optionalBlob("answer").map(Sealed.init(ciphertext:))
            )
        }
    }

    private func deadlines(of report: ID<Report>) throws -> [ReportDeadline] {
        try query(
            """
            SELECT name, started_on, within, due, revision, ends_at, clause, ended_on FROM report_deadlines
            WHERE municipality = {town} AND report = ? ORDER BY started_on, name
            """,
            report
        ).map(deadline)
    }

    func deadline(_ row: Row) throws -> ReportDeadline {
        ReportDeadline(
            name: try row.value("name"),
            startedOn: try row.date("started_on"),
            within: try Period(row.text("within")),
            due: try row.date("due"),
            revision: try row.int("revision"),
            endsAt: Set(
                try row.text("ends_at").split(separator: " ").compactMap { ReportStatus(rawValue: String($0)) }
            ),
            clause: Clause(try row.text("clause")),
            endedOn: try row.optionalDate("ended_on")
        )
    }

    /// The report with all that is sealed.
    func reportFile(_ number: ReportNumber) throws -> ReportFile? {
        guard let report = try report(number) else { return nil }
        let row = try query(
            """
            SELECT content, contact, language, secret_hash, client_key, terms_version, origin, api_key,
                email_confirmed_at
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
            origin: NewReport.Origin(name: try row.text("origin"), apiKey: try row.optionalID("api_key")),
            emailConfirmedAt: try row.optionalInstant("email_confirmed_at"),
            published: try publication(of: report)?.text
        )
    }

    /// The wrapped key of a report or a person; nil once it was erased.
    func key(of owner: String, for purpose: String) throws -> WrappedKey? {
        try query(
            "SELECT wrapped_key FROM data_keys WHERE municipality = {town} AND owner = ? AND purpose = ?",
            owner,
            purpose
        ).first.map { WrappedKey(bytes: try $0.blob("wrapped_key")) }
    }

    /// Stores what a move changed: new lines of the history, terms that ended or began, the status.
    func update(_ before: Report, to after: Report) throws {
        for event in after.history.dropFirst(before.history.count) {
            try insert(event, of: after.id)
            try enqueue(.reportMoved, about: after.id, sequence: event.sequence, at: event.at)
        }
        for deadline in after.deadlines where before.deadlines.contains(where: { $0.name == deadline.name }) {
            try execute(
                """
                UPDATE report_deadlines SET ended_on = ?, due = ?
                WHERE municipality = {town} AND report = ? AND name = ?
                """,
                deadline.endedOn,
                deadline.due,
                after.id,
                deadline.name.rawValue
            )
        }
        let started = after.deadlines.filter { new in !before.deadlines.contains { $0.name == new.name } }
        try insert(started, of: after.id)
        try execute(
            """
            UPDATE reports SET status = ?, finished = ?, next_due = ?, updated_at = ?
            WHERE municipality = {town} AND id = ?
            """,
            after.status.rawValue,
            after.status.isFinished,
            after.nextDeadline?.due,
            after.history.last?.at ?? after.receivedAt,
            after.id
        )
    }

    private func insert(_ event: ReportEvent, of report: ID<Report>) throws {
        try execute(
            """
            INSERT INTO report_events (municipality, report, sequence, status, at, actor, staff, rejection, answer)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            report,
            event.sequence,
            event.status.rawValue,
            event.at,
            event.actor.name,
            event.actor.staff,
            event.rejection?.rawValue,
            event.answer?.ciphertext
        )
    }
}

extension ReportStatus: Storable {}
extension ReportKind: Storable {}
extension DeadlineName: Storable {}
extension RejectionReason: Storable {}
extension Language: Storable {}

extension ReportEvent.Actor {
    /// The word the database keeps.
    fileprivate var name: String {
        switch self {
        case .reporter: "reporter"
        case .system: "system"
        case .staff: "staff"
        }
    }

    fileprivate var staff: ID<Staff>? {
        if case .staff(let id) = self { id } else { nil }
    }

    fileprivate init(name: String, staff: ID<Staff>?) {
        switch (name, staff) {
        case ("staff", let staff?): self = .staff(staff)
        case ("reporter", _): self = .reporter
        default: self = .system
        }
    }
}
