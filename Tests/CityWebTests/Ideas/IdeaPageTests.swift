import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityDomain
@testable import CityWeb

/// Ideas from the public list to the answer of the office.
@Suite struct IdeaPageTests {
    private static let idea = "/demo/reports/2026-1"
    private static let nothing: KeyValuePairs<String, String> = [:]

    /// Runs `body` on a site with a published idea that needs so many supporters.
    private static func with(needed: Int = 2, _ body: @Sendable (TestSite) async throws -> Void) async throws {
        let change = ProjectTown.Change("rules.json5", "persons: 10", "persons: \(needed)")
        try await TestSite.with([try ProjectTown.named("demo", change)]) { site in
            var submission = Submission.personal(in: site.town)
            submission.category = "idea"
            let number = try await site.hall.submit(submission, in: site.town).number
            let id = try await site.hall.readReport.unseen(number, in: site.town).report.id
            let (reports, town) = (site.hall.reports, site.town.id)
            _ = try await reports.confirmEmail(of: id, emailIndex: [0, 0], at: site.hall.now, in: town)
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            _ = try await site.hall.mail()
            try await body(site)
        }
    }

    @Test("The page of an idea says how much support there is and how many days are left", arguments: Language.allCases)
    func progress(language: Language) async throws {
        try await Self.with(needed: 3) { site in
            let (spoken, words): (HTTPFields, Words) = ([.acceptLanguage: language.rawValue], site.words(language))
            let page = try await site.get(Self.idea, spoken)
            #expect(page.page.text.contains(words("idea.support", ["count": .number(1), "needed": .number(3)])))
            let left: [String: Text.Argument] = ["count": .number(31), "date": .date(CivilDate(2026, 5, 27))]
            #expect(page.page.text.contains(words("idea.collecting.left", left)))
            #expect(page.body.contains("<progress max=\"3\" value=\"1\" aria-label="))
            #expect(page.page.text.contains(words("idea.say.button")))
            #expect(PersonalTraces.found(in: page.body) == [])
        }
    }

