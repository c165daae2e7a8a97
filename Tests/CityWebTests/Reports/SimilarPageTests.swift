import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// Similar reports, shown on the way of a new one and in the office.
@Suite struct SimilarPageTests {
    private static let description = "Głęboka dziura w jezdni."

    /// The demo with one published report of `category` where the samples are, number 1.
    private static func with(
        _ category: String = "pothole",
        _ body: @Sendable (TestSite, Browser) async throws -> Void
    ) async throws {
        try await TestSite.with("demo") { site in
            var submission = Submission.personal(in: site.town)
            submission.category = category
            let number = try await site.hall.submit(submission, in: site.town).number
            let text = PublicText(
                title: "Dziura & <dół>",
                description: "Dziura.",
                address: "ul. Zmyślona 21",
                point: site.town.somewhere
            )
            site.hall.clock.advance(.days(3))
            try await site.hall.decide(Decision(to: .accepted), about: number, publishing: text, in: site.town)
            try await body(site, site.browser())
        }
    }

    private static func problem(_ browser: Browser, _ category: String = "pothole", returns: String = "") async throws
        -> Answer
    {
        try await browser.post(
            "/demo/report/problem",
            ["category": category, "description": description, "return": returns]
        )
    }

    @Test(
        "Who is about to report what is known is shown it, can follow it, and can go on",
        .clause("suprasl/II b7"),
        arguments: Language.allCases
    )
    func shown(language: Language) async throws {
        try await Self.with { site, browser in
            _ = try await browser.get("/demo?lang=\(language.rawValue)")
            #expect(try await browser.fillPlace().location == "/demo/report/problem")
            let detour = try await Self.problem(browser)
            #expect(detour.location == "/demo/report/similar?next=report%2Fphotos")
            let answer = try await browser.follow(detour)
            let words = site.words(language)
            #expect(answer.page.heading == words("similar.title"))
            for sentence in [
                "Dziura & <dół>", "2026/1", words("similar.samePlace"), words("similar.age", ["count": .number(3)]),
            ] {
                #expect(answer.page.text.contains(sentence), "\(sentence)")
            }
            #expect(answer.page.links.contains("/demo/reports/2026-1#follow"))
            #expect(answer.page.links.contains("/demo/report/photos"))
            #expect(PersonalTraces.found(in: answer.body) == [])
            let followed = try await browser.get("/demo/reports/2026-1")
            #expect(followed.page.markup.contains("id=\"follow\""))
            // What was typed is still there for whoever goes on.
            _ = try await browser.addPhotos([], step: "next")
            #expect(try await browser.follow(try await browser.fillContact()).page.text.contains(Self.description))
            #expect(try await browser.send().location.hasPrefix("/demo/z/2026-2/"))
        }
    }

    @Test("The page of similar reports is as it was recorded")
    func snapshot() async throws {
        try await Self.with { _, browser in
            _ = try await browser.fillPlace()
            let answer = try await browser.follow(try await Self.problem(browser))
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            try expectSnapshot(HTML(trusted: markup), named: "page-similar-pl")
        }
    }

    @Test(
        "Nothing stands between the steps where nothing is similar or may be shown",
        arguments: [
            ("pothole", "bin", "photos"), ("pothole", "street-light", "details"), ("pothole", "nothing", ""),
            ("vehicle", "vehicle", "photos"),
        ]
    )
    func notShown(known: String, reported: String, next: String) async throws {
        try await Self.with(known) { _, browser in
            _ = try await browser.fillPlace()
            let answer = try await Self.problem(browser, reported)
            #expect(answer.location == (next.isEmpty ? "" : "/demo/report/\(next)"))
            // The address alone, typed or kept from before, leads on as well.
            let direct = try await browser.get("/demo/report/similar?next=report/photos")
            #expect(direct.location == "/demo/report/photos")
        }
    }

    @Test("A changed place or problem leads over the similar reports back to the last step")
    func changed() async throws {
        try await Self.with { site, browser in
            _ = try await browser.post("/demo/report/place", ["address": "ul. Daleka 1"])
            #expect(try await Self.problem(browser).location == "/demo/report/photos")
            let point = try #require(site.town.somewhere)
            let place = try await browser.post(
                "/demo/report/place",
                ["latitude": "\(point.latitude)", "longitude": "\(point.longitude)", "return": "check"]
            )
            #expect(place.location == "/demo/report/similar?next=report%2Fcheck")
            #expect(try await browser.follow(place).page.links.contains("/demo/report/check"))
            let problem = try await Self.problem(browser, returns: "check")
            #expect(problem.location == "/demo/report/similar?next=report%2Fcheck")
        }
    }

