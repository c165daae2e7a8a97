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
            INSERT INTO report_events (municipality, report, sequence, act, status, at, actor)
            VALUES ({town}, ?, 1, 'received', 'new', ?, 'reporter')
            """,
            report.id,
            report.receivedAt
        )
        try insert(report.deadlines, of: report.id)
        // Without an address there is nobody to write to, but programs may want to know.
        if report.hasEmail {
            try enqueue(.reportReceived, about: report.id, sequence: 1, at: report.receivedAt)
        } else {
            try enqueueForPrograms(.reportReceived, about: report.id, sequence: 1, at: report.receivedAt)
        }
        let number = ReportNumber(year: report.year, sequence: try next(in: "reports-\(report.year)"))
        try insertRow(report, number)
        return StoredSubmission(
            id: report.id,
            number: number,
            bodyHash: report.bodyHash,
            receivedAt: report.receivedAt
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

    /// The next number of a series: 1, 2, 3, … without gaps, because a transaction that fails takes its number back.
    private func next(in series: String) throws -> Int {
        try query(
            """
            INSERT INTO counters (municipality, series, value) VALUES ({town}, ?, 1)
            ON CONFLICT (municipality, series) DO UPDATE SET value = counters.value + 1
            RETURNING value
            """,
            series
        ).first?.int("value") ?? 1
    }

    private func insertKeys(of report: NewReport) throws {
        try insert(report.caseKey, of: report.id.rawValue, for: "case")
        if let personKey = report.personKey { try insert(personKey, of: report.id.rawValue, for: "person") }
    }

    private func insertRow(_ report: NewReport, _ number: ReportNumber) throws {
        try execute(
            """
            INSERT INTO reports
                (municipality, id, year, sequence, category, kind, unit, status, finished, received_at, updated_at, content,
                 contact, language, has_email, client_key, body_hash, secret_hash, terms_version, declared_age, origin,
                 api_key, next_due)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, 'new', FALSE, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            report.id,
            number.year,
            number.sequence,
            report.category,
            report.kind.rawValue,
            report.unit,
            report.receivedAt,
            report.receivedAt,
            report.content.ciphertext,
            report.contact?.ciphertext,
            report.language.rawValue,
            report.hasEmail,
            report.clientKey.rawValue,
            report.bodyHash,
            report.secretHash,
            report.termsVersion,
            report.declaredAge,
            report.origin.name,
            report.origin.apiKey,
            report.deadlines.map(\.due).min()
        )
    }
}

extension NewReport.Origin {
    /// The word the database keeps.
    var name: String {
        switch self {
        case .page: "page"
        case .api: "api"
        case .open311: "open311"
        }
    }

    var apiKey: ID<APIKey>? {
        switch self {
        case .page: nil
        case .api(let key), .open311(let key): key
        }
    }

    init(name: String, apiKey: ID<APIKey>?) {
        switch (name, apiKey) {
        case ("api", let key?): self = .api(key)
        case ("open311", let key?): self = .open311(key)
        default: self = .page
        }
    }
}
