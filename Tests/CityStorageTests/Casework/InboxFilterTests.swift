import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// The queues of the inbox and what narrows them.
@Suite struct InboxFilterTests {
    private static let today = CivilDate(2026, 4, 27)
    private static let ida = ID<Staff>("ida")

    /// `1`, `2`, … in the order of the inbox, each with one thing that sets it apart.
    private static func fill(_ database: any Database) async throws {
        let reports: [(String, String, Int)] = [
            ("1-overdue", "pothole", -1), ("2-led", "pothole", 1), ("3-lamp", "lamp", 2), ("4-waiting", "pothole", 3),
            ("5-accepted", "pothole", 4), ("6-watched", "pothole", 5), ("7-done", "pothole", 6),
        ]
        for (name, category, days) in reports {
            _ = try await database.reports.submit(.sample(name, due: today + days, category: category), in: .north)
        }
        try await lead(ID("2-led"), database)
        try await database.cases.watch(ID("6-watched"), by: ida, since: .monday, in: .north)
        try await move(4, database) { $0.note(.asked, by: .office(.officer), at: .monday) }
        try await move(5, database) { $0 = $0.moved(to: .accepted) }
        try await move(7, database) { $0 = $0.moved(to: .done) }
        try await database.cases.watch(ID("7-done"), by: ida, since: .monday, in: .north)
    }

    private static func lead(_ report: ID<Report>, _ database: any Database) async throws {
        try await database.town(.north).write { transaction in
            try transaction.execute("UPDATE reports SET led_by = 'ida' WHERE municipality = {town} AND id = ?", report)
        }
    }

    private static func move(
        _ sequence: Int,
        _ database: any Database,
        _ change: @escaping @Sendable (inout Report) -> Void
    )
        async throws
    {
        _ = try await database.reports.change(ReportNumber(year: 2026, sequence: sequence), in: .north, by: .warsaw) {
            report in
            change(&report)
            return ReportChange()
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let view: InboxView
        let expected: [String]
        var testDescription: String { "\(view)" }
    }

    static let all = ["1-overdue", "2-led", "3-lamp", "4-waiting", "5-accepted", "6-watched"]

    static let rows: [Row] = [
        Row(view: InboxView(), expected: all),
        Row(view: InboxView(queue: .mine), expected: ["2-led"]),
        Row(view: InboxView(queue: .unit), expected: all),
        Row(view: InboxView(queue: .unit, unit: ID("parks")), expected: []),
        Row(view: InboxView(queue: .unassigned), expected: all.filter { $0 != "2-led" }),
        Row(view: InboxView(queue: .new), expected: all.filter { $0 != "5-accepted" }),
        Row(view: InboxView(queue: .new, status: .accepted), expected: []),
        Row(view: InboxView(queue: .overdue), expected: ["1-overdue"]),
        Row(view: InboxView(queue: .waiting), expected: ["4-waiting"]),
        Row(view: InboxView(queue: .watched), expected: ["6-watched"]),
        Row(view: InboxView(queue: .questions), expected: ["3-lamp"]),
        Row(view: InboxView(queue: .questions, unit: ID("parks")), expected: []),
        Row(view: InboxView(status: .accepted), expected: ["5-accepted"]),
        Row(view: InboxView(category: ID("lamp")), expected: ["3-lamp"]),
        Row(view: InboxView(unit: ID("parks")), expected: []),
        Row(view: InboxView(queue: .unassigned, category: ID("lamp")), expected: ["3-lamp"]),
    ]

    @Test("Each queue holds what belongs to it, and a filter narrows it", arguments: Engine.available, rows)
    func queues(_ engine: Engine, row: Row) async throws {
        try await engine.withDatabase { database in
            try await Self.fill(database)
            let reader = InboxReader(staff: Self.ida, unit: ID("roads"), topics: [ID("lamp"), ID("law")])
            let filter = row.view.filter(for: reader, on: Self.today)
            let found = try await Self.found(filter, database)
            #expect(found == row.expected)
            guard !row.view.isNarrowed else { return }
            let counts = try await database.cases.inboxCounts(
                of: reader,
                on: Self.today,
                within: .everything,
                in: .north
            )
            #expect(counts[row.view.queue] == row.expected.count)
        }
    }

    private static func found(_ filter: InboxFilter?, _ database: any Database) async throws -> [String] {
        guard let filter else { return [] }
        return try await database.cases.inbox(InboxQuery(filter, after: nil, limit: 100), in: .north).elements
            .map(\.report.id.rawValue)
    }

    @Test(
        "A program has no queue of its own, and nobody has one of no unit or of questions that are not taken",
        arguments: [InboxQueue.mine, .watched, .unit, .questions]
    )
    func nobodys(queue: InboxQueue) {
        let program = InboxReader(staff: nil, unit: nil)
        #expect(InboxView(queue: queue).filter(for: program, on: Self.today) == nil)
    }

    @Test("Of no queue and no filter are the reports themselves read", .enabled(if: Engine.available.contains(.sqlite)))
    func covered() async throws {
        try await Engine.sqlite.withDatabase { database in
            let plan = try await database.town(.north).read { transaction in
                try transaction.query(
                    """
                    EXPLAIN QUERY PLAN SELECT r.id, COALESCE(r.next_due, 9999999) AS due, r.received_at FROM reports r
                    WHERE r.municipality = {town} AND NOT r.finished AND COALESCE(r.next_due, 9999999) >= 1
                        AND (COALESCE(r.next_due, 9999999), r.received_at, r.id) > (1, 1, 'a')
                        AND r.unit = 'a' AND r.category = 'b' AND r.status = 'new' AND r.waiting AND r.led_by IS NULL
                    ORDER BY COALESCE(r.next_due, 9999999), r.received_at, r.id LIMIT 51
                    """
                ).map { try $0.text("detail") }
            }
            #expect(plan.count == 1)
            #expect(plan.allSatisfy { $0.contains("USING COVERING INDEX reports_inbox") }, "\(plan)")
        }
    }
}

extension InboxView {
    fileprivate var isNarrowed: Bool { self != InboxView(queue: queue) }
}
