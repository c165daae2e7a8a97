import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// Reports that were put aside, from the reporter's receipt to the moderator's verdict.
@Suite struct AsidePageTests {
    private static let queue = "/suprasl/office/aside"
    private static let nothing: KeyValuePairs<String, String> = [:]

    /// A town with so many reports that hold words of its list, and one that does not.
    private static func with(
        waiting: Int = 3,
        _ body: @Sendable (TestSite, Browser) async throws -> Void
    ) async throws {
        try await TestSite.with("suprasl") { site in
            _ = try await site.hall.submit(in: site.town)
            var spam = Submission.personal(in: site.town)
            for _ in 0..<waiting {
                spam.description = "Najlepsze kasyno online"
                _ = try await site.hall.submit(spam, in: site.town)
            }
            try await body(site, try await site.moderator())
        }
    }

    private static func judge(
        _ moderator: Browser,
        _ act: String,
        _ numbers: [Int],
        ground: String = "spam",
        words: String = "To jest reklama.",
        seen: Int = 1
    ) async throws -> Answer {
        let fields =
            [("act", act), ("ground", ground), ("justification", words)]
            + numbers.flatMap { [("case", "2026/\($0)"), ("seen-2026/\($0)", "\(seen)")] }
        return try await moderator.post("\(queue)/judge", fields)
    }

