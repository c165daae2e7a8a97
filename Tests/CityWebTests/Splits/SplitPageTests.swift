import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct SplitPageTests {
    /// A town with a case of a pothole.
    private static func with(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            var submission = Submission.personal(in: site.town)
            submission.category = "pothole"
            _ = try await site.hall.submit(submission, in: site.town)
            try await body(site, try await site.officer())
        }
    }

    private static func number(_ sequence: Int) -> ReportNumber { ReportNumber(year: 2026, sequence: sequence) }
    private static func path(_ sequence: Int) -> String { "/demo/office/reports/2026-\(sequence)" }

    private static func split(
        _ officer: Browser,
        category: String = "street-light",
        words: String = "Nie świeci lampa nad dziurą.",
        seen: Int = 1
    ) async throws -> Answer {
        let key = try await officer.get(path(1)).page.value("key") ?? ""
        let form: KeyValuePairs = ["seen": "\(seen)", "category": category, "description": words, "key": key]
        return try await officer.post("\(path(1))/split", form)
    }

    private static func end(_ sequence: Int, _ site: TestSite) async throws {
        let decision = Decision(to: .rejected, justification: "Nie nasze.", rejection: .outOfScope)
        try await site.hall.decide(decision, about: number(sequence), in: site.town)
    }

    @Test("The office splits a part off, cannot end the case before it, and finds the case in the queue after it")
    func journey() async throws {
        try await Self.with { site, officer in
            let words = site.words()
            let before = try await officer.get(Self.path(1)).page
            #expect(before.text.contains(words("case.parts.split")))
            let whole = try await officer.follow(try await Self.split(officer)).page
            #expect(whole.links.contains(Self.path(2)))
            #expect(whole.text.contains(words("case.parts.count", ["count": .number(1)])))
            let part = try await officer.get(Self.path(2)).page
            #expect(part.links.contains(Self.path(1)))
            #expect(part.text.contains(words("case.contact.part")))
            #expect(!part.text.contains(words("case.work.ask")) && !part.text.contains(words("case.parts.split")))
            #expect(!part.markup.contains("id=\"thread\""))
            let early = try await officer.post(
                Self.path(1),
                ["seen": "2", "move": "rejected", "rejection": "outOfScope", "justification": "Nie nasze drogi."]
            )
            #expect(early.status == 409 && early.page.text.contains("2026/2"))
            #expect(early.page.text.contains("Nie nasze drogi."))
            try await Self.end(2, site)
            let queue = try await officer.get("/demo/office?queue=partsDone").page
            #expect(queue.links.contains(Self.path(1)))
            let seen = try await officer.follow(
                try await officer.post("\(Self.path(1))/seeParts", ["seen": "2"])
            )
            #expect(!seen.page.text.contains(words("case.parts.see")))
            #expect(try await !officer.get("/demo/office?queue=partsDone").page.links.contains(Self.path(1)))
            // Somebody else pressed the button first: nothing is wrong.
            #expect(try await officer.post("\(Self.path(1))/seeParts", ["seen": "2"]).status == 303)
            try await Self.end(1, site)
        }
    }

    @Test(
        "A wrong form keeps what was typed and says what to do",
        arguments: [
            ("", "Lampa.", "report.failure.missing.category"), ("nothing", "Lampa.", "report.failure.categoryUnknown"),
            ("street-light", " ", "report.failure.missing.description"),
        ]
    )
    func wrong(category: String, words: String, failure: String) async throws {
        try await Self.with { site, officer in
            let answer = try await Self.split(officer, category: category, words: words)
            #expect(answer.status == 422)
            #expect(answer.page.text.contains(site.words()(failure)))
            if words == "Lampa." { #expect(answer.page.text.contains("Lampa.")) }
            #expect(answer.page.value("key")?.isEmpty == false)
        }
    }

    @Test("A form that comes twice makes one part; one that was changed meanwhile is asked for again")
    func twice() async throws {
        try await Self.with { site, officer in
            let key = try #require(try await officer.get(Self.path(1)).page.value("key"))
            func send(_ words: String) async throws -> Answer {
                let form: KeyValuePairs = [
                    "seen": "1", "category": "street-light", "description": words, "key": key,
                ]
                return try await officer.post("\(Self.path(1))/split", form)
            }
            #expect(try await send("Lampa.").status == 303)
            #expect(try await send("Lampa.").status == 303)
            let other = try await send("Inna lampa.")
            #expect(other.status == 422 && other.page.text.contains("Inna lampa."))
            #expect(other.page.value("key") != key)
            let report = try await site.hall.readReport.unseen(Self.number(1), in: site.town).report
            #expect(report.split.parts.map(\.number) == [Self.number(2)])
        }
    }

    @Test("Words for a case that moved on meanwhile are not lost")
    func outdated() async throws {
        try await Self.with { site, officer in
            try await site.hall.decide(Decision(to: .accepted), about: Self.number(1), in: site.town)
            let late = try await Self.split(officer, words: "Lampa nad dziurą.")
            #expect(late.status == 409 && late.page.text.contains("Lampa nad dziurą."))
        }
    }

    @Test("A part of another unit is shown with number, category and status alone")
    func otherUnit() async throws {
        try await Self.with { site, officer in
            _ = try await Self.split(officer)
            let report = try await site.hall.readReport.unseen(Self.number(1), in: site.town).report
            let part = try #require(report.split.parts.first)
            let grant = StaffGrant(.operator, unit: report.unit)
            _ = try await site.hall.hire("drogi@urzad.example", [grant], in: site.town)
            let colleague = site.browser()
            _ = try await colleague.signIn(at: site.town, login: "drogi@urzad.example")
            let page = try await colleague.get(Self.path(1)).page
            #expect(page.text.contains("2026/2") && !page.links.contains(Self.path(2)))
            let unit = try #require(site.town.unit(part.unit))
            let card = try #require(page.markup.split(separator: "id=\"parts\"").last)
            #expect(!card.prefix(600).contains(site.words()(unit.name)))
        }
    }

    @Test("The reporter reads in how many parts the report is handled; everybody reads of published ones alone")
    func readers() async throws {
        try await TestSite.with("demo") { site in
            var submission = Submission.personal(in: site.town)
            submission.category = "pothole"
            let receipt = try await site.hall.submit(submission, in: site.town)
            let officer = try await site.officer()
            _ = try await Self.split(officer, words: "Słowa urzędu.")
            _ = try await Self.split(officer, category: "bin", seen: 2)
            let words = site.words()
            let own = try await site.get("/demo/z/\(receipt.number.path)/\(receipt.secret.grouped)").page
            #expect(own.text.contains(words("report.parts", ["count": .number(2)])))
            #expect(!own.text.contains("2026/2") && !own.text.contains("Słowa urzędu."))
            try await site.hall.decide(Decision(to: .accepted), about: Self.number(1), in: site.town)
            let none = try await site.get("/demo/reports/2026-1").page
            #expect(!none.markup.contains("id=\"parts\""))
            try await site.hall.decide(Decision(to: .accepted), about: Self.number(3), in: site.town)
            let one = try await site.get("/demo/reports/2026-1").page
            #expect(one.text.contains(words("report.parts", ["count": .number(1)])))
            // The page of the part says nothing of where it came from.
            let part = try await site.get("/demo/reports/2026-3").page
            #expect(!part.text.contains("2026/1"))
        }
    }

    private static func key(_ role: APIRole, _ site: TestSite) async throws -> String {
        try await site.hall.apiKeys.create(
            name: "Program",
            role: role,
            by: .test,
            in: site.town.id,
            at: site.hall.now
        ).text
    }

    private static func post(
        _ site: TestSite,
        _ place: String,
        _ body: String,
        _ key: String,
        name: String? = nil
    ) async throws -> Answer {
        var headers: HTTPFields = [.authorization: "Bearer \(key)", .contentType: "application/json"]
        if let name { headers[.idempotencyKey] = name }
        return try await site.request(.post, "/demo/api/v1/reports/\(place)", headers, body: Array(body.utf8))
    }

    @Test("Programs split, and only the office reads which parts there are")
    func programs() async throws {
        try await Self.with { site, _ in
            let body = #"{"category": "street-light", "description": "Lampa nad dziurą."}"#
            let office = try await Self.key(.administrator, site)
            let split = try await Self.post(site, "2026-1/split", body, office, name: "\"one\"")
            #expect(split.status == 200 && split.body.contains(#""parts":[{"#), "\(split.body)")
            let again = try await Self.post(site, "2026-1/split", body, office, name: "\"one\"")
            #expect(again.status == 200)
            let report = try await site.hall.readReport.unseen(Self.number(1), in: site.town).report
            #expect(report.split.parts.map(\.number) == [Self.number(2)])
            let part = try await site.request(
                .get,
                "/demo/api/v1/reports/2026-2",
                [.authorization: "Bearer \(office)"]
            )
            #expect(part.body.contains(#""splitFrom":"2026/1""#), "\(part.body)")
            #expect(try await Self.post(site, "2026-2/split", body, office).status == 409)
            #expect(try await Self.post(site, "2026-9/split", body, office).status == 404)
            #expect(
                try await Self.post(site, "2026-1/split", #"{"category": "x", "description": "y"}"#, office).status
                    == 422
            )
            #expect(try await Self.post(site, "2026-1/split", body, Self.key(.contractor, site)).status == 403)
            try await site.hall.decide(Decision(to: .accepted), about: Self.number(1), in: site.town)
            let open = try await site.get("/demo/api/v1/reports/2026-1")
            #expect(open.status == 200 && !open.body.contains("\"parts\"") && !open.body.contains("2026/2"))
        }
    }

    @Test(
        "Pages of split reports are as they were recorded",
        arguments: Language.allCases,
        ["case-whole", "case-split-part"]
    )
    func snapshots(language: Language, page: String) async throws {
        try await Self.with { site, officer in
            _ = try await Self.split(officer)
            _ = try await Self.split(officer, category: "bin", words: "Kosz jest pełny.", seen: 2)
            try await Self.end(2, site)
            let path = page == "case-whole" ? Self.path(1) : Self.path(3)
            let answer = try await officer.get(path, [.acceptLanguage: language.rawValue])
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            try expectSnapshot(HTML(trusted: markup), named: "page-\(page)-\(language.rawValue)")
        }
    }
}
