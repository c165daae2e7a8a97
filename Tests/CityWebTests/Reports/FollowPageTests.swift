import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct FollowPageTests {
    /// Runs `body` on a site with an accepted report.
    private static func with(_ body: @Sendable (TestSite) async throws -> Void) async throws {
        try await TestSite.with("kielce") { site in
            let number = try await site.hall.submit(in: site.town).number
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            try await body(site)
        }
    }

    private static let page = "/kielce/reports/2026-1"

    /// The path of the link in the newest letter.
    private static func link(_ site: TestSite) async throws -> String {
        let letter = try #require(try await site.hall.mail().last)
        let link = try #require(letter.text.firstMatch(of: /https:\/\/ratusz\.example(\/kielce\/follow\/\S+)/))
        return String(link.1)
    }

    @Test(
        "A visitor asks on the page, says yes by the link of the letter, and ends it there",
        .clause("kielce/IV.3")
    )
    func journey() async throws {
        try await Self.with { site in
            let (browser, words) = (site.browser(), site.words())
            #expect(try await browser.get(Self.page).page.text.contains(words("follow.title")))
            let asked = try await browser.follow(
                browser.post("\(Self.page)/follow", ["email": "olena@poczta.example"])
            )
            #expect(asked.page.text.contains(words("follow.asked.title")))
            let link = try await Self.link(site)
            #expect(try await browser.get(link).page.heading == words("follow.confirm.title"))
            let confirmed = try await browser.follow(browser.post(link, [:]))
            #expect(confirmed.page.heading == words("follow.following.title"))
            let stopped = try await browser.follow(browser.post("\(link)/stop", [:]))
            #expect(stopped.page.heading == words("follow.over.title"))
        }
    }

    @Test("Opening links changes nothing: programs that look at mail open all of them")
    func scanners() async throws {
        try await Self.with { site in
            let browser = site.browser()
            _ = try await browser.post("\(Self.page)/follow", ["email": "olena@poczta.example"])
            let link = try await Self.link(site)
            for path in [link, "\(link)/stop"] {
                #expect(try await browser.get(path).page.heading == site.words()("follow.confirm.title"))
            }
            _ = try await browser.post(link, [:])
            for path in [link, "\(link)/stop"] {
                #expect(try await browser.get(path).page.heading == site.words()("follow.following.title"))
            }
        }
    }

    @Test("A mail program ends it with one post that says nothing of where it comes from (RFC 8058)")
    func oneClick() async throws {
        try await Self.with { site in
            let browser = site.browser()
            _ = try await browser.post("\(Self.page)/follow", ["email": "olena@poczta.example"])
            let link = try await Self.link(site)
            _ = try await browser.post(link, [:])
            let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            let body = Array("List-Unsubscribe=One-Click".utf8)
            #expect(try await site.request(.post, link, headers, body: body).status == 403)
            #expect(try await site.request(.post, "\(link)/stop", headers, body: body).status == 303)
            #expect(try await site.get(link).page.heading == site.words()("follow.over.title"))
        }
    }

    @Test(
        "A wrong address stays in the field with what is wrong about it",
        arguments: [("", EmailAddressFailure.empty), ("olena@poczta", .wrongForm)]
    )
    func mistakes(typed: String, failure: EmailAddressFailure) async throws {
        try await Self.with { site in
            let answer = try await site.browser().post("\(Self.page)/follow", ["email": typed])
            #expect(answer.status == 422)
            #expect(answer.page.text.contains(site.words()(failure.text)))
            #expect(typed.isEmpty || answer.body.contains("value=\"\(typed)\""))
            #expect(answer.page.heading == PublicText.sample.title)
        }
    }

    @Test(
        "A link that is none of ours is told as such",
        arguments: ["x/y", "f/\(String(repeating: "0", count: 52))", "f/\(String(repeating: "0", count: 52))/stop"]
    )
    func wrongLink(path: String) async throws {
        try await Self.with { site in
            let answer = try await site.get("/kielce/follow/\(path)")
            #expect(answer.status == 404)
            #expect(answer.page.text.contains(site.words()(FollowFailure.wrongLink.text)))
        }
    }

    @Test("Once nothing more will happen there is nothing to follow")
    func finished() async throws {
        try await Self.with { site in
            for status in [ReportStatus.inProgress, .done] {
                let decision = Decision(to: status, justification: "Już.")
                try await site.hall.decide(decision, about: ReportNumber(year: 2026, sequence: 1), in: site.town)
            }
            #expect(try await !site.get(Self.page).page.text.contains(site.words()("follow.title")))
            let answer = try await site.browser().post("\(Self.page)/follow", ["email": "olena@poczta.example"])
            #expect(answer.status == 409)
        }
    }
}
