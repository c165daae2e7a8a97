import CityDomain
import CityKit

extension TownTransaction {
    /// The submission stored under the client key.
    func submission(_ clientKey: ClientKey) throws -> StoredSubmission? {
        try query(
            """
            SELECT id, year, sequence, body_hash, received_at FROM reports
            WHERE municipality = {town} AND client_key = ?
            """,
            clientKey.rawValue
        ).first.map { row in
            StoredSubmission(
                id: try row.id("id"),
                number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
                bodyHash: try row.blob("body_hash"),
                receivedAt: try row.instant("received_at")
            )
        }
    }

    /// Stores a new report. The counter is the last thing it waits for, because every submission of the town does.
    func insert(_ report: NewReport) throws -> StoredSubmission {
        try insertKeys(of: report)
        try execute(
            """
            INSERT INTO report_events (municipality, report, sequence, act, status, at, actor, officer)
            VALUES ({town}, ?, 1, 'received', 'new', ?, ?, ?)
            """,
            report.id,
            report.receivedAt,
            report.registration == nil ? "reporter" : "office",
            report.registration?.officer
        )
        try insert(report.deadlines, of: report.id)
        let number = ReportNumber(year: report.year, sequence: try next(1, in: ReportNumber.series(of: report.year)))
        // Asked once the number is taken: then the reports of others that came before are there.
        let aside = try putAside(report)
        try insertRow(report, number, aside)
        try tell(of: report, aside)
        if let author = report.author { try insert(author, of: report) }
        if let registration = report.registration { try note(registration.entry) }
        if aside == nil, try report.author.map({ try !isRestricted($0.resident) }) ?? true {
            count(CountedReport(report).facts, 1)
        }
        return StoredSubmission(
            id: report.id,
            number: number,
            bodyHash: report.bodyHash,
            receivedAt: report.receivedAt
        )
    }

    /// Puts the report among those of an account. The address of the account was confirmed when it was made.
    ///
    /// - Throws: `AccountFailure.residentSignedOut` when the account was closed or erased meanwhile, so that nothing of the
    ///   person is stored behind an erasure; `RepresentationFailure.ended`.
    private func insert(_ author: NewReport.Author, of report: NewReport) throws {
        if let representation = author.representation {
            guard try mayAct(by: representation, author.resident, on: author.today, at: report.receivedAt) else {
                throw RepresentationFailure.ended
            }
        }
        let inserted = try change(
            """
            INSERT INTO resident_reports (municipality, resident, received_at, report, represented)
            SELECT {town}, id, CAST(? AS {int}), CAST(? AS TEXT), CAST(? AS {bool}) FROM residents
            WHERE municipality = {town} AND id = ? AND blocked_at IS NULL
            """,
            report.receivedAt,
            report.id,
            author.representation != nil,
            author.resident
        )
        guard inserted == 1 else { throw AccountFailure.residentSignedOut }
        guard author.hasOwnEmail else { return }
        try execute(
            "UPDATE reports SET email_confirmed_at = ? WHERE municipality = {town} AND id = ?",
            report.receivedAt,
            report.id
        )
    }

    /// Notes an event for the worker.
    func enqueue(_ kind: OutboxEvent.Kind, about report: ID<Report>, sequence: Int, at now: Instant) throws {
        try execute(
            "INSERT INTO outbox (municipality, id, kind, report, sequence, at) VALUES ({town}, ?, ?, ?, ?, ?)",
            "\(report)-\(sequence)",
            kind.rawValue,
            report,
            sequence,
            now
        )
        notify(.deliveries)
    }

    /// Notes an event for the worker where the town has a webhook. It wakes nobody: the worker looks every second.
    func enqueueForPrograms(_ kind: OutboxEvent.Kind, about report: ID<Report>, sequence: Int, at now: Instant) throws {
        try execute(
            """
            INSERT INTO outbox (municipality, id, kind, report, sequence, at)
            SELECT {town}, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS {int}), CAST(? AS {int})
            WHERE EXISTS (SELECT 1 FROM webhooks WHERE municipality = {town} AND state = 'on')
            """,
            "\(report)-\(sequence)",
            kind.rawValue,
            report,
            sequence,
            now
        )
    }

    /// The last of the next `count` numbers of a series: 1, 2, 3, … without gaps, because a transaction that fails takes its
    /// numbers back.
    func next(_ count: Int, in series: String) throws -> Int {
        try query(
            """
            INSERT INTO counters (municipality, series, value) VALUES ({town}, ?, ?)
            ON CONFLICT (municipality, series) DO UPDATE SET value = counters.value + excluded.value
            RETURNING value
            """,
            series,
            count
        ).first?.int("value") ?? count
    }

