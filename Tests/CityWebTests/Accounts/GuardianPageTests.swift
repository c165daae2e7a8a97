import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

@Suite struct GuardianPageTests {
    private static let nothing: KeyValuePairs<String, String> = [:]

    private static func young(_ site: TestSite) -> KeyValuePairs<String, String> {
        let version = site.town.regulation(on: site.town.clock.date(of: site.hall.now))?.version ?? ""
        return [
            "givenName": "Ida", "surname": "Przykładowa", "email": "ida@example.org", "phone": "",
            "password": Password.sample.text, "terms": version, "age": "yes", "ageGroup": "young",
            "guardianName": "Ola Zmyślona", "guardianEmail": "ola@example.org",
        ]
    }

    @Test("From the form by the guardian's answer to the account, and back by the guardian's letter")
    func journey() async throws {
        try await TestSite.with("suprasl") { site in
            let (browser, words) = (site.browser(), site.words())
            let sent = try await browser.post("/suprasl/account/register", Self.young(site))
            #expect(sent.location == "/suprasl/account/sent?guardian=1")
            #expect(try await browser.follow(sent).page.text.contains(words("letterSent.guardian")))
            let question = try await site.hall.accountLink()
            let page = try await site.get(question.path).page
            #expect(page.text.contains("Ida Przykładowa") && page.text.contains(words("guardian.refuse")))
            let agreed = try await site.browser().post(question.path, ["answer": "agrees"])
            #expect(agreed.location == "/suprasl/account/guardian?answer=agrees")
            #expect(try await site.get(agreed.location).page.text.contains(words("guardian.agrees.text")))
            let link = try await site.hall.accountLink()
            let opened = try await browser.post(link.path, ["password": Password.sample.text])
            #expect(opened.location == "/suprasl/account?new=1")
            let officer = try await site.administrator()
            let found = try await officer.post("/suprasl/office/residents", ["email": "ida@example.org"])
            #expect(try await officer.follow(found).page.text.contains(words("guardian.agreed")))
            let letter = try #require(try await site.hall.mail().last)
            let path = try #require(letter.text.firstMatch(of: #/https://[^/\s]+(/\S+/account/withdraw/\S+)/#)).1
            #expect(try await site.get(String(path)).page.text.contains("Ida Przykładowa"))
            let gone = try await site.browser().post(String(path), Self.nothing)
            #expect(try await site.get(gone.location).page.text.contains(words("guardian.withdrawn.text")))
            #expect(try await browser.get("/suprasl/account").location == "/suprasl/account/sign-in")
            #expect(try await site.get(String(path)).status == 404)
        }
    }

    @Test("A guardian refuses by a button, and a link that was answered opens nothing")
    func refusal() async throws {
        try await TestSite.with("suprasl") { site in
            _ = try await site.browser().post("/suprasl/account/register", Self.young(site))
            let question = try await site.hall.accountLink()
            #expect(try await site.browser().post(question.path, Self.nothing).location == question.path)
            let refused = try await site.browser().post(question.path, ["answer": "refuses"])
            #expect(try await site.get(refused.location).page.text.contains(site.words()("guardian.refuses.text")))
            #expect(try await site.get(question.path).status == 404)
            #expect(try await site.hall.mail() == [])
        }
    }

    @Test(
        "The form asks for the age where the rule is, and nowhere else",
        arguments: [("suprasl", true), ("kielce", false)]
    )
    func form(name: String, asks: Bool) async throws {
        try await TestSite.with(name) { site in
            let page = try await site.get("/\(name)/account/register").page
            #expect(page.markup.contains("name=\"ageGroup\"") == asks)
            #expect(page.markup.contains("name=\"guardianEmail\"") == asks)
        }
    }
}