    @Test("With the last supporter the office considers it: it finds it in its queue, and answers in part")
    func answered() async throws {
        try await Self.with { site in
            let words = site.words()
            _ = try await site.resident().post("\(Self.idea)/support", Self.nothing)
            #expect(try await site.get(Self.idea).page.text.contains(words("idea.state.considered")))
            let officer = try await site.officer()
            let queue = try await officer.get("/demo/office?queue=supported")
            #expect(
                queue.page.heading == words("office.queue.supported") && queue.body.contains("office/reports/2026-1")
            )
            let case1 = try await officer.get("/demo/office/reports/2026-1").page
            for answer in ["accepted", "acceptedInPart", "notAccepted"] {
                #expect(case1.text.contains(words("case.move.idea.\(answer)")))
            }
            let seen = try #require(case1.value("seen"))
            let empty: KeyValuePairs = ["action": "decide", "move": "doneInPart", "seen": seen, "justification": ""]
            let refused = try await officer.post("/demo/office/reports/2026-1", empty)
            #expect(refused.status == 422 && refused.body.contains("value=\"doneInPart\" checked"))
            let form: KeyValuePairs = [
                "action": "decide", "move": "doneInPart", "seen": seen, "justification": "Jedna ławka z trzech.",
            ]
            #expect(try await officer.post("/demo/office/reports/2026-1", form).status == 303)
            let page = try await site.get(Self.idea).page
            #expect(
                page.text.contains(words("idea.state.acceptedInPart")) && page.text.contains("Jedna ławka z trzech.")
            )
            #expect(!page.markup.contains("action=\"\(Self.idea)/support\""))
            let letter = try await site.hall.mail().last
            #expect(letter?.subject.contains(words("idea.state.acceptedInPart")) == true)
            #expect(letter?.text.contains(words("mail.idea.inPart")) == true)
        }
    }

    @Test("An idea that is not accepted needs a reason and no other way")
    func declined() async throws {
        try await Self.with { site in
            let officer = try await site.officer()
            let page = try await officer.get("/demo/office/reports/2026-1").page
            #expect(!page.markup.contains("name=\"solution\""))
            let form: KeyValuePairs = [
                "action": "decide", "move": "closed", "seen": try #require(page.value("seen")),
                "justification": "Droga jest państwowa.",
            ]
            #expect(try await officer.post("/demo/office/reports/2026-1", form).status == 303)
            #expect(try await site.get(Self.idea).page.text.contains(site.words()("idea.state.notAccepted")))
        }
    }

    @Test("When the time is over nobody is asked for support, and whoever tries is told why")
    func over() async throws {
        try await Self.with(needed: 9) { site in
            let resident = try await site.resident()
            _ = try await site.browser().post("\(Self.idea)/support", ["email": "ewa@example.org"])
            let letter = try #require(try await site.hall.mail().last)
            let link = try #require(letter.text.firstMatch(of: /\/demo\/support\/[^\/\s]+\/[0-9a-z]{52}/)).output
            site.hall.clock.advance(.days(31))
            let guest = try await site.browser().post(String(link), Self.nothing)
            #expect(guest.status == 409 && guest.page.text.contains(site.words()("support.failure.timeOver")))
            let page = try await site.get(Self.idea).page
            #expect(!page.markup.contains("action=\"\(Self.idea)/support\""))
            let late = try await resident.post("\(Self.idea)/support", Self.nothing)
            #expect(late.status == 409 && late.page.text.contains(site.words()("support.failure.timeOver")))
            _ = try await site.hall.settleIdeas(in: site.town, at: site.hall.now)
            let lapsed = try await site.get(Self.idea).page
            #expect(lapsed.text.contains(site.words()("idea.lapsed.text")))
            #expect(lapsed.text.contains(site.words()("report.event.closed.lapsed")))
        }
    }

    @Test("The list, the feed, the file and the interface tell the same, and take only what they know")
    func lists() async throws {
        try await Self.with { site in
            _ = try await site.hall.settleIdeas(in: site.town, at: site.hall.now)
            for query in ["", "?state=collecting", "?sort=support", "?state=nonsense"] {
                #expect(try await site.get("/demo/ideas\(query)").body.contains("/demo/reports/2026-1"), "\(query)")
                #expect(
                    try await site.get("/demo/ideas.atom\(query)").body.contains("/demo/reports/2026-1"),
                    "\(query)"
                )
                #expect(
                    try await site.get("/demo/ideas.csv\(query)").body.contains("2026/1,idea,collecting"),
                    "\(query)"
                )
            }
            for page in ["ideas.atom", "ideas.csv"] {
                let headers = try await site.get("/demo/\(page)").headers
                #expect(headers[.vary] == "Accept-Language, Cookie", "\(page)")
            }
            #expect(try await !site.get("/demo/ideas?state=lapsed").body.contains("/demo/reports/2026-1"))
            let api = try await site.get("/demo/api/v1/ideas?sort=support")
            #expect(api.status == 200)
            for part in [#""state":"collecting""#, #""persons":1"#, #""needed":2"#, #""collectsUntil":"2026-05-27""#] {
                #expect(api.body.contains(part), "\(part)")
            }
            for wrong in ["state=x", "sort=x", "limit=0", "after=x"] {
                let answer = try await site.get("/demo/api/v1/ideas?\(wrong)")
                #expect((400...422).contains(answer.status), "\(wrong)")
                #expect(answer.headers[.contentType]?.contains("problem+json") == true, "\(wrong)")
            }
            #expect(try await site.get("/demo/ideas?after=x").status == 400)
            #expect(try await site.get("/demo").body.contains("/demo/ideas"))
            for path in ["ideas", "ideas.atom", "ideas.csv", "api/v1/ideas"] {
                #expect(PersonalTraces.found(in: try await site.get("/demo/\(path)").body) == [])
            }
        }
    }

    @Test("Where the town has no rule there is no list and no queue", arguments: ["kielce"])
    func silent(name: String) async throws {
        try await TestSite.with(name) { site in
            for path in ["ideas", "ideas.atom", "ideas.csv"] {
                #expect(try await site.get("/\(name)/\(path)").status == 404, "\(path)")
            }
            let api = try await site.get("/\(name)/api/v1/ideas")
            #expect(api.status == 404 && api.headers[.contentType]?.contains("problem+json") == true)
            #expect(try await !site.get("/\(name)").body.contains("/\(name)/ideas"))
            #expect(try await !site.officer().get("/\(name)/office").body.contains("queue=supported"))
        }
    }

    @Test("Programs of the office answer an idea in part")
    func program() async throws {
        try await Self.with { site in
            let answer = try await Program(.operator, site).call(
                "decideReport",
                ["number": "2026-1"],
                body: #"{"status": "done", "extent": "inPart", "justification": "Jedna ławka."}"#
            )
            #expect(answer.status == 200 && answer.body.contains(#""act":"takenUp""#))
            #expect(try await site.get("/demo/ideas.csv").body.contains(",acceptedInPart,"))
        }
    }

    @Test("Pages of ideas are as they were recorded", arguments: Language.allCases)
    func snapshots(language: Language) async throws {
        let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
        let name = language.rawValue
        try await Self.with(needed: 3) { site in
            _ = try await site.hall.settleIdeas(in: site.town, at: site.hall.now)
            try Self.expect(try await site.get("/demo/ideas", spoken), "page-ideas-\(name)")
            try Self.expect(try await site.get(Self.idea, spoken), "page-idea-collecting-\(name)")
            try Self.expect(try await site.get("/demo/ideas?state=lapsed", spoken), "page-ideas-none-\(name)")
            let officer = try await site.officer()
            for email in ["ula@example.org", "ewa@example.org"] {
                _ = try await site.resident(email).post("\(Self.idea)/support", Self.nothing)
            }
            try Self.expect(try await site.get(Self.idea, spoken), "page-idea-considered-\(name)")
            try Self.expect(try await officer.get("/demo/office/reports/2026-1", spoken), "page-idea-case-\(name)")
        }
    }

    /// The whole page, without what is another in every run.
    private static func expect(_ answer: Answer, _ name: String) throws {
        #expect(answer.status == 200)
        let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
        try expectSnapshot(HTML(trusted: markup), named: name)
    }
}
