import CityDomain
import CityKit

extension TownTransaction {
    /// Brings what is kept of an idea in line with the report as it now stands. Its count stays, and is to be looked at.
    ///
    /// - Parameter number: of a report that gets it only now; nil where the report has it.
    func keepIdea(_ report: Report, as number: ReportNumber? = nil) throws {
        guard report.kind == .idea else { return }
        guard let state = report.ideaState else {
            try execute("DELETE FROM ideas WHERE municipality = {town} AND report = ?", report.id)
            return
        }
        try execute(
            """
            INSERT INTO ideas (municipality, report, number, state, persons, collects_until, supported_at, uncounted)
            VALUES ({town}, ?, ?, ?, 0, ?, ?, TRUE)
            ON CONFLICT (municipality, report) DO UPDATE
            SET state = excluded.state, collects_until = excluded.collects_until,
                supported_at = excluded.supported_at, uncounted = TRUE
            """,
            report.id,
            (number ?? report.number).packed,
            state.rawValue,
            report.isCollecting ? report.collection?.due : nil,
            report.supportedAt
        )
    }

    func setSupport(of report: ID<Report>, to persons: Int) throws {
        try execute(
            """
            UPDATE ideas SET persons = ?, uncounted = FALSE
            WHERE municipality = {town} AND report = ? AND (persons <> ? OR uncounted)
            """,
            persons,
            report,
            persons
        )
    }

    /// Has the ideas counted anew for which the account or the address speaks, itself or by a report joined to them.
    func recountIdeas(of resident: ID<Resident>, _ index: [UInt8]) throws {
        let said: SQL = """
            SELECT s.report FROM report_supports s
            WHERE s.municipality = {town} AND (s.resident = ? OR s.email_index = ?)
            """
        try execute(
            """
            UPDATE ideas SET uncounted = TRUE WHERE municipality = {town} AND (report IN (\(said)) OR report IN (
                SELECT j.leader FROM joined_reports j WHERE j.municipality = {town} AND j.report IN (\(said))))
            """,
            resident,
            index,
            resident,
            index
        )
    }

    func unsettledIdeas(after last: Int64, limit: Int) throws -> [IdeaToSettle] {
        try query(
            """
            SELECT i.report, i.number, i.persons, i.collects_until, r.category FROM ideas i
            JOIN reports r ON r.municipality = {town} AND r.id = i.report
            WHERE i.municipality = {town} AND (i.state = 'collecting' OR i.uncounted) AND i.number > ?
            ORDER BY i.number LIMIT ?
            """,
            last,
            limit
        ).map { row in
            IdeaToSettle(
                report: try row.id("report"),
                number: ReportNumber(packed: try row.integer("number")),
                category: try row.id("category"),
                persons: try row.int("persons"),
                collectsUntil: try row.optionalDate("collects_until")
            )
        }
    }

    /// The report and those joined to it, but for those that were taken back: whose senders count.
    func reportsOfSenders(of report: ID<Report>) throws -> Set<ID<Report>> {
        Set(
            try query(
                """
                SELECT r.id FROM reports r
                WHERE r.municipality = {town} AND r.id IN (\(Self.together)) AND NOT \(Self.isGivenUp("r"))
                """,
                report,
                report
            ).map { try $0.id("id") }
        )
    }

    /// Notes for the worker whom to tell that an idea ended without an answer: each person once.
    func tellSupporters(of report: Report) throws {
        guard let line = report.history.last, line.act == .closed(.lapsed) else { return }
        let rows = try query(
            """
            WITH said AS (
                SELECT s.id, s.resident, s.email_index FROM report_supports s
                WHERE s.municipality = {town} AND s.confirmed_at IS NOT NULL AND s.report IN (\(Self.together))
                    AND (s.resident IS NOT NULL OR s.email_index IS NOT NULL)
            )
            SELECT a.id FROM said a WHERE NOT EXISTS (
                SELECT 1 FROM said b WHERE b.id < a.id AND (b.resident = a.resident OR b.email_index = a.email_index)
            )
            """,
            report.id,
            report.id
        )
        for row in rows {
            let supporter: ID<Supporter> = try row.id("id")
            try execute(
                """
                INSERT INTO outbox (municipality, id, kind, report, sequence, follower, at)
                VALUES ({town}, ?, ?, ?, ?, ?, ?)
                """,
                "\(supporter)-\(line.sequence)",
                OutboxEvent.Kind.supporterTold.rawValue,
                report.id,
                line.sequence,
                supporter,
                line.at
            )
        }
        if !rows.isEmpty { notify(.deliveries) }
    }

    /// Those of the open reports in the scope that have the support they need.
    func supportedIdeas(within scope: ReportScope) throws -> [ID<Report>] {
        try query(
            """
            SELECT r.id FROM ideas i JOIN reports r ON r.municipality = {town} AND r.id = i.report
            WHERE i.municipality = {town} AND i.state = 'considered' AND i.supported_at IS NOT NULL AND NOT r.finished\(scope.condition)
            ORDER BY i.number DESC LIMIT 1000
            """,
            values: scope.values
        ).map { try $0.id("id") }
    }
}

extension TownTransaction {
    /// What everybody may read.
    func ideas(_ query: IdeaQuery) throws -> Page<IdeaEntry> {
        let (order, number): (SQL, SQL) =
            query.order == .support ? ("i.persons", "i.number") : ("e.published_at", "e.number")
        let start = try Page<IdeaEntry>.place(query.after, IdeaCursor.init(text:)) ?? .start
        let state: SQL = query.state == nil ? "" : " AND i.state = ?"
        let listed: SQL =
            query.unlisted.isEmpty ? "" : " AND e.category NOT IN (\(SQL.repeated("?", query.unlisted.count)))"
        let rows = try self.query(
            """
            SELECT \(Self.entryColumns), i.state, i.persons, i.collects_until FROM ideas i
            JOIN public_reports e ON e.municipality = {town} AND e.number = i.number AND e.kind = 'idea'
            WHERE i.municipality = {town} AND (\(order), \(number)) < (?, ?)\(state)\(listed)
            ORDER BY \(order) DESC, \(number) DESC LIMIT ?
            """,
            values: start.values + (query.state.map { [.text($0.rawValue)] } ?? [])
                + query.unlisted.map(\.databaseValue) + [.integer(Int64(query.limit + 1))]
        )
        let found = try rows.prefix(query.limit).map { row in
            IdeaEntry(
                entry: try publicEntry(row),
                state: try row.value("state"),
                persons: try row.int("persons"),
                collectsUntil: try row.optionalDate("collects_until")
            )
        }
        let more = rows.count > query.limit ? found.last : nil
        return Page(elements: found, next: more.map { IdeaCursor($0, query.order).text })
    }
}

extension IdeaState: Storable {}

/// Where a page of the list ends.
private struct IdeaCursor {
    let rank: Int64
    let number: Int64

    static let start = Self(rank: .max, number: 0)

    private init(rank: Int64, number: Int64) {
        self.rank = rank
        self.number = number
    }

    init(_ idea: IdeaEntry, _ order: IdeaQuery.Order) {
        let rank = order == .support ? Int64(idea.persons) : idea.entry.publishedAt.milliseconds
        self.init(rank: rank, number: idea.entry.number.packed)
    }

    init?(text: String) {
        let parts = text.split(separator: "_")
        guard parts.count == 2, let rank = Int64(parts[0]), let number = Int64(parts[1]) else { return nil }
        self.init(rank: rank, number: number)
    }

    var text: String { "\(rank)_\(number)" }

    var values: [Value] { [.integer(rank), .integer(number)] }
}
