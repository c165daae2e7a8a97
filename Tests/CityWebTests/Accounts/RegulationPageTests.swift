import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

@Suite struct RegulationPageTests {
    /// A site on which a resident accepted the version before the one in force now.
    private static func with(
        _ name: String,
        _ body: @Sendable (TestSite, Browser) async throws -> Void
    ) async throws {
        let town = try ProjectTown.named(name).withNextRegulation()
        try await TestSite.with([town]) { site in
            _ = try await site.resident()
            site.hall.clock.advance(.days(400))
            let browser = site.browser()
            _ = try await browser.post(
                "/\(name)/account/sign-in",
                ["login": "ida@example.org", "password": Password.sample.text]
            )
            try await body(site, browser)
        }
    }

    @Test(
        "After a change of the regulation a resident sees what is new, and goes on once it is accepted",
        .clause("suprasl/VIII.2", "biale-blota/§10.2"),
        arguments: ["suprasl", "biale-blota"]
    )
    func accept(name: String) async throws {
        try await Self.with(name) { site, browser in
            for page in ["account", "account/profile", "account/email"] {
                #expect(try await browser.get("/\(name)/\(page)").location == "/\(name)/account/terms", "\(page)")
            }
            let page = try await browser.get("/\(name)/account/terms").page
            #expect(page.text.contains("99 — Nowość") && page.text.contains("Tego wcześniej nie było."))
            #expect(!page.text.contains(site.words()("account.terms.unknown")))
            let none = try await browser.post("/\(name)/account/terms", [:] as KeyValuePairs<String, String>)
            #expect(none.status == 422)
            let done = try await browser.post("/\(name)/account/terms", ["terms": "next"])
            #expect(try await browser.follow(done).status == 200)
        }
    }

    @Test(
        "Who does not agree signs out, and is asked again the next time",
        .clause("suprasl/VIII.3", "biale-blota/§10.3"),
        arguments: ["suprasl", "biale-blota"]
    )
    func decline(name: String) async throws {
        try await Self.with(name) { site, browser in
            let out = try await browser.post("/\(name)/account/sign-out", [:] as KeyValuePairs<String, String>)
            #expect(out.location == "/\(name)/account/sign-in")
            let back: KeyValuePairs = ["login": "ida@example.org", "password": Password.sample.text]
            _ = try await browser.post("/\(name)/account/sign-in", back)
            #expect(try await browser.get("/\(name)/account").location == "/\(name)/account/terms")
        }
    }

    @Test("A town that does not ask again lets residents go on")
    func silent() async throws {
        try await Self.with("kielce") { _, browser in
            let (account, terms) = (
                try await browser.get("/kielce/account"), try await browser.get("/kielce/account/terms")
            )
            #expect(account.status == 200 && terms.location == "/kielce/account")
        }
    }
}

extension Municipality {
    /// The town a year later, with a new version of its regulation that has one point more.
    fileprivate func withNextRegulation() throws -> Municipality {
        let current = try #require(regulation.first)
        let next = RegulationVersion(
            version: "next",
            effective: CivilDate(2027, 1, 1),
            language: current.language,
            text: current.text + "\n### 99 — Nowość\n\nTego wcześniej nie było.\n"
        )
        return Municipality(
            id: id,
            revision: revision,
            profile: profile,
            units: units,
            groups: groups,
            categories: categories,
            reports: reports,
            accounts: accounts,
            calendar: calendar,
            clock: clock,
            regulation: [next] + regulation,
            words: words,
            boundary: boundary,
            streets: streets,
            managedLand: managedLand
        )
    }
}
