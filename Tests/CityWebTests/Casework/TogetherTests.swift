import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

/// One decision about several cases.
@Suite struct TogetherTests {
    private static func with(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            for _ in 0..<3 { _ = try await site.hall.submit(.personal(in: site.town), in: site.town) }
            try await body(site, try await site.officer())
        }
    }

    private static let cases = (1...3).map { "2026/\($0)" }
    private static let query = cases.map { "case=\($0)" }.joined(separator: "&")

    private static func fields(_ act: String, _ own: KeyValuePairs<String, String>, seen: String = "1")
        -> [(name: String, value: String)]
    {
        [(name: "act", value: act)] + cases.map { (name: "case", value: $0) }
            + cases.map { (name: "seen-\($0)", value: seen) } + own.map { (name: $0.key, value: $0.value) }
    }

    private static func statuses(_ site: TestSite) async throws -> [ReportStatus] {
        var statuses: [ReportStatus] = []
        for sequence in 1...3 {
            let number = ReportNumber(year: 2026, sequence: sequence)
            statuses.append(try await site.hall.readReport.unseen(number, in: site.town).report.status)
        }
        return statuses
    }

    @Test("Three reports are rejected with one justification, and each reporter is told")
    func rejecting() async throws {
        try await Self.with { site, browser in
            let page = try await browser.get("/demo/office/together?act=decide&\(Self.query)").page
            #expect(page.text.contains("3 sprawy"))
            let own: KeyValuePairs = ["move": "rejected", "rejection": "outOfScope", "justification": "To nie nasze."]
            let answer = try await browser.post("/demo/office/together", Self.fields("decide", own))
            #expect(answer.page.text.contains("Zmieniono 3 sprawy."))
            #expect(try await Self.statuses(site) == [.rejected, .rejected, .rejected])
            let again = try await browser.post("/demo/office/together", Self.fields("decide", own))
            #expect(again.page.text.contains("Zmieniono 0 spraw."))
            #expect(again.page.markup.matches(of: /<li><a href="\/demo\/office\/reports\//).count == 3)
        }
    }

    @Test("No duplicates are rejected together: each has an earlier report of its own")
    func duplicates() async throws {
        try await Self.with { site, browser in
            let path = "/demo/office/together?act=decide&\(Self.query)"
            let page = try await browser.get(path).page
            #expect(page.markup.contains("value=\"outOfScope\""))
            #expect(!page.markup.contains("value=\"duplicate\""))
        }
    }

    @Test("The way back leads to the queue that one came from, before, after a mistake and when it is done")
    func back() async throws {
        try await Self.with { _, browser in
            let asked = try await browser.get("/demo/office/together?act=decide&queue=new&\(Self.query)")
            let own: KeyValuePairs = ["queue": "new", "move": "rejected", "rejection": "", "justification": "Nie."]
            let refused = try await browser.post("/demo/office/together", Self.fields("decide", own))
            let right: KeyValuePairs = [
                "queue": "new", "move": "rejected", "rejection": "outOfScope", "justification": "Nie.",
            ]
            let done = try await browser.post("/demo/office/together", Self.fields("decide", right))
            for answer in [asked, refused, done] {
                #expect(answer.page.markup.contains("<p class=\"back\"><a href=\"/demo/office?queue=new\">"))
            }
        }
    }

    @Test("What the form lacks is asked for once, and the words stay")
    func lacking() async throws {
        try await Self.with { site, browser in
            let own: KeyValuePairs = ["move": "rejected", "rejection": "", "justification": "To nie nasze."]
            let answer = try await browser.post("/demo/office/together", Self.fields("decide", own))
            #expect(answer.status == 422)
            #expect(answer.page.faults.map(\.field) == ["rejection"])
            #expect(answer.page.text.contains("To nie nasze."))
            #expect(try await Self.statuses(site) == [.new, .new, .new])
        }
    }

    @Test("A case that moved on meanwhile is left alone and named; the others are done")
    func meanwhile() async throws {
        try await Self.with { site, browser in
            let second = ReportNumber(year: 2026, sequence: 2)
            try await site.hall.decide(Decision(to: .accepted), about: second, in: site.town)
            let own: KeyValuePairs = ["move": "rejected", "rejection": "outOfScope", "justification": "To nie nasze."]
            let answer = try await browser.post("/demo/office/together", Self.fields("decide", own))
            #expect(try await Self.statuses(site) == [.rejected, .accepted, .rejected])
            #expect(answer.page.text.contains(site.words()(ReportFailure.movedMeanwhile.text)))
        }
    }

    @Test("Accepting asks for the public words of each report, and publishes none that nobody saw")
    func accepting() async throws {
        try await Self.with { site, browser in
            let page = try await browser.get("/demo/office/together?act=decide&\(Self.query)").page
            for number in Self.cases { #expect(page.value("publicText-\(number)") != nil) }
            let texts: KeyValuePairs = [
                "move": "accepted", "publicText-2026/1": "Pierwsza.", "publicText-2026/2": "Druga.",
            ]
            let answer = try await browser.post("/demo/office/together", Self.fields("decide", texts))
            #expect(try await Self.statuses(site) == [.accepted, .accepted, .new])
            #expect(answer.page.text.contains("2026/3"))
            let second = ReportNumber(year: 2026, sequence: 2)
            #expect(try await site.hall.readReport.unseen(second, in: site.town).published?.description == "Druga.")
        }
    }

    @Test("Several cases are given to one person, and to another unit")
    func giving() async throws {
        try await Self.with { site, browser in
            let page = try await browser.get("/demo/office/together?act=assign&\(Self.query)").page
            let me = try #require(page.markup.firstMatch(of: /<option value="([^"]+)">Jagoda Próbna/)).1
            let done = try await browser.post(
                "/demo/office/together",
                Self.fields("assign", ["assignee": String(me), "note": "Razem."])
            )
            #expect(done.page.text.contains("Zmieniono 3 sprawy."))
            #expect(try await browser.get("/demo/office?queue=mine").page.markup.contains("value=\"2026/3\""))
            let unit = try #require(site.town.units.last?.id.rawValue)
            let handed = try await browser.post("/demo/office/together", Self.fields("handOver", ["unit": unit]))
            #expect(handed.page.text.contains("Zmieniono 3 sprawy."))
        }
    }

    @Test(
        "Nothing ticked, or nothing chosen, says how to begin",
        arguments: ["", "?act=decide", "?\(query)", "?act=burn&\(query)"]
    )
    func nothing(query: String) async throws {
        try await Self.with { _, browser in
            let answer = try await browser.get("/demo/office/together\(query)")
            #expect(answer.status == 200)
            #expect(answer.page.text.contains("Nie zaznaczono spraw"))
        }
    }

    @Test("Cases out of reach are left out, and cannot be changed this way")
    func reach() async throws {
        try await Self.with { site, _ in
            _ = try await site.hall.hire(
                "zofia@urzad.example",
                [StaffGrant(.operator, unit: ID("nowhere"))],
                in: site.town
            )
            let zofia = site.browser()
            _ = try await zofia.signIn(at: site.town, login: "zofia@urzad.example", password: TestSite.officerPassword)
            let page = try await zofia.get("/demo/office/together?act=decide&\(Self.query)").page
            #expect(page.text.contains("Nie zaznaczono spraw"))
            let own: KeyValuePairs = ["move": "rejected", "rejection": "outOfScope", "justification": "Nie."]
            _ = try await zofia.post("/demo/office/together", Self.fields("decide", own))
            #expect(try await Self.statuses(site) == [.new, .new, .new])
        }
    }
}
