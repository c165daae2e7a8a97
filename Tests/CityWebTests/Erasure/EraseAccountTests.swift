import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// A resident deletes the account on its pages.
@Suite struct EraseAccountTests {
    @Test(
        "The button stands in the privacy policy of the profile; the page says what goes and what stays",
        .clause("kielce/VIII.3", "kielce/IV.3", "suprasl/VII a8"),
        arguments: ["kielce", "suprasl"]
    )
    func way(name: String) async throws {
        try await TestSite.with(name) { site in
            let browser = try await site.resident()
            let words = site.words()
            #expect(try await browser.get("/\(name)/account").page.markup.contains("href=\"/\(name)/account/privacy\""))
            let privacy = try await browser.get("/\(name)/account/privacy").page
            #expect(privacy.markup.contains("href=\"/\(name)/account/erase\""))
            #expect(privacy.text.contains("USUŃ KONTO"))
            let page = try await browser.get("/\(name)/account/erase").page
            for key in ["erase.goes.data", "erase.goes.contact", "erase.stays.reports", "erase.stays.copies"] {
                #expect(page.text.contains(words(key)), "\(key)")
            }
        }
    }

    @Test(
        "The password erases; every browser is signed out and this one forgets what it kept",
        .clause("kielce/VIII.3", "suprasl/VII a8", "biale-blota/§7 c2"),
        arguments: ["kielce", "suprasl", "biale-blota"]
    )
    func erase(name: String) async throws {
        try await TestSite.with(name) { site in
            let browser = try await site.resident()
            let other = site.browser()
            _ = try await other.post(
                "/\(name)/account/sign-in",
                ["login": "ida@example.org", "password": Password.sample.text]
            )
            let wrong = try await browser.post("/\(name)/account/erase", ["password": "nie to"])
            #expect(wrong.status == 422 && wrong.page.markup.contains("id=\"password-error\""))
            #expect(try await other.get("/\(name)/account").status == 200)
            let right = try await browser.post("/\(name)/account/erase", ["password": Password.sample.text])
            #expect(right.headers[.clearSiteData] == "\"cache\", \"storage\"")
            #expect(browser.cookie("resident") == nil)
            let end = try await browser.follow(right).page
            #expect(end.text.contains(site.words()("erased.title")))
            for gone in [browser, other] {
                #expect(try await gone.get("/\(name)/account").location == "/\(name)/account/sign-in")
            }
            #expect(try await site.hall.mail().map(\.to.address.text) == ["ida@example.org"])
        }
    }

    @Test("The office sees that the person is gone, and works on")
    func office() async throws {
        try await TestSite.with("kielce") { site in
            let id = try await site.hall.openAccount(in: site.town)
            let token = try await site.hall.signInResident.begin(id, from: .sample, in: site.town, at: site.hall.now)
                .session
            let ida = try await site.hall.signInResident.session(token, in: site.town, at: site.hall.now)
            _ = try await site.hall.submit(by: ida, in: site.town)
            let officer = try await site.officer()
            let before = try await officer.get("/kielce/office/reports/2026-1").page.text
            #expect(before.contains("ida@example.org"))
            try await site.hall.eraseResident(
                ida,
                proof: .password(.sample),
                in: site.town,
                at: site.hall.now
            )
            let after = try await officer.get("/kielce/office/reports/2026-1").page.text
            #expect(!after.contains("ida@example.org"))
            let day = site.town.clock.date(of: site.hall.now)
            #expect(after.contains(site.words()("case.contact.erased", ["date": .date(day)])))
        }
    }

    @Test("Whoever is not signed in comes to the door")
    func doors() async throws {
        try await TestSite.with("suprasl") { site in
            for page in ["privacy", "erase"] {
                #expect(try await site.get("/suprasl/account/\(page)").location == "/suprasl/account/sign-in")
            }
            let answer = try await site.browser().post("/suprasl/account/erase", ["password": "x"])
            #expect(answer.location == "/suprasl/account/sign-in")
        }
    }
}

extension TestSite {
    /// A browser in which the owner of an account has signed in.
    func signIn(_ email: String) async throws -> Browser {
        let browser = browser()
        let answer = try await browser.post(
            "/\(town.id)/account/sign-in",
            ["login": email, "password": Password.sample.text]
        )
        #expect(answer.location == "/\(town.id)/account")
        return browser
    }
}
