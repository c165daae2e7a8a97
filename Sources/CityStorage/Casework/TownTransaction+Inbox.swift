import CityDomain
import CityKit

extension TownTransaction {
    /// Open reports by the end of their next term. Those without a term stand at the end, as if due on the last day. Which
    /// ones says the index alone; only those of this page are read.
    func inbox(_ query: InboxQuery, within scope: ReportScope) throws -> Page<InboxEntry> {
        let page = try openReports(
            after: query.after,
            limit: query.limit,
            where: condition(of: query.filter, within: scope),
            // A unit that takes part reads what another one leads.
            within: query.filter.asked == nil && query.filter.watcher == nil ? scope : .everything,
            columns: "r.led_by, r.waiting, \(Self.isLeftOver) AS left_over"
        )
        return try page.map(inboxEntry)
    }

    /// Open reports with their sealed contact data, but for those whose reporters have restricted the use of them.
    func searchable(after place: String?, limit: Int, within scope: ReportScope) throws -> Page<SearchableCase> {
        let page = try openReports(
            after: place,
            limit: limit,
            where: ("", []),
            within: scope,
            columns: """
                CASE WHEN \(Self.isRestricted("r")) THEN NULL ELSE r.contact END AS contact,
                (
                    SELECT p.wrapped_key FROM data_keys p
                    WHERE p.municipality = {town} AND p.owner = r.id AND p.purpose = 'person'
                ) AS person_key
                """
        )
        return try page.map { row in
            SearchableCase(
                report: try SealedReport(row),
                contact: try row.optionalBlob("contact").map(Sealed.init(ciphertext:)),
                personKey: try row.optionalBlob("person_key").map(WrappedKey.init(bytes:))
            )
        }
    }

    /// Rows of open reports in the order of the inbox, with the columns of `SealedReport` and further ones.
    private func openReports(
        after place: String?,
        limit: Int,
        where condition: (sql: SQL, values: [Value]),
        within scope: ReportScope,
        columns: SQL
    ) throws -> Page<Row> {
        let last = try Page<Row>.place(place, InboxCursor.init(text:)) ?? .start
        let bound: [any Storable] = [last.due, last.due, last.receivedAt, last.report]
        let rows = try query(
            """
            SELECT r.id, r.year, r.sequence, r.category, r.unit, r.status, r.received_at, r.content, r.next_due,
                k.wrapped_key, \(columns)
            FROM (
                SELECT r.id, COALESCE(r.next_due, 9999999) AS due, r.received_at FROM reports r
                WHERE r.municipality = {town} AND NOT r.finished AND r.aside_until IS NULL
                    AND COALESCE(r.next_due, 9999999) >= ?
                    AND (COALESCE(r.next_due, 9999999), r.received_at, r.id) > (?, ?, ?)\(condition.sql)\(scope.condition)
                ORDER BY COALESCE(r.next_due, 9999999), r.received_at, r.id LIMIT ?
            ) f
            JOIN reports r ON r.municipality = {town} AND r.id = f.id
            JOIN data_keys k ON k.municipality = {town} AND k.owner = r.id AND k.purpose = 'case'
            ORDER BY f.due, f.received_at, f.id
            """,
            values: bound.map(\.databaseValue) + condition.values + scope.values + [(limit + 1).databaseValue]
        )
        let more = rows.count > limit
        let next = more ? try rows.dropLast().last.map { try InboxCursor($0).text } : nil
        return Page(elements: Array(rows.prefix(limit)), next: next)
    }

    private func inboxEntry(_ row: Row) throws -> InboxEntry {
        let report = try SealedReport(row)
        return InboxEntry(
            report: report,
            nextDeadline: try nextDeadline(of: report.id),
            lead: try row.optionalID("led_by"),
            isWaiting: try row.bool("waiting"),
            isLeftOver: try row.bool("left_over")
        )
    }

    func inboxCounts(of reader: InboxReader, on today: CivilDate, within scope: ReportScope) throws -> InboxCounts {
        let (leads, topics) = (Array(reader.leads), Array(reader.topics))
        let row = try query(
            """
            SELECT CAST(COUNT(*) AS {int}) AS open,
                CAST(COUNT(*) FILTER (WHERE \(SQL.led(byOneOf: leads.count))) AS {int}) AS mine,
                CAST(COUNT(*) FILTER (WHERE r.unit = CAST(? AS TEXT)) AS {int}) AS of_unit,
                CAST(COUNT(*) FILTER (WHERE r.led_by IS NULL) AS {int}) AS unassigned,
                CAST(COUNT(*) FILTER (WHERE r.status = 'new') AS {int}) AS new,
                CAST(COUNT(*) FILTER (WHERE r.next_due < ?) AS {int}) AS overdue,
                CAST(COUNT(*) FILTER (WHERE r.waiting) AS {int}) AS waiting,
                CAST(COUNT(*) FILTER (WHERE r.returned) AS {int}) AS returned,
                CAST(COUNT(*) FILTER (WHERE \(SQL.isOf(topics: topics.count))) AS {int}) AS questions
            FROM reports r
            WHERE r.municipality = {town} AND NOT r.finished AND r.aside_until IS NULL\(scope.condition)
            """,
            values: leads.map(\.databaseValue) + [reader.unit.databaseValue, today.databaseValue]
                + topics.map(\.databaseValue) + scope.values
        ).first
        guard let row else { return InboxCounts() }
        return InboxCounts([
            .open: try row.int("open"), .mine: try row.int("mine"), .unit: try row.int("of_unit"),
            .unassigned: try row.int("unassigned"), .new: try row.int("new"), .overdue: try row.int("overdue"),
            .waiting: try row.int("waiting"), .asked: try asked(of: reader),
            .commissioned: try openReportsWithNews(within: scope).count,
            .written: try openReportsWithMessages(within: scope).count, .returned: try row.int("returned"),
            .partsDone: try openReportsWithEndedParts(within: scope).count,
            .questions: try row.int("questions"),
            // Most towns ask for no support.
            .supported: reader.ideas.isEmpty ? 0 : try supportedIdeas(within: scope).count,
            .watched: try watched(by: reader, within: scope),
        ])
    }

