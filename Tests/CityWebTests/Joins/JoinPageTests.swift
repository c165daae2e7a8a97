import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct JoinPageTests {
    /// A town with three new reports.
    private static func with(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            for _ in 0..<3 { _ = try await site.hall.submit(.personal(in: site.town), in: site.town) }
            try await body(site, try await site.officer())
        }
    }

    private static func number(_ sequence: Int) -> ReportNumber { ReportNumber(year: 2026, sequence: sequence) }
    private static func path(_ sequence: Int) -> String { "/demo/office/reports/2026-\(sequence)" }

    private static func accept(_ sequence: Int, _ site: TestSite) async throws {
        try await site.hall.decide(Decision(to: .accepted), about: number(sequence), in: site.town)
    }

    private static func join(_ sequence: Int, to leading: String, _ officer: Browser, seen: String = "1") async throws
        -> Answer
    {
        let form: KeyValuePairs = ["seen": seen, "leading": leading, "justification": "Ta sama lampa."]
        return try await officer.post("\(path(sequence))/join", form)
    }

    @Test("The office joins a report, sees both ways, and takes them apart with a reason")
    func journey() async throws {
        try await Self.with { site, officer in
            let words = site.words()
            let before = try await officer.get(Self.path(2)).page
            #expect(before.text.contains(words("case.joins.join")))
            let joined = try await officer.follow(try await Self.join(2, to: "2026/1", officer))
            #expect(joined.page.links.contains(Self.path(1)))
            #expect(joined.page.text.contains(words("case.joins.way.rejected")))
            let leading = try await officer.get(Self.path(1)).page
            #expect(leading.links.contains(Self.path(2)))
            #expect(leading.text.contains(words("case.joins.leads", ["count": .number(1)])))
            let unsaid: KeyValuePairs = ["seen": "2", "reason": " "]
            let missing = try await officer.post("\(Self.path(2))/part", unsaid)
            #expect(missing.status == 422)
            let said: KeyValuePairs = ["seen": "2", "reason": "To inna lampa."]
            let parted = try await officer.follow(try await officer.post("\(Self.path(2))/part", said))
            #expect(parted.page.text.contains(words("report.act.resumed")))
            #expect(
                try await !officer.get(Self.path(1)).page.text.contains(
                    words("case.joins.leads", ["count": .number(1)])
                )
            )
        }
    }

    @Test("A wrong number keeps what was typed and says what to do", arguments: ["", "x", "2026/99", "2026/2"])
    func wrong(number: String) async throws {
        try await Self.with { site, officer in
            let answer = try await Self.join(2, to: number, officer)
            #expect(answer.status == 422)
            #expect(answer.page.value("leading") == number)
            #expect(answer.page.text.contains("Ta sama lampa."))
            let failure: JoinFailure = number == "2026/2" ? .itself : .unknown
            #expect(answer.page.text.contains(site.words()(failure.text)))
        }
    }

    @Test("Who is second of two officers sees what has changed")
    func second() async throws {
        try await Self.with { site, officer in
            _ = try await Self.join(1, to: "2026/2", officer)
            let late = try await Self.join(2, to: "2026/1", officer)
            #expect(late.status == 409)
            let failure = JoinFailure.leadingJoined(to: Self.number(2))
            #expect(late.page.text.contains(site.words()(failure.text)))
            #expect(late.page.links.contains(Self.path(1)))
            let other = try await Self.join(3, to: "2026/1", officer)
            #expect(try await officer.follow(other).page.links.contains(Self.path(2)))
        }
    }

    @Test("Everybody reads where a published report is handled, and nobody is led to a page that is not there")
    func publicPage() async throws {
        try await Self.with { site, officer in
            try await Self.accept(2, site)
            _ = try await Self.join(2, to: "2026/1", officer, seen: "3")
            let page = "/demo/reports/2026-2"
            let hidden = try await site.get(page).page
            #expect(hidden.text.contains(site.words()("join.notice.title", ["number": .words("2026/1")])))
            #expect(!hidden.markup.contains("id=\"support\"") && !hidden.markup.contains("id=\"follow\""))
            try await Self.accept(1, site)
            let shown = try await site.get(page).page
            #expect(shown.links.contains("/demo/reports/2026-1"))
            #expect(shown.text.contains(site.words()("join.notice.link", ["number": .words("2026/1")])))
        }
    }

    @Test("Programs join, read and take apart, and the specification's extensions name the other report")
    func programs() async throws {
        try await Self.with { site, _ in
            let key = try await site.hall.apiKeys.create(
                name: "Program",
                role: .administrator,
                by: .test,
                in: site.town.id,
                at: site.hall.now
            ).text
            try await Self.accept(2, site)
            func post(_ place: String, _ body: String) async throws -> Answer {
                try await site.request(
                    .post,
                    "/demo/api/v1/reports/\(place)",
                    [.authorization: "Bearer \(key)", .contentType: "application/json"],
                    body: Array(body.utf8)
                )
            }
            let joined = try await post("2026-2/join", #"{"leading": "2026/1", "justification": "Ta sama lampa."}"#)
            #expect(joined.status == 200 && joined.body.contains(#""duplicateOf":"2026/1""#), "\(joined.body)")
            for (place, to, status) in [("2026-3", 99, 422), ("2026-1", 3, 409), ("2026-9", 1, 404)] {
                let refused = try await post(
                    "\(place)/join",
                    #"{"leading": "2026/\#(to)", "justification": "To samo."}"#
                )
                #expect(refused.status == status, "\(refused.body)")
            }
            let open = try await site.get("/demo/open311/v2/requests/2026-2.json?extensions=true")
            #expect(open.body.contains(#""duplicate_of":"2026-1""#))
            let parted = try await post("2026-2/part", #"{"reason": "To inna lampa."}"#)
            #expect(parted.status == 200 && !parted.body.contains("duplicateOf"))
            #expect(try await post("2026-2/part", #"{"reason": "To inna lampa."}"#).status == 409)
        }
    }

    @Test(
        "Pages of joined reports are as they were recorded",
        arguments: Language.allCases,
        ["case-joined", "case-leading", "report-joined"]
    )
    func snapshots(language: Language, page: String) async throws {
        try await Self.with { site, officer in
            for sequence in [1, 3] { try await Self.accept(sequence, site) }
            _ = try await Self.join(2, to: "2026/1", officer)
            _ = try await Self.join(3, to: "2026/1", officer, seen: "3")
            let paths = [
                "case-joined": Self.path(2), "case-leading": Self.path(1), "report-joined": "/demo/reports/2026-3",
            ]
            let path = try #require(paths[page])
            let answer = try await officer.get(path, [.acceptLanguage: language.rawValue])
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            try expectSnapshot(HTML(trusted: markup), named: "page-\(page)-\(language.rawValue)")
        }
    }
}
