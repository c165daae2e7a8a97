import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct SupportPageTests {
    private static let page = "/demo/reports/2026-1"
    private static let nothing: KeyValuePairs<String, String> = [:]

    /// Runs `body` on a site with an accepted report.
    private static func with(_ body: @Sendable (TestSite) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            let number = try await site.hall.submit(.personal(in: site.town), in: site.town).number
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            _ = try await site.hall.mail()
            try await body(site)
        }
    }

    private static func link(_ site: TestSite) async throws -> String {
        let letter = try #require(try await site.hall.mail().last)
        let link = try #require(letter.text.firstMatch(of: /https:\/\/ratusz\.example(\/demo\/support\/\S+)/))
        return String(link.1)
    }

    private static func reported(_ count: Int, _ site: TestSite) -> String {
        site.words()("persons.reported", ["count": .number(count)])
    }

    @Test("A guest says it on the page, confirms by the letter, and takes it back there", arguments: Language.allCases)
    func guest(language: Language) async throws {
        try await Self.with { site in
            let (browser, words) = (site.browser(), site.words(language))
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            let first = try await browser.get(Self.page, spoken).page
            #expect(first.text.contains(words("support.title")))
            let form: KeyValuePairs = ["email": "olena@poczta.example"]
            let asked = try await browser.post("\(Self.page)/support", form, spoken)
            #expect(asked.location == "\(Self.page)?support=asked#support")
            let told = try await browser.get("\(Self.page)?support=asked", spoken).page
            #expect(told.text.contains(words("support.asked.title")))
            let link = try await Self.link(site)
            #expect(try await browser.get(link, spoken).page.heading == words("support.confirm.page.title"))
            // Opening the link changes nothing: programs that look at mail open all of them.
            #expect(try await browser.get(link, spoken).page.heading == words("support.confirm.page.title"))
            _ = try await browser.post(link, Self.nothing, spoken)
            #expect(try await browser.get(link, spoken).page.heading == words("support.said.page.title"))
            let counted = words("persons.reported", ["count": .number(2)])
            #expect(try await browser.get(Self.page, spoken).page.text.contains(counted))
            _ = try await browser.post("\(link)/stop", Self.nothing, spoken)
            #expect(try await browser.get(link, spoken).page.heading == words("support.over.page.title"))
            #expect(try await !browser.get(Self.page, spoken).page.text.contains(counted))
        }
    }

    @Test("An account says it with one button, is counted once, and takes it back with one")
    func account() async throws {
        try await Self.with { site in
            let browser = try await site.resident()
            for _ in 0..<2 {
                let said = try await browser.post("\(Self.page)/support", Self.nothing)
                #expect(said.location == "\(Self.page)#support")
            }
            let page = try await browser.get(Self.page).page
            #expect(page.text.contains(Self.reported(2, site)))
            #expect(page.text.contains(site.words()("support.given.title")))
            _ = try await browser.post("\(Self.page)/support/back", Self.nothing)
            #expect(try await !browser.get(Self.page).page.text.contains(Self.reported(2, site)))
        }
    }

    @Test("A wrong address keeps what was typed, at its field")
    func wrong() async throws {
        try await Self.with { site in
            let form: KeyValuePairs = ["email": "olena"]
            let answer = try await site.browser().post("\(Self.page)/support", form)
            #expect(answer.status == 422)
            #expect(answer.page.links.contains("#support-email"))
            #expect(answer.page.markup.contains("id=\"support-email\" name=\"email\""))
            #expect(answer.page.markup.contains("value=\"olena\""))
        }
    }

    @Test("Without an account nobody takes the word of an account back")
    func nobody() async throws {
        try await Self.with { site in
            let answer = try await site.browser().post("\(Self.page)/support/back", Self.nothing)
            #expect(answer.status == 403)
        }
    }

    @Test("A report that ended shows how many it was about, and asks nobody any more")
    func ended() async throws {
        try await Self.with { site in
            _ = try await site.resident().post("\(Self.page)/support", Self.nothing)
            let number = ReportNumber(year: 2026, sequence: 1)
            try await site.hall.decide(Decision(to: .done, justification: "Świeci."), about: number, in: site.town)
            let page = try await site.get(Self.page).page
            #expect(page.text.contains(Self.reported(2, site)))
            #expect(!page.markup.contains("action=\"\(Self.page)/support\""))
            #expect(try await site.resident("ula@example.org").post("\(Self.page)/support", Self.nothing).status == 409)
        }
    }

    @Test("The office sees the weight in the list and on the case; programs do as well")
    func office() async throws {
        try await Self.with { site in
            _ = try await site.resident().post("\(Self.page)/support", Self.nothing)
            let officer = try await site.officer()
            let weight = site.words()("persons.count", ["count": .number(2)])
            #expect(try await officer.get("/demo/office").page.text.contains(weight))
            #expect(try await officer.get("/demo/office/reports/2026-1").page.text.contains(Self.reported(2, site)))
            #expect(try await site.get("/demo/api/v1/reports/2026-1").body.contains(#""persons":2"#))
        }
    }

    @Test(
        "Programs send the word of a guest, and learn nothing of the address",
        arguments: [
            ("2026-1", #"{"email": "olena@poczta.example"}"#, 202), ("2026-1", #"{"email": "olena"}"#, 422),
            ("2026-9", #"{"email": "olena@poczta.example"}"#, 404),
        ]
    )
    func api(number: String, body: String, status: Int) async throws {
        try await Self.with { site in
            let answer = try await site.request(
                .post,
                "/demo/api/v1/reports/\(number)/supporters",
                [.contentType: "application/json"],
                body: Array(body.utf8)
            )
            #expect(answer.status == status)
        }
    }

    @Test(
        "Pages of saying \"me too\" are as they were recorded",
        arguments: Language.allCases,
        ["guest", "account", "given", "link"]
    )
    func snapshots(language: Language, name: String) async throws {
        try await Self.with { site in
            let browser = name == "guest" || name == "link" ? site.browser() : try await site.resident()
            if name == "given" { _ = try await browser.post("\(Self.page)/support", Self.nothing) }
            var path = Self.page
            if name == "link" {
                let form: KeyValuePairs = ["email": "olena@poczta.example"]
                _ = try await browser.post("\(Self.page)/support", form)
                path = try await Self.link(site)
            }
            let answer = try await browser.get(path, [.acceptLanguage: language.rawValue])
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
                .replacing(/support\/[^\/"]+\/[0-9a-z]{52}/, with: "support/LINK")
            try expectSnapshot(HTML(trusted: markup), named: "page-support-\(name)-\(language.rawValue)")
        }
    }
}
