import CityKit
import CityTestSupport
import Testing

@testable import CityDomain
@testable import CityWeb

/// Queues, filters and kept views, as a page shows them.
@Suite struct InboxPageTests {
    /// Two reports of the demo town, the first accepted, and an operator's browser.
    private static func with(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            for id in ["pothole", "lamp"] {
                let category = try #require(
                    site.town.categories.first { $0.id.rawValue == id } ?? site.town.categories.first
                )
                var submission = Submission.personal(in: site.town)
                submission.category = category.id.rawValue
                _ = try await site.hall.submit(submission, in: site.town)
            }
            try await site.hall.decide(Decision(to: .accepted), about: number(1), in: site.town)
            try await body(site, try await site.officer())
        }
    }

    private static func number(_ sequence: Int) -> ReportNumber { ReportNumber(year: 2026, sequence: sequence) }

    private static func cases(_ answer: Answer) -> [String] {
        answer.page.markup.matches(of: /name="case" value="([^"]+)"/).map { String($0.1) }
    }

    @Test("A filter narrows the queue, stays chosen, and can be taken off")
    func filters() async throws {
        try await Self.with { _, browser in
            #expect(Set(Self.cases(try await browser.get("/demo/office"))) == ["2026/1", "2026/2"])
            let narrow = try await browser.get("/demo/office?queue=unassigned&status=accepted")
            #expect(Self.cases(narrow) == ["2026/1"])
            #expect(narrow.page.markup.contains("<option value=\"accepted\" selected=\"\">"))
            #expect(narrow.page.markup.contains("<input type=\"hidden\" name=\"queue\" value=\"unassigned\">"))
            #expect(narrow.page.links.contains("/demo/office?queue=unassigned"))
        }
    }

    @Test(
        "What an address says wrongly narrows nothing",
        arguments: ["queue=none", "status=burnt", "category=<b>"]
    )
    func wrongly(query: String) async throws {
        try await Self.with { _, browser in
            let answer = try await browser.get("/demo/office?\(query)")
            #expect(Self.cases(answer).count == 2)
        }
    }

    @Test("A view is kept under a name, leads back, and is forgotten")
    func views() async throws {
        try await Self.with { site, browser in
            let fields: KeyValuePairs = ["status": "accepted", "name": "Przyjęte <dziś>"]
            let kept = try await browser.post("/demo/office/views", fields)
            #expect(kept.location == "/demo/office?status=accepted")
            let page = try await browser.get(kept.location).page
            #expect(
                page.markup.contains(
                    "<a href=\"/demo/office?status=accepted\" aria-current=\"page\">Przyjęte &lt;dziś&gt;</a>"
                )
            )
            let forget = try #require(page.markup.firstMatch(of: /action="([^"]+\/forget)"/)).1
            _ = try await browser.post(String(forget), ["status": "accepted"])
            #expect(try await !browser.get("/demo/office").page.markup.contains("Przyjęte &lt;dziś&gt;"))
        }
    }

    @Test("A view without a name is refused at its field, and nothing is lost")
    func nameless() async throws {
        try await Self.with { site, browser in
            let long = String(repeating: "a", count: 61)
            let answer = try await browser.post("/demo/office/views", ["status": "accepted", "name": long])
            #expect(answer.status == 422)
            #expect(answer.page.faults.map(\.field) == ["name"])
            #expect(answer.page.value("name") == long)
            #expect(Self.cases(answer) == ["2026/1"])
        }
    }

    @Test("Every queue stands at the side with its count; that of a unit for people of one alone")
    func queues() async throws {
        try await Self.with { site, browser in
            let page = try await browser.get("/demo/office").page
            #expect(page.markup.contains("<span>Nieprzypisane</span> <span class=\"count\">2</span>"))
            #expect(!page.links.contains("/demo/office?queue=unit"))
            _ = try await site.hall.hire(
                "zofia@urzad.example",
                [StaffGrant(.operator)],
                unit: ID("roads"),
                in: site.town
            )
            let zofia = site.browser()
            _ = try await zofia.signIn(at: site.town, login: "zofia@urzad.example", password: TestSite.officerPassword)
            #expect(try await zofia.get("/demo/office").page.links.contains("/demo/office?queue=unit"))
        }
    }

    @Test("A case is taken, watched and noted on from its page; of two who take it, one is told")
    func page() async throws {
        try await Self.with { site, browser in
            let path = "/demo/office/reports/2026-1"
            let fresh = try await browser.get(path).page
            let me = try #require(fresh.value("assignee"))
            #expect(fresh.text.contains("Biorę tę sprawę"))
            let taken = try await browser.post("\(path)/assign", ["assignee": me, "lead": "", "action": "assign"])
            #expect(taken.location == path)
            #expect(Self.cases(try await browser.get("/demo/office?queue=mine")) == ["2026/1"])
            _ = try await browser.post("\(path)/watch", ["watch": "1"])
            #expect(Self.cases(try await browser.get("/demo/office?queue=watched")) == ["2026/1"])
            _ = try await browser.post("\(path)/note", ["note": "Ten sam <obwód>.", "action": "note"])
            let page = try await browser.get(path).page
            #expect(page.markup.contains("Ten sam &lt;obwód&gt;."))
            #expect(page.text.contains("Przestań obserwować"))
            #expect(!page.text.contains("Biorę tę sprawę"))
            let late = try await browser.post("\(path)/assign", ["assignee": "", "lead": "", "action": "assign"])
            #expect(late.location == path)
            let stale = try await browser.post("\(path)/assign", ["assignee": me, "lead": "", "action": "assign"])
            #expect(stale.status == 409)
            #expect(stale.page.faults.map(\.words) == [site.words()(CaseworkFailure.assignedMeanwhile.text)])
            let empty = try await browser.post("\(path)/note", ["note": " ", "action": "note"])
            #expect(empty.page.faults.map(\.field) == ["note-note"])
        }
    }

    @Test("Neither the reporter nor the public sees a note or who leads the case")
    func hidden() async throws {
        try await TestSite.with("demo") { site in
            let receipt = try await site.hall.submit(.personal(in: site.town), in: site.town)
            try await site.hall.decide(Decision(to: .accepted), about: receipt.number, in: site.town)
            let browser = try await site.officer()
            let path = "/demo/office/reports/\(receipt.number.path)"
            let me = try #require(try await browser.get(path).page.value("assignee"))
            _ = try await browser.post("\(path)/assign", ["assignee": me, "lead": "", "note": "Tylko dla nas."])
            _ = try await browser.post("\(path)/note", ["note": "Tylko dla nas."])
            #expect(try await browser.get(path).page.text.contains("Tylko dla nas."))
            let stranger = site.browser()
            let pages = [
                "/demo/z/\(receipt.number.path)/\(receipt.secret.text)", "/demo/reports/\(receipt.number.path)",
                "/demo/reports", "/demo/open-data/reports.csv",
            ]
            for page in pages {
                let answer = try await stranger.get(page)
                #expect(answer.status == 200, "\(page)")
                #expect(!answer.body.contains("Tylko dla nas") && !answer.body.contains("Jagoda"), "\(page)")
            }
        }
    }
}