    private func watched(by reader: InboxReader, within scope: ReportScope) throws -> Int {
        try reader.staff.map { try openReports(watchedBy: $0, within: scope, or: reader.answersFor).count } ?? 0
    }
}

extension TownTransaction {
    /// Nobody keeps an eye on more; the last ones that somebody began to watch count.
    private static let mostWatched = 1_000

    /// ` AND …` for an open report named `r`.
    private func condition(of filter: InboxFilter, within scope: ReportScope) throws -> (sql: SQL, values: [Value]) {
        var parts: [(SQL, any Storable)] = []
        if let unit = filter.unit { parts.append((" AND r.unit = ?", unit)) }
        if let category = filter.category { parts.append((" AND r.category = ?", category)) }
        if let status = filter.status { parts.append((" AND r.status = ?", status)) }
        if let day = filter.overdueOn { parts.append((" AND COALESCE(r.next_due, 9999999) < ?", day)) }
        var sql = parts.map(\.0).joined(separator: "")
        var values = parts.map(\.1.databaseValue)
        switch filter.lead {
        case .nobody: sql = "\(sql) AND r.led_by IS NULL"
        case .staff(let leads):
            sql = "\(sql) AND \(SQL.led(byOneOf: leads.count))"
            values += leads.map(\.databaseValue)
        case nil: break
        }
        if !filter.topics.isEmpty {
            sql = "\(sql) AND \(SQL.isOf(topics: filter.topics.count))"
            values += filter.topics.map(\.databaseValue)
        }
        if filter.waits == .forReporter { sql = "\(sql) AND r.waiting" }
        if filter.isReturned == .yes { sql = "\(sql) AND r.returned" }
        let chosen = [
            try filter.watcher.map { try openReports(watchedBy: $0, within: scope, or: filter.readsFor) },
            try filter.asked.map { try openReports(asking: $0) },
            filter.news == .ofContractor ? try openReportsWithNews(within: scope) : nil,
            filter.support == .reached ? try supportedIdeas(within: scope) : nil,
            filter.news == .ofReporter ? try openReportsWithMessages(within: scope) : nil,
            filter.news == .ofParts ? try openReportsWithEndedParts(within: scope) : nil,
        ]
        for reports in chosen.compactMap(\.self) {
            sql = reports.isEmpty ? "\(sql) AND FALSE" : "\(sql) AND r.id IN (\(SQL.repeated("?", reports.count)))"
            values += reports.map(\.databaseValue)
        }
        return (sql, values)
    }

    /// Read by themselves: a database that does not know yet how few they are would look for them in every open report.
    ///
    /// - Parameter units: whose further cases the person reads as well.
    private func openReports(
        watchedBy staff: ID<Staff>,
        within scope: ReportScope,
        or units: Set<ID<Unit>>
    ) throws -> [ID<Report>] {
        let watched = try query(
            """
            SELECT w.report, CASE WHEN TRUE\(scope.condition) THEN 1 ELSE 0 END AS reached FROM case_watchers w
            JOIN reports r ON r.municipality = w.municipality AND r.id = w.report
            WHERE w.municipality = {town} AND w.staff = ? AND NOT r.finished AND r.aside_until IS NULL
            ORDER BY w.since DESC LIMIT ?
            """,
            values: scope.values + [staff.databaseValue, Self.mostWatched.databaseValue]
        ).map { (report: try $0.id("report") as ID<Report>, isReached: try $0.int("reached") == 1) }
        let others = watched.filter { !$0.isReached }.map(\.report)
        let further = units.isEmpty || others.isEmpty ? [:] : try furtherUnits(of: others)
        return watched.filter { $0.isReached || further[$0.report]?.isDisjoint(with: units) == false }.map(\.report)
    }
}

extension SQL {
    /// Whether the open report `r` is led by one of so many people.
    static func led(byOneOf count: Int) -> SQL {
        count == 0 ? "FALSE" : "r.led_by IN (\(SQL.repeated("CAST(? AS TEXT)", count)))"
    }
}

extension SQL {
    /// Whether the report `r` is of one of so many categories.
    fileprivate static func isOf(topics count: Int) -> SQL {
        count == 0 ? "FALSE" : "r.category IN (\(SQL.repeated("CAST(? AS TEXT)", count)))"
    }
}

/// Where a page of the inbox ends.
private struct InboxCursor {
    let due: Int64
    let receivedAt: Instant
    let report: String

    static let start = Self(due: .min, receivedAt: Instant(milliseconds: .min), report: "")

    init(_ row: Row) throws {
        self.init(
            due: try row.optionalInteger("next_due") ?? 9_999_999,
            receivedAt: try row.instant("received_at"),
            report: try row.text("id")
        )
    }

    private init(due: Int64, receivedAt: Instant, report: String) {
        self.due = due
        self.receivedAt = receivedAt
        self.report = report
    }

    init?(text: String) {
        let parts = text.split(separator: "_")
        guard parts.count == 3, let due = Int64(parts[0]), let received = Int64(parts[1]) else { return nil }
        self.init(due: due, receivedAt: Instant(milliseconds: received), report: String(parts[2]))
    }

    var text: String { "\(due)_\(receivedAt.milliseconds)_\(report)" }
}
