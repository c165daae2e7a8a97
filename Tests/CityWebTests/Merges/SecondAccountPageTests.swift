import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct SecondAccountPageTests {
    private static let nothing: KeyValuePairs<String, String> = [:]

    @Test("From the suspicion at the office by two letters to one account", arguments: Language.allCases)
    func journey(language: Language) async throws {
        try await TestSite.with("demo") { site in
            let browser = try await site.resident()
            _ = try await site.resident("eda@example.org")
            let (officer, words) = (try await site.administrator(), site.words(language))
            let list = try await officer.get("/demo/office/second-accounts", [.acceptLanguage: language.rawValue]).page
            #expect(list.text.contains("ida@example.org") && list.text.contains("eda@example.org"))
            #expect(list.text.contains(words("merges.ask", ["email": .words("eda@example.org")])))
            let id = try #require(try await site.hall.secondAccounts.suspicions(limit: 1, in: site.town.id).first?.id)
            let kept = try #require(list.markup.firstMatch(of: /name="kept" value="([^"]+)"/)).1
            let fields: KeyValuePairs = ["kept": String(kept)]
            let asked = try await officer.post("/demo/office/second-accounts/\(id)/merge", fields)
            #expect(asked.location == "/demo/office/second-accounts")
            #expect(try await !officer.follow(asked).page.markup.contains("name=\"kept\""), "the answers are awaited")
            let links = try await site.hall.mail().map { try #require(SentLink(in: $0.text)) }
            try #require(links.count == 2)
            // Opening the link, as mail scanners do, answers nothing.
            let questions = [try await site.get(links[0].path), try await site.get(links[1].path)].map(\.page.text)
            #expect(questions[0] != questions[1])
            let first = try await site.browser().post(links[0].path, Self.nothing)
            #expect(first.location == "/demo/account/merged?waiting=1")
            let second = try await site.browser().post(links[1].path, Self.nothing)
            #expect(second.location == "/demo/account/merged")
            #expect(try await browser.get("/demo/account").location == "/demo/account/sign-in")
            #expect(
                try await officer.get("/demo/office/second-accounts").page.text.contains(site.words()("merges.none"))
            )
        }
    }

    @Test("A pair that is dismissed leaves the list; the office’s page of accounts leads there where a rule asks")
    func dismissal() async throws {
        try await TestSite.with("demo") { site in
            let id = try await site.hall.secondAccount(
                of: try await site.hall.openAccount("eda@example.org", in: site.town),
                in: site.town
            )
            let officer = try await site.administrator()
            let door = try await officer.get("/demo/office/residents").page
            #expect(door.markup.contains("href=\"/demo/office/second-accounts\""))
            let done = try await officer.post("/demo/office/second-accounts/\(id)/dismiss", Self.nothing)
            #expect(try await officer.follow(done).page.text.contains(site.words()("merges.none")))
            #expect(try await officer.post("/demo/office/second-accounts/\(id)/dismiss", Self.nothing).status == 404)
        }
        try await TestSite.with("kielce") { site in
            let officer = try await site.administrator()
            #expect(try await !officer.get("/kielce/office/residents").page.markup.contains("second-accounts"))
            let list = try await officer.get("/kielce/office/second-accounts").page.text
            #expect(list.contains(site.words()("merges.noRule")))
        }
    }

    @Test("It must be said which account stays, and a closed one takes part in no merge")
    func refusals() async throws {
        try await TestSite.with("demo") { site in
            let ida = try await site.hall.openAccount(in: site.town)
            site.hall.clock.advance(.minutes(1))
            _ = try await site.hall.openAccount("eda@example.org", in: site.town)
            try await site.hall.findSecondAccounts(in: site.town, at: site.hall.now)
            let id = try #require(try await site.hall.secondAccounts.suspicions(limit: 1, in: site.town.id).first?.id)
            let (officer, path) = (try await site.administrator(), "/demo/office/second-accounts/\(id)/merge")
            #expect(try await officer.post(path, Self.nothing).status == 422)
            let blocking: KeyValuePairs = ["reason": "Obelgi."]
            _ = try await officer.post("/demo/office/residents/\(ida)/block", blocking)
            let page = try await officer.get("/demo/office/second-accounts").page
            #expect(page.text.contains(site.words()("merges.blocked")) && !page.markup.contains("name=\"kept\""))
            let fields: KeyValuePairs = ["kept": ida.rawValue]
            #expect(try await officer.post(path, fields).status == 409)
        }
    }
}
