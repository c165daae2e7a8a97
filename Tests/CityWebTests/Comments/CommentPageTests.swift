import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// Comments on the page of a report, and what programs read of them.
@Suite struct CommentPageTests {
    private static func with(
        _ name: String = "demo",
        _ body: @Sendable (TestSite, Browser, ReportNumber) async throws -> Void
    ) async throws {
        try await TestSite.with(name) { site in
            let browser = try await site.resident()
            try await body(site, browser, try await site.hall.publicReport(in: site.town))
        }
    }

    @Test(
        "From the page to the office and back to the page, where everybody reads it",
        .clause("suprasl/VI.4•1"),
        arguments: Language.allCases
    )
    func journey(language: Language) async throws {
        try await Self.with { site, ida, number in
            let (spoken, words): (HTTPFields, Words) = ([.acceptLanguage: language.rawValue], site.words(language))
            let path = "/demo/reports/\(number.path)"
            let form = try await ida.get(path, spoken).page
            let typed: KeyValuePairs = ["words": "Świeci za słabo.\nOd roku.", "key": form.value("key") ?? ""]
            let sent = try await ida.post("\(path)/comments", typed, spoken)
            #expect(sent.location == "\(path)?comment=sent#comments")
            #expect(try await ida.post("\(path)/comments", typed, spoken).status == 303, "pressed twice")
            let own = try await ida.get("\(path)?comment=sent", spoken).page
            #expect(own.text.contains(words("comment.done.sent.title")) && own.text.contains("Świeci za słabo."))
            #expect(own.text.contains(words("comment.own.waiting")))
            #expect(try await !site.get(path, spoken).page.text.contains("Świeci za słabo."))
            let (officer, desk) = (try await site.officer(), "/demo/office/comments")
            let queue = try await officer.get(desk, spoken).page
            #expect(queue.text.contains("Świeci za słabo.") && !queue.text.contains("Przykładowa"), "it names nobody")
            let id = try #require(try await site.hall.waitingComment(in: site.town))
            #expect(
                try await officer.post("\(desk)/\(id)/publish", ["words": "Świeci słabo."], spoken).location
                    == "\(desk)?done=publish"
            )
            let page = try await site.get(path, spoken).page
            #expect(page.text.contains("Świeci słabo.") && page.text.contains(words("comment.edited")))
            #expect(page.text.contains(words("comment.by.resident")) && !page.text.contains("Przykładowa"))
            #expect(
                try await site.get("/demo/reports", spoken).page.text.contains(
                    words(Text("comment.count", ["count": .number(1)]))
                )
            )
        }
    }

    @Test("A wrong comment comes back with what was typed and what to do")
    func faults() async throws {
        try await Self.with { site, ida, number in
            let path = "/demo/reports/\(number.path)/comments"
            let long = String(repeating: "x", count: 1_001)
            for (typed, failure) in [(" ", CommentFailure.wordsMissing), (long, .tooLong(1_000))] {
                let answer = try await ida.post(path, ["words": typed])
                #expect(answer.status == 422 && answer.page.faults.map(\.words) == [site.words()(failure.text)])
                #expect(answer.page.value("words") == typed)
            }
            let stranger = try await site.browser().post(path, ["words": "Moje słowa."])
            #expect(stranger.page.text.contains("Moje słowa."), "nothing typed is lost where the session is over")
            #expect(stranger.page.text.contains(site.words()("comment.signIn")))
            #expect(try await ida.post("/demo/reports/2026-99/comments", ["words": "x"]).status == 404)
        }
    }

    @Test("Numbers and insults are warned of once, and go to the office all the same")
    func warning() async throws {
        try await Self.with { site, ida, number in
            let path = "/demo/reports/\(number.path)/comments"
            let typed = "Dzwoń: 600 100 200,\npisz: ola@poczta.example"
            let warned = try await ida.post(path, ["words": typed])
            #expect(warned.status == 422 && warned.page.text.contains(site.words()("comment.warning.title")))
            #expect(warned.page.text.contains("600 100 200") && warned.page.value("words") == typed)
            let seen = try #require(warned.page.value("warned"))
            let other = try await ida.post(path, ["words": "\(typed) ola2@poczta.example", "warned": seen])
            #expect(other.status == 422, "what was not seen is warned of")
            #expect(try await ida.post(path, ["words": typed, "warned": seen]).status == 303)
        }
    }

    @Test("More than the rule allows in a day are told so, with the text kept and when the next one is taken")
    func daily() async throws {
        try await Self.with { site, ida, number in
            let path = "/demo/reports/\(number.path)/comments"
            for index in 0..<5 { #expect(try await ida.post(path, ["words": "\(index)"]).status == 303) }
            let answer = try await ida.post(path, ["words": "Szósty."])
            #expect(answer.status == 429 && answer.page.value("words") == "Szósty.")
            #expect(answer.headers[.retryAfter] != nil)
        }
    }

    @Test("Once the time is over there is no form, and what was typed in one that stayed open is not lost")
    func closed() async throws {
        try await Self.with { site, ida, number in
            let path = "/demo/reports/\(number.path)"
            try await site.hall.decide(Decision(to: .done, justification: "Tak."), about: number, in: site.town)
            #expect(try await ida.get(path).body.contains("\(path)/comments\""))
            site.hall.clock.advance(.days(31))
            let again = try await site.resident("eda@example.org")
            #expect(try await !again.get(path).body.contains("\(path)/comments\""))
            let late = try await again.post("\(path)/comments", ["words": "Za późno."])
            #expect(late.status == 409 && late.page.text.contains("Za późno."))
        }
    }

    @Test(
        "A town without the rule has no comments: no form, no page, and programs hear that there is no such thing",
        arguments: ["kielce"]
    )
    func silent(name: String) async throws {
        try await TestSite.with(name) { site in
            let ida = try await site.resident()
            let path = "/\(name)/reports/\(try await site.hall.publicReport(in: site.town).path)"
            #expect(try await !ida.get(path).body.contains("comment"))
            #expect(try await ida.post("\(path)/comments", ["words": "x"]).status == 404)
            #expect(try await ida.get("\(path)/comments/x/flag").status == 404)
            #expect(try await ida.post("\(path)/comments/x/flag", ["ground": "spam"]).status == 404)
            let api = try await site.get("/\(name)/api/v1/reports/2026-1/comments")
            #expect(api.status == 404 && api.headers[.contentType]?.contains("problem+json") == true)
            #expect(try await !site.officer().get("/\(name)/office").body.contains("office/comments"))
        }
    }

    @Test("Somebody says what is wrong with a comment, and takes an own one away")
    func flag() async throws {
        try await Self.with { site, ida, number in
            let path = "/demo/reports/\(number.path)"
            _ = try await ida.post("\(path)/comments", ["words": "Tak."])
            let id = try #require(try await site.hall.waitingComment(in: site.town))
            #expect(try await site.get("\(path)/comments/\(id)/flag").status == 404, "nobody reads it yet")
            try await site.hall.moderateComments.publish(id, words: "Tak.", site.hall.moderation(in: site.town))
            let stranger = site.browser()
            #expect(try await stranger.get("\(path)/comments/\(id)/flag").page.text.contains("Tak."))
            let empty = try await stranger.post("\(path)/comments/\(id)/flag", [:])
            #expect(empty.status == 422 && empty.page.faults.count == 1)
            let sent = try await stranger.post("\(path)/comments/\(id)/flag", ["ground": "insult"])
            #expect(sent.location == "\(path)?comment=flagged#comments")
            let officer = try await site.officer()
            let page = try await officer.get("/demo/office/comments/\(id)").page
            #expect(page.text.contains(site.words()("comment.flag.insult")))
            #expect(try await stranger.post("\(path)/comments/\(id)/remove", [:]).location.hasSuffix("account/sign-in"))
            let own = try await ida.get("/demo/account/comments").page
            #expect(own.text.contains(site.words()("comment.state.published")))
            let removed = try await ida.post("\(path)/comments/\(id)/remove", ["from": "account"])
            #expect(removed.location == "/demo/account/comments?comment=removed")
            #expect(try await ida.post("\(path)/comments/\(id)/remove", [:]).status == 404)
            #expect(try await officer.post("/demo/office/comments/\(id)/keep", [:]).status == 404)
        }
    }

    @Test("Who decides second keeps the own words and sees how the comment stands")
    func race() async throws {
        try await Self.with { site, ida, number in
            _ = try await ida.post("/demo/reports/\(number.path)/comments", ["words": "Tak."])
            let id = try #require(try await site.hall.waitingComment(in: site.town))
            let officer = try await site.officer()
            let missing = try await officer.post("/demo/office/comments/\(id)/refuse", ["reason": " "])
            #expect(missing.status == 422 && missing.page.faults.count == 1)
            try await site.hall.moderateComments.publish(id, words: "Tak.", site.hall.moderation(in: site.town))
            let late = try await officer.post("/demo/office/comments/\(id)/refuse", ["reason": "Obelgi."])
            #expect(
                late.page.text.contains("Obelgi."),
                "the reason is not lost, though nothing can be refused any more"
            )
            #expect(late.status == 409 && late.page.text.contains(site.words()(CommentFailure.decided.text)))
        }
    }

    @Test("Programs read what is published, and decide with a key that is good for it")
    func programs() async throws {
        try await Self.with { site, ida, number in
            for words in ["Pierwszy.", "Drugi."] {
                _ = try await ida.post("/demo/reports/\(number.path)/comments", ["words": words])
                site.hall.clock.advance(.minutes(1))
            }
            let api = try await Program(.operator, site)
            let queue = try await api.call("listWaitingComments", [:])
            #expect(queue.status == 200 && !queue.body.contains("Ida") && queue.body.contains("Pierwszy."))
            let ids = queue.body.matches(of: /"id":"([^"]+)"/).map { String($0.1) }
            let first = ids.first ?? ""
            let done = try await api.call("decideComment", ["comment": first], body: #"{"decision": "publish"}"#)
            #expect(done.status == 200 && done.body.contains("\"state\":\"published\""))
            let again = try await api.call("decideComment", ["comment": first], body: #"{"decision": "publish"}"#)
            #expect(again.status == 409)
            let refusal = try await api.call(
                "decideComment",
                ["comment": ids.last ?? ""],
                body: #"{"decision": "refuse"}"#
            )
            #expect(refusal.status == 422)
            let path = ["number": number.path]
            #expect(try await api.call("answerComments", path, body: #"{"words": "Dziękujemy."}"#).status == 201)
            let list = try await site.get("/demo/api/v1/reports/\(number.path)/comments")
            #expect(
                list.body.contains("Pierwszy.") && list.body.contains("Dziękujemy.") && !list.body.contains("Drugi.")
            )
            #expect(list.body.contains("\"by\":\"office\"") && list.body.contains("\"by\":\"resident\""))
        }
    }
}

extension TestTownHall {
    /// The oldest comment that waits for the office.
    func waitingComment(in town: Municipality) async throws -> ID<ReportComment>? {
        try await comments.waiting(limit: 1, within: .everything, in: town.id).first?.comment.id
    }
}
