import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct InboxStoreTests {
    private static let today = CivilDate(2026, 4, 27)

    /// Eight reports; the names say where they belong: by the end of the term, then by receipt, those without a term
    /// last.
    private static func fill(_ database: any Database) async throws {
        let reports: [(name: String, due: Int?, minute: Int64)] = [
            ("6-no-term-early", nil, 0), ("3-later-due", 2, 1), ("1-overdue", -1, 2), ("4-much-later", 30, 3),
            ("2-due-today", 0, 4), ("5-much-later-received-later", 30, 5), ("7-no-term-late", nil, 6),
            ("9-done", -5, 7),
        ]
        for report in reports {
            let now = Instant.monday + .minutes(report.minute)
            let new = try NewReport.sample(report.name, at: now, due: report.due.map { today + $0 })
            _ = try await database.reports.submit(new, in: .north)
        }
        try await move(8, to: .done, in: database)
        try await move(2, to: .accepted, in: database)
        _ = try await database.reports.submit(try .sample("0-of-another-town", due: today - 9), in: .south)
    }

    private static func move(_ sequence: Int, to status: ReportStatus, in database: any Database) async throws {
        _ = try await database.reports.change(ReportNumber(year: 2026, sequence: sequence), in: .north, by: .warsaw) {
            report in
            report = report.moved(to: status)
            return ReportChange(publication: nil)
        }
    }

    private static let order = [
        "1-overdue", "2-due-today", "3-later-due", "4-much-later", "5-much-later-received-later", "6-no-term-early",
        "7-no-term-late",
    ]

    @Test("The inbox is in the order of the dates, however small its pages are", arguments: Engine.available)
    func order(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Self.fill(database)
            for limit in [1, 2, 3, 7, 100] {
                var found: [String] = []
                var cursor: String?
                repeat {
                    let query = InboxQuery.page(after: cursor, limit: limit)
                    let page = try await database.cases.inbox(query, in: .north)
                    #expect(page.elements.count <= limit)
                    found += page.elements.map(\.report.id.rawValue)
                    cursor = page.next
                } while cursor != nil && found.count < 20
                #expect(found == Self.order, "in pages of \(limit)")
            }
        }
    }

    @Test(
        "The inbox shows a part when asked, and nothing from a place that no page names",
        arguments: Engine.available
    )
    func parts(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Self.fill(database)
            let queries: [(ReportStatus?, CivilDate?, [String])] = [
                (.accepted, nil, ["3-later-due"]), (.done, nil, []), (nil, Self.today, ["1-overdue"]),
                (nil, Self.today + 1, ["1-overdue", "2-due-today"]), (.accepted, Self.today, []),
            ]
            for (status, overdueOn, expected) in queries {
                let query = InboxQuery.page { ($0.status, $0.overdueOn) = (status, overdueOn) }
                let page = try await database.cases.inbox(query, in: .north)
                #expect(page.elements.map(\.report.id.rawValue) == expected)
                #expect(page.next == nil)
            }
            for place in ["rubbish", "1_2", "x_y_z", "1_2_\u{0}"] {
                let query = InboxQuery.page(after: place)
                await #expect(throws: PageFailure.unknownPlace) {
                    try await database.cases.inbox(query, in: .north)
                }
            }
        }
    }

    @Test("A line of the inbox has what the page shows", arguments: Engine.available)
    func line(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let new = try NewReport.sample("r1", due: Self.today)
            _ = try await database.reports.submit(new, in: .north)
            let entry = try #require(try await database.cases.inbox(.page(), in: .north).elements.first)
            #expect(entry.report.number == ReportNumber(year: 2026, sequence: 1))
            #expect([entry.report.category, ID("pothole")] == [new.category, new.category])
            #expect(entry.report.status == .new)
            #expect(entry.report.receivedAt == .monday)
            #expect(entry.nextDeadline == .sample(.verify, due: Self.today))
            #expect(
                [entry.report.content.ciphertext, entry.report.caseKey.bytes] == [
                    new.content.ciphertext, new.caseKey.bytes,
                ]
            )
        }
    }

    @Test(
        "Open, new and overdue reports of the town are counted",
        arguments: Engine.available,
        [(0, 1), (1, 2), (31, 5), (-1, 0)]
    )
    func counts(_ engine: Engine, row: (days: Int, overdue: Int)) async throws {
        try await engine.withDatabase { database in
            #expect(
                try await database.cases.inboxCounts(on: Self.today, in: .north)
                    == InboxCounts()
            )
            try await Self.fill(database)
            #expect(
                try await database.cases.inboxCounts(on: Self.today + row.days, in: .north)
                    == InboxCounts([.open: 7, .new: 6, .overdue: row.overdue, .unassigned: 7])
            )
        }
    }
}