    @Test(
        "Whoever reports sees the usual receipt, letter and page, and the office does not see the report",
        .clause("suprasl/V.3")
    )
    func receipt() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = site.browser()
            _ = try await browser.fillPlace()
            let problem: KeyValuePairs = [
                "category": site.town.categories[1].id.rawValue, "description": "Wejdź na kasyno online",
            ]
            _ = try await browser.post("/suprasl/report/problem", problem)
            _ = try await browser.fillContact()
            let receipt = try await browser.follow(try await browser.send())
            #expect(receipt.status == 200 && receipt.page.text.contains("2026/1"))
            #expect(!receipt.body.contains(site.words()("aside.tag")))
            #expect(try await site.hall.mail().count == 1)
            let officer = try await site.officer()
            #expect(try await !officer.get("/suprasl/office").body.contains("reports/2026-1"))
            #expect(try await !officer.get("/suprasl/office").body.contains(Self.queue))
            let case1 = try await officer.get("/suprasl/office/reports/2026-1")
            #expect(case1.status == 403 && case1.page.text.contains(site.words()("account.failure.putAside")))
            #expect(try await officer.get(Self.queue).status == 403)
            #expect(try await site.get("/suprasl/reports/2026-1").status == 404)
            // The browser is known for a day, by nothing else than chance.
            #expect(browser.cookie("device")?.count == 52)
        }
    }

    @Test("A moderator lets one go on and refuses two with one justification", .clause("suprasl/V.3"))
    func journey() async throws {
        try await Self.with { site, moderator in
            let words = site.words()
            let list = try await moderator.get(Self.queue).page
            #expect(list.heading == words("aside.title") && list.text.contains("2026/4"))
            #expect(list.text.contains(words("aside.why.words", ["found": .number(1)])))
            #expect(list.text.contains(words("aside.left.hours", ["count": .number(48)])))
            #expect(PersonalTraces.found(in: list.markup) == [])
            let asked = try await moderator.get("\(Self.queue)/judge?act=release&case=2026/2").page
            #expect(asked.text.contains("Najlepsze kasyno online") && asked.value("seen-2026/2") == "1")
            let released = try await moderator.follow(try await Self.judge(moderator, "release", [2]))
            #expect(released.page.text.contains(words("aside.done.release")))
            let refused = try await moderator.follow(try await Self.judge(moderator, "refuse", [3, 4]))
            #expect(refused.page.text.contains(words("aside.none")))
            #expect(refused.page.text.contains(words("aside.outcome.refused")))
            let officer = try await site.officer()
            let inbox = try await officer.get("/suprasl/office").body
            #expect(inbox.contains("reports/2026-2") && !inbox.contains("reports/2026-3"))
            let case3 = try await officer.get("/suprasl/office/reports/2026-3").page
            #expect(case3.text.contains("To jest reklama."))
        }
    }

    @Test(
        "A refusal without a kind or without words comes back with what was typed, and nothing is refused",
        arguments: [("", "Reklama.", "ground"), ("spam", " ", "justification"), ("unlawful", "Reklama.", "ground")]
    )
    func wrong(ground: String, words: String, field: String) async throws {
        try await Self.with { _, moderator in
            let answer = try await Self.judge(moderator, "refuse", [2, 3], ground: ground, words: words)
            #expect(answer.status == 422 && answer.body.contains("id=\"\(field)-error\""))
            #expect(answer.page.value("seen-2026/3") == "1" && answer.body.contains(words))
            #expect(try await moderator.get(Self.queue).body.contains("2026/2"))
        }
    }

    @Test("The moderator who comes second is told what the first one did, and keeps the words")
    func second() async throws {
        try await Self.with { site, moderator in
            _ = try await Self.judge(moderator, "release", [2])
            let late = try await Self.judge(moderator, "refuse", [2, 3], words: "Reklama kasyna.")
            let failure = AbuseFailure.judged(ReportNumber(year: 2026, sequence: 2), .new)
            #expect(late.status == 200 && late.page.text.contains(site.words()(failure.text)))
            #expect(late.page.text.contains("Reklama kasyna."))
            let page = try await moderator.get("\(Self.queue)/judge?act=refuse&case=2026/2").page
            #expect(page.text.contains(site.words()("aside.outcome.released")))
            #expect(try await moderator.get(Self.queue).page.text.contains(site.words()("aside.none")) == false)
        }
    }

    @Test("The page of a case says why it waits, and leads to the verdict and to the watch")
    func casePage() async throws {
        try await Self.with { site, moderator in
            let page = try await moderator.get("/suprasl/office/reports/2026-2").page
            #expect(page.text.contains(site.words()("aside.why.words", ["found": .number(1)])))
            #expect(page.links.contains("\(Self.queue)/judge?act=refuse&case=2026-2"))
            #expect(!page.markup.contains("name=\"move\""))
            let ordinary = try await moderator.get("/suprasl/office/reports/2026-1").page
            #expect(!ordinary.markup.contains("id=\"aside\""))
        }
    }

    @Test("A moderator watches an account for a time, sees who is on watch, and ends it")
    func watch() async throws {
        try await TestSite.with("suprasl") { site in
            let words = site.words()
            let ida = try await site.hall.resident(in: site.town)
            var spam = Submission.sample(in: site.town)
            (spam.description, spam.email) = ("Tania viagra", ida.profile.email.text)
            _ = try await site.hall.submitReport(
                spam,
                clientKey: ClientKey(random: site.hall.randomness),
                origin: .page,
                language: .polish,
                by: ida,
                in: site.town,
                at: site.hall.now
            )
            let moderator = try await site.moderator()
            let path = "\(Self.queue)/watch/2026-1"
            #expect(try await moderator.get(path).body.contains("value=\"account\""))
            let wrong = try await moderator.post(path, ["subject": "account", "justification": " "])
            #expect(wrong.status == 422 && wrong.body.contains("value=\"account\" checked"))
            let set = try await moderator.post(path, ["subject": "account", "justification": "Trzeci raz."])
            let list = try await moderator.follow(set).page
            #expect(list.text.contains("Trzeci raz.") && list.text.contains(words("aside.watch.done.set")))
            let twice = try await moderator.post(path, ["subject": "account", "justification": "Znowu."])
            #expect(twice.status == 409 && twice.body.contains("Znowu."))
            let end = try #require(list.markup.firstMatch(of: /action="([^"]+\/end)"/)).1
            let ended = try await moderator.follow(try await moderator.post(String(end), Self.nothing))
            #expect(ended.page.text.contains(words("aside.watches.none")))
            #expect(try await moderator.post(String(end), Self.nothing).status == 409)
        }
    }

    @Test("The pages are as they were recorded", arguments: Language.allCases)
    func snapshots(language: Language) async throws {
        try await Self.with { site, moderator in
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            for (name, place) in [
                ("queue", "aside"), ("refuse", "aside/judge?act=refuse&case=2026/2&case=2026/3"),
                ("watches", "watches"), ("case", "reports/2026-2"),
            ] {
                let answer = try await moderator.get("/suprasl/office/\(place)", spoken)
                #expect(answer.status == 200)
                let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
                    .replacing(/name="key" value="[^"]+"/, with: "name=\"key\" value=\"KEY\"")
                try expectSnapshot(HTML(trusted: markup), named: "page-aside-\(name)-\(language.rawValue)")
            }
        }
    }
}

extension TestSite {
    /// A browser in which a moderator of the town has signed in.
    func moderator() async throws -> Browser {
        _ = try await hall.createStaff(
            name: PersonName(typed: "Marek Próbny"),
            login: EmailAddress(typed: "marek@urzad.example"),
            password: Password(typed: Self.officerPassword),
            roles: [.moderator],
            by: .test,
            in: town.id,
            at: hall.now
        )
        let browser = browser()
        _ = try await browser.signIn(at: town, login: "marek@urzad.example")
        return browser
    }
}
