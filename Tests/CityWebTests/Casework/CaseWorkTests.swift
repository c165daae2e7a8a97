import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

/// The office's other work on the page of a case.
@Suite struct CaseWorkTests {
    private static let path = "/kielce/office/reports/2026-1"
    private static let number = ReportNumber(year: 2026, sequence: 1)

    struct Row: Sendable, CustomTestStringConvertible {
        let action: CaseAction
        /// Whether the report is accepted before.
        var isAccepted = false
        /// Whether the reporter has been asked before.
        var isAsked = false
        let fields: [String: String]
        /// A field that must be given; nil where none must.
        let needed: String?
        let act: ReportEvent.Act

        var testDescription: String { action.rawValue }
    }

    static let rows: [Row] = [
        Row(
            action: .handOver,
            fields: ["unit": "lighting", "note": "Słup."],
            needed: "unit",
            act: .handedOver(to: ID("lighting"))
        ),
        Row(action: .ask, fields: ["question": "Gdzie?"], needed: "question", act: .asked),
        Row(action: .reply, isAsked: true, fields: ["reply": "Tam."], needed: "reply", act: .replied),
        Row(action: .correct, isAccepted: true, fields: ["reason": "Pomyłka."], needed: "reason", act: .corrected),
        Row(action: .takeDown, isAccepted: true, fields: ["reason": "Nazwisko."], needed: "reason", act: .takenDown),
        Row(
            action: .publish,
            isAccepted: true,
            fields: ["publicText": "Lampa.", "publicAddress": "ul. Szkolna"],
            needed: "publicText",
            act: .published(.edited)
        ),
        Row(action: .place, fields: ["latitude": "50,1", "longitude": "20.2"], needed: "latitude", act: .placed),
    ]

    private static func site(_ row: Row, _ body: @Sendable (TestSite, Browser, _ seen: String) async throws -> Void)
        async throws
    {
        try await TestSite.with("kielce") { site in
            _ = try await site.hall.submit(.personal(in: site.town), in: site.town)
            if row.isAccepted { try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town) }
            if row.isAsked {
                try await site.hall.work(number, in: site.town) { try await $0.ask($1, question: "Gdzie?") }
            }
            let browser = try await site.officer()
            try await body(site, browser, try await browser.get(path).page.value("seen") ?? "")
        }
    }

    private static func fields(_ row: Row, seen: String) -> [(name: String, value: String)] {
        row.fields.map { (name: $0.key, value: $0.value) } + [(name: "seen", value: seen)]
    }

    @Test("Each piece of work stands on the page and does what it says", arguments: rows)
    func working(row: Row) async throws {
        try await Self.site(row) { site, browser, seen in
            #expect(
                try await browser.get(Self.path).page.text.contains(site.words()("case.work.\(row.action.rawValue)"))
            )
            let answer = try await browser.post("\(Self.path)/\(row.action.rawValue)", Self.fields(row, seen: seen))
            #expect(answer.location == Self.path)
            #expect(
                try await site.hall.readReport.unseen(Self.number, in: site.town).report.history.last?.act == row.act
            )
        }
    }

    @Test("Without what it needs the page says so at the field, open, and keeps the rest", arguments: rows)
    func missing(row: Row) async throws {
        try await Self.site(row) { site, browser, seen in
            let needed = try #require(row.needed)
            let fields = Self.fields(row, seen: seen).map { $0.name == needed ? (name: needed, value: " ") : $0 }
            let answer = try await browser.post("\(Self.path)/\(row.action.rawValue)", fields)
            #expect(answer.status == 422)
            #expect(answer.page.faults.map(\.field) == ["\(row.action.rawValue)-\(needed)"])
            #expect(answer.page.markup.contains("id=\"\(row.action.rawValue)-\(needed)-error\""))
            #expect(answer.page.markup.contains("<details class=\"disclosure\" open=\"\">"))
        }
    }

    @Test("Nobody works on a case that has moved on", arguments: rows)
    func stale(row: Row) async throws {
        try await Self.site(row) { site, browser, seen in
            let answer = try await browser.post("\(Self.path)/\(row.action.rawValue)", Self.fields(row, seen: "9"))
            #expect(answer.status == 409)
            #expect(answer.page.faults.map(\.words) == [site.words()(ReportFailure.movedMeanwhile.text)])
            #expect(try await browser.get(Self.path).page.value("seen") == seen)
        }
    }

    @Test("Words typed when the session ended come back after signing in again", arguments: rows)
    func sessionEnded(row: Row) async throws {
        try await Self.site(row) { site, browser, seen in
            site.hall.clock.advance(.hours(1))
            let door = try await browser.post(
                "\(Self.path)/\(row.action.rawValue)",
                Self.fields(row, seen: seen) + [(name: "action", value: row.action.rawValue)]
            )
            #expect(door.status == 401)
            var again: [(name: String, value: String)] = [
                ("login", "jagoda@urzad.example"), ("password", TestSite.officerPassword), ("case", "2026-1"),
            ]
            for name in row.fields.keys.sorted() + ["action", "seen"] {
                again.append((name: name, value: door.page.value(name) ?? ""))
            }
            let back = try await browser.post("/kielce/office/sign-in", again)
            for (_, value) in row.fields { #expect(back.page.markup.contains(value)) }
            #expect(back.page.markup.contains("<details class=\"disclosure\" open=\"\">"))
        }
    }

    @Test("Visitors reach none of it", arguments: CaseAction.allCases)
    func visitors(action: CaseAction) async throws {
        try await TestSite.with("kielce") { site in
            _ = try await site.hall.submit(in: site.town)
            let answer = try await Browser(site: site).post(
                "/kielce/\(action.path(of: Self.number))",
                ["reason": "x", "seen": "1"]
            )
            #expect(answer.status == 401)
            #expect(try await site.hall.readReport.unseen(Self.number, in: site.town).report.history.count == 1)
        }
    }
}
