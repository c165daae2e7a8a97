import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The log of an account on its page.
@Suite struct AccountLogPageTests {
    @Test(
        "The page says what happened, when and from where, and how long it is kept",
        .clause("kremenchuk/A2.5.4"),
        arguments: Language.allCases
    )
    func lines(language: Language) async throws {
        try await TestSite.with("kremenchuk") { site in
            let browser = try await site.resident()
            let wrong: KeyValuePairs = ["login": "ida@example.org", "password": "nie to hasło"]
            _ = try await site.browser().post("/kremenchuk/account/sign-in", wrong)
            let words = site.words(language)
            let account = try await browser.get("/kremenchuk/account").page
            #expect(account.markup.contains("href=\"/kremenchuk/account/log\""))
            let page = try await browser.get("/kremenchuk/account/log", [.acceptLanguage: language.rawValue]).page.text
            for key in ["account.log.signedIn", "account.log.refused"] { #expect(page.contains(words(key)), "\(key)") }
            #expect(page.contains("36"))
            #expect(!page.contains(words("account.log.blocked")))
        }
    }

    @Test("A log that is longer than a page has another one, and a place that no page hands out is refused")
    func pages() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = try await site.resident()
            for _ in 0..<20 { _ = try await site.hall.signIn("ida@example.org", in: site.town) }
            let page = try await browser.get("/suprasl/account/log").page
            let next = try #require(page.markup.firstMatch(of: /href="(\/suprasl\/account\/log\?after=[^"]+)"/))
            let older = try await browser.get(String(next.1)).page.markup
            #expect(older.contains("<dt>") && !older.contains("log?after="))
            #expect(try await browser.get("/suprasl/account/log?after=x").status == 400)
        }
    }

    @Test("Nobody else sees it")
    func doors() async throws {
        try await TestSite.with("suprasl") { site in
            let answer = try await site.get("/suprasl/account/log")
            #expect(answer.location == "/suprasl/account/sign-in")
        }
    }
}

extension TestTownHall {
    fileprivate func signIn(_ login: String, in town: Municipality) async throws -> Token {
        try await signInResident(login: login, password: .sample, from: .sample, in: town, at: now).session
    }
}