    private func insertKeys(of report: NewReport) throws {
        try insert(report.caseKey, of: report.id.rawValue, for: "case")
        if let personKey = report.personKey { try insert(personKey, of: report.id.rawValue, for: "person") }
    }

    /// Notes that it came. Without an address there is nobody to write to, but programs may want to know, unless a moderator has
    /// to look at it first.
    private func tell(of report: NewReport, _ aside: Aside?) throws {
        if report.hasEmail {
            let kind: OutboxEvent.Kind = aside == nil ? .reportReceived : .reportPutAside
            try enqueue(kind, about: report.id, sequence: 1, at: report.receivedAt)
        } else if aside == nil {
            try enqueueForPrograms(.reportReceived, about: report.id, sequence: 1, at: report.receivedAt)
        }
    }

    private func insertRow(_ report: NewReport, _ number: ReportNumber, _ aside: Aside?) throws {
        try execute(Self.insertReport, values: report.row(number, aside))
    }

    private static let insertReport: SQL = "\(reportHead) \(reportRow)"

    /// Stores the rows of many reports; `row(_:)` of both kinds of reports makes them.
    func insertReports(_ rows: [[Value]]) throws { try insert(Self.reportHead, row: Self.reportRow, values: rows) }

    private static let reportHead: SQL = """
        INSERT INTO reports
            (municipality, id, year, sequence, category, kind, unit, status, finished, ended_at, hides_on, received_at, updated_at,
             content, contact, language, has_email, client_key, body_hash, secret_hash, terms_version, declared_age, origin,
             api_key, next_due, received_on, ended_on, ground, aside_until)
        VALUES
        """

    private static let reportRow: SQL =
        "({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
}

extension NewReport {
    /// In the order of the columns of `reports`, without the town.
    fileprivate func row(_ number: ReportNumber, _ aside: Aside?) -> [Value] {
        let columns: [any Storable] = [
            id, number.year, number.sequence, category, kind.rawValue, unit, ReportStatus.new.rawValue, false,
            Instant?.none, CivilDate?.none, receivedAt, receivedAt, content.ciphertext, contact?.ciphertext,
            language.rawValue,
            hasEmail, clientKey.rawValue, bodyHash, secretHash, termsVersion, declaredAge, origin.name, origin.apiKey,
            deadlines.map(\.due).min(), receivedOn, CivilDate?.none, StatisticGround?.none,
            aside?.until,
        ]
        return columns.map(\.databaseValue)
    }
}

extension ImportedReport {
    /// In the order of the columns of `reports`, without the town.
    func row(_ number: ReportNumber) -> [Value] {
        let columns: [any Storable] = [
            report.id, number.year, number.sequence, report.category, report.kind.rawValue, report.unit,
            report.status.rawValue, report.status.isFinished, report.endedAt, report.hidesOn, report.receivedAt,
            report.updatedAt,
            content.ciphertext, contact?.ciphertext, language.rawValue, hasEmail, clientKey.rawValue, bodyHash,
            secretHash, "", Int?.none, NewReport.Origin.imported(foreign).name, String?.none,
            report.nextDeadline?.due, counted.receivedOn, counted.endedOn, counted.ground,
            Instant?.none,
        ]
        return columns.map(\.databaseValue)
    }
}

extension Report {
    /// When it changed last.
    var updatedAt: Instant { history.last?.at ?? receivedAt }
}

extension NewReport.Origin {
    /// The word the database keeps.
    var name: String {
        switch self {
        case .page: "page"
        case .api: "api"
        case .open311: "open311"
        case .office(let way): way.rawValue
        case .imported: "import"
        case .split: "split"
        }
    }

    var apiKey: ID<APIKey>? {
        switch self {
        case .page, .office, .imported, .split: nil
        case .api(let key), .open311(let key): key
        }
    }

    /// - Parameter foreign: the number it had elsewhere, where it was imported.
    init(name: String, apiKey: ID<APIKey>?, foreign: ForeignNumber?) {
        switch (name, apiKey, foreign) {
        case ("api", let key?, _): self = .api(key)
        case ("open311", let key?, _): self = .open311(key)
        case ("import", _, let foreign?): self = .imported(foreign)
        case ("split", _, _): self = .split
        default: self = OfficeWay(rawValue: name).map(Self.office) ?? .page
        }
    }
}