    @Test(
        "The page leads to steps of the form alone",
        arguments: ["https://elsewhere.example", "//elsewhere.example", "report/photos/../..", "office", ""]
    )
    func strangeNext(next: String) async throws {
        try await Self.with { _, browser in
            #expect(try await browser.get("/demo/report/similar?next=\(next)").location == "/demo/report/place?lost=1")
            _ = try await browser.fillPlace()
            _ = try await Self.problem(browser)
            let links = try await browser.get("/demo/report/similar?next=\(next)").page.links
            #expect(
                links.contains("/demo/report/problem")
                    && !links.contains { $0.contains("elsewhere") || $0.contains("..") }
            )
        }
    }

    @Test(
        "The office sees similar earlier cases, and its link fills in the join, which the rules still check",
        .clause("biale-blota/§3 b5", "suprasl/II b7")
    )
    func office() async throws {
        try await Self.with { site, browser in
            _ = try await browser.fillPlace()
            _ = try await Self.problem(browser)
            _ = try await browser.fillContact()
            _ = try await browser.send()
            let officer = try await site.officer()
            let path = "/demo/office/reports/2026-2"
            let link = "\(path)?joinTo=2026-1#joins"
            #expect(try await officer.get(path).page.links.contains(link))
            let filled = try await officer.get("\(path)?joinTo=2026-1").page
            #expect(filled.value("leading") == "2026/1")
            // Whoever decides otherwise finds the form as ever.
            #expect(filled.ticked("move") == [] && filled.value("publicText") == Self.description)
            let reason = site.words()("case.similar.justification", ["number": .words("2026/1")])
            #expect(filled.text.contains(reason))
            let number = ReportNumber(year: 2026, sequence: 2)
            #expect(try await site.hall.readReport.unseen(number, in: site.town).report.status == .new)
            _ = try await officer.post(
                "\(path)/join",
                ["seen": "1", "leading": "2026/1", "justification": reason]
            )
            let report = try await site.hall.readReport.unseen(number, in: site.town).report
            #expect(report.history.last?.act == .rejected(.duplicate, earlier: ReportNumber(year: 2026, sequence: 1)))
            #expect(try await !officer.get(path).page.links.contains(link))
        }
    }

    @Test("A case without earlier ones like it shows no card, and a number that is none fills in nothing")
    func plainCase() async throws {
        try await Self.with { site, _ in
            let officer = try await site.officer()
            let page = try await officer.get("/demo/office/reports/2026-1").page
            #expect(!page.markup.contains("id=\"duplicates\""))
            let strange = try await officer.get("/demo/office/reports/2026-1?joinTo=x").page
            #expect(strange.value("leading") == "")
        }
    }

    @Test("Programs get the same suggestions", .clause("suprasl/II b7"))
    func api() async throws {
        try await Self.with { site, _ in
            let point = try #require(site.town.somewhere)
            let place = "latitude=\(point.latitude)&longitude=\(point.longitude)"
            let answer = try await site.get("/demo/api/v1/reports/similar?category=pothole&\(place)&description=Dziura")
            #expect(answer.status == 200)
            #expect(
                answer.body
                    == #"{"reports":[{"address":"ul. Zmyślona 21","category":"pothole","latitude":\#(point.latitude),"#
                    + #""longitude":\#(point.longitude),"meters":0,"number":"2026/1","receivedAt":"2026-04-27T08:15:00Z","#
                    + #""score":0.894,"status":"accepted","title":"Dziura & <dół>"}]}"#
            )
            let none = try await site.get("/demo/api/v1/reports/similar?category=bin&\(place)")
            #expect(none.body == #"{"reports":[]}"#)
        }
    }

    @Test(
        "A question of a program that cannot be answered says what is wrong with it",
        arguments: [
            ("", ["address", "category"]), ("category=pothole", ["address"]),
            ("category=none&address=x", ["category"]),
            ("category=pothole&latitude=91&longitude=0", ["point"]),
            ("category=pothole&latitude=0&longitude=0", ["point"]), ("address=x", ["category"]),
        ]
    )
    func badQuestion(query: String, fields: [String]) async throws {
        try await Self.with { site, _ in
            let answer = try await site.get("/demo/api/v1/reports/similar?\(query)")
            #expect(answer.status == 422)
            #expect(answer.body.matches(of: #/"field":"([^"]*)"/#).map { String($0.1) }.sorted() == fields)
        }
    }
}
