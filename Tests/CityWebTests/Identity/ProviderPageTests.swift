import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The way of a resident through the pages of a service, as the browser walks it.
@Suite struct ProviderPageTests {
    /// Leaves for the service and comes back as the one it vouches for.
    private static func signIn(
        _ browser: Browser,
        _ site: TestSite,
        as identity: ProvedIdentity,
        at door: String = "account"
    ) async throws -> Answer {
        let provider = identity.provider
        let leaving = try await browser.get("/\(site.town.id)/\(door)/with/\(provider)")
        #expect(leaving.status == 303 && leaving.location.hasPrefix("https://\(provider).example/sign-in?state="))
        site.hall.providers.knows(identity, by: "code")
        let state = try #require(site.hall.providers.requests.last?.state.text)
        return try await browser.get("/\(site.town.id)/\(door)/callback/\(provider)?code=code&state=\(state)")
    }

    @Test(
        "Somebody of the office comes in by its service and is asked for the second factor; a stranger is told why not"
    )
    func office() async throws {
        try await TestSite.with("kielce") { site in
            _ = try await site.officer()
            #expect(try await site.get("/kielce/office/sign-in").page.markup.contains("/kielce/office/with/urzad"))
            let jagoda = ProvedIdentity.sample(at: ID("urzad"), email: "jagoda@urzad.example")
            let back = try await Self.signIn(site.browser(), site, as: jagoda, at: "office")
            #expect(back.location == "/kielce/office/sign-in/code")
            let stranger = ProvedIdentity.sample(at: ID("urzad"), subject: "2", email: "jan@urzad.example")
            let refused = try await Self.signIn(site.browser(), site, as: stranger, at: "office")
            #expect(refused.status == 403 && refused.page.text.contains(site.words()("identity.failure.stranger")))
            #expect(try await site.get("/suprasl/office/with/urzad").status == 404)
        }
    }

    @Test(
        "The door shows the services of the town, and none where data stay at home",
        .clause("suprasl/IV b2", "suprasl/IV b2-1a", "suprasl/IV b2-1b", "biale-blota/§4 b2"),
        .clause("biale-blota/§4 b2•1.1", "biale-blota/§4 b2•1.2", "biale-blota/§7 b1"),
        arguments: [("suprasl", ["Facebook", "Google"]), ("biale-blota", []), ("kielce", [])]
    )
    func buttons(name: String, services: [String]) async throws {
        try await TestSite.with(name) { site in
            for page in ["sign-in", "register"] {
                let text = try await site.get("/\(name)/account/\(page)").page.text
                for service in ["Google", "Facebook"] {
                    #expect(text.contains(service) == services.contains(service), "\(page), \(service)")
                }
            }
            let leaving = try await site.get("/\(name)/account/with/google")
            #expect(leaving.status == (services.isEmpty ? 404 : 303))
        }
    }

    @Test("Whoever is new completes names, regulation and age, and has an account without a password")
    func newcomer() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = site.browser()
            let back = try await Self.signIn(browser, site, as: .sample())
            #expect(back.location == "/suprasl/account/complete")
            let form = try await browser.follow(back).page
            #expect(form.text.contains("ida@example.org") && form.markup.contains("value=\"Ida\""))
            let empty = try await browser.post("/suprasl/account/complete", ["givenName": "Ida", "surname": ""])
            #expect(empty.status == 422 && empty.page.text.contains(site.words()("account.failure.surname.empty")))
            let version = site.town.regulation(on: site.town.clock.date(of: site.hall.now))?.version ?? ""
            let done = try await browser.post(
                "/suprasl/account/complete",
                [
                    "givenName": "Ida", "surname": "Przykładowa", "terms": version, "age": "yes", "ageGroup": "ofAge",
                ]
            )
            #expect(done.location == "/suprasl/account?new=1")
            let account = try await browser.follow(done).page.text
            #expect(account.contains("Ida Przykładowa") && account.contains("Google"))
            let password = try await browser.get("/suprasl/account/password").page.text
            #expect(password.contains(site.words()("account.password.none")))
            let last = try await browser.post("/suprasl/account/services", ["unlink": "google"])
            #expect(last.status == 409)
        }
    }

    @Test("A resident links a service on the page of the account, and unlinks it there")
    func link() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = try await site.resident()
            let back = try await Self.signIn(browser, site, as: .sample())
            #expect(back.location == "/suprasl/account?changed=services")
            let linked = try await browser.follow(back).page.text
            #expect(linked.contains(site.words()("services.unlink")))
            let other = site.browser()
            #expect(try await Self.signIn(other, site, as: .sample()).location == "/suprasl/account")
            let gone = try await browser.post("/suprasl/account/services", ["unlink": "google"])
            #expect(try await !browser.follow(gone).page.text.contains(site.words()("services.unlink")))
        }
    }

    @Test("An address with an account leads to its password; one without proof to the letter")
    func addresses() async throws {
        try await TestSite.with("suprasl") { site in
            _ = try await site.resident()
            let browser = site.browser()
            let known = try await Self.signIn(browser, site, as: .sample())
            #expect(known.location == "/suprasl/account/sign-in?known=1")
            #expect(try await browser.follow(known).page.text.contains(site.words()("services.known.text")))
            let unproved = ProvedIdentity.sample(subject: "subject-2", email: "eda@example.org", isEmailVerified: false)
            let form = try await Self.signIn(browser, site, as: unproved)
            #expect(form.status == 200 && form.page.markup.contains("value=\"eda@example.org\""))
            #expect(form.page.text.contains(site.words()("register.unproved.text")))
        }
    }

    @Test(
        "An answer that was refused, forged or lost leads back to the door",
        arguments: ["error=access_denied&state=STATE", "code=wrong&state=STATE", "code=code", "code=code&state=x", ""]
    )
    func refused(query: String) async throws {
        try await TestSite.with("suprasl") { site in
            let browser = site.browser()
            _ = try await browser.get("/suprasl/account/with/google")
            let state = try #require(site.hall.providers.requests.last?.state.text)
            let answer = try await browser.get(
                "/suprasl/account/callback/google?\(query.replacing("STATE", with: state))"
            )
            #expect(answer.status == 403 && answer.page.markup.contains("action=\"/suprasl/account/sign-in\""))
        }
    }

    @Test("An answer in another browser than the one that left counts for nothing")
    func fixation() async throws {
        try await TestSite.with("suprasl") { site in
            _ = try await site.browser().get("/suprasl/account/with/google")
            site.hall.providers.knows(.sample(), by: "code")
            let state = try #require(site.hall.providers.requests.last?.state.text)
            let victim = site.browser()
            let answer = try await victim.get("/suprasl/account/callback/google?code=code&state=\(state)")
            #expect(answer.status == 403)
            #expect(try await victim.get("/suprasl/account").location == "/suprasl/account/sign-in")
        }
    }
}
