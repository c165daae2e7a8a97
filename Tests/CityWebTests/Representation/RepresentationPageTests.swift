import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct RepresentationPageTests {
    private static let nothing: KeyValuePairs<String, String> = [:]
    private static let company = "Zmyślona Spółka (0000123456)"

    private static func wish(_ site: TestSite) -> KeyValuePairs<String, String> {
        let form = RepresentationForm.sample(on: site.town.clock.date(of: site.hall.now))
        return [
            "kind": form.kind, "name": form.name, "registerNumber": form.registerNumber,
            "documentNumber": form.documentNumber, "documentDate": form.documentDate, "validFrom": form.validFrom,
            "validTo": form.validTo,
        ]
    }

    /// The authority that the page of the account tells of.
    private static func id(_ browser: Browser) async throws -> String {
        let page = try await browser.get("/demo/account/representations").page
        return String(try #require(page.markup.firstMatch(of: /id="representation-([^"]+)"/)).1)
    }

    /// A resident with a granted authority, and its id.
    private static func granted(_ site: TestSite, _ officer: Browser) async throws -> (Browser, String) {
        let browser = try await site.resident()
        _ = try await browser.post("/demo/account/representations/new", wish(site))
        let id = try await id(browser)
        let found = try await officer.post("/demo/office/residents", ["email": "ida@example.org"])
        let seen: KeyValuePairs = ["level": "seenInPerson", "name": "Ida Przykładowa"]
        _ = try await officer.post("\(found.location)/verify", seen)
        let document: KeyValuePairs = ["seen": "seen"]
        let done = try await officer.post("/demo/office/representations/\(id)/grant", document)
        #expect(done.location == "/demo/office/representations/\(id)")
        return (browser, id)
    }

    @Test("From the request over the counter to the granted authority", arguments: Language.allCases)
    func granting(language: Language) async throws {
        try await TestSite.with("demo") { site in
            let (officer, words) = (try await site.administrator(), site.words(language))
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            let browser = try await site.resident()
            #expect(try await browser.get("/demo/account").page.markup.contains("/demo/account/representations"))
            let form = try await browser.get("/demo/account/representations/new", spoken).page
            #expect(Representation.Kind.allCases.allSatisfy { form.text.contains(words($0.text)) })
            let sent = try await browser.post("/demo/account/representations/new", Self.wish(site), spoken)
            #expect(sent.location == "/demo/account/representations?done=asked")
            let own = try await browser.get(sent.location, spoken).page
            #expect(own.text.contains(Self.company) && own.text.contains(words("representation.standing.asked")))
            let list = try await officer.get("/demo/office/representations", spoken).page
            #expect(list.text.contains(Self.company) && list.text.contains("Ida Przykładowa"))
            let path = "/demo/office/representations/\(try await Self.id(browser))"
            let unseen = try await officer.get(path, spoken).page
            #expect(unseen.text.contains(words("representation.desk.unseen.title")))
            #expect(!unseen.markup.contains("action=\"\(path)/grant\""))
            let found = try await officer.post("/demo/office/residents", ["email": "ida@example.org"])
            #expect(try await officer.follow(found).page.markup.contains("href=\"\(path)\""))
            let seen: KeyValuePairs = ["level": "seenInPerson", "name": "Ida Przykładowa"]
            _ = try await officer.post("\(found.location)/verify", seen)
            #expect(try await officer.get(path, spoken).page.markup.contains("action=\"\(path)/grant\""))
            let document: KeyValuePairs = ["seen": "seen"]
            let granted = try await officer.post("\(path)/grant", document, spoken)
            let page = try await officer.get(granted.location, spoken).page.text
            #expect(page.contains(words("representation.desk.withdraw")))
        }
    }

    @Test(
        "A report in the name of a company says so on the receipt, to its author and to the office",
        arguments: Language.allCases
    )
    func report(language: Language) async throws {
        try await TestSite.with("demo") { site in
            let (officer, words) = (try await site.administrator(), site.words(language))
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            let (browser, id) = try await Self.granted(site, officer)
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            let contact = try await browser.get("/demo/report/contact", spoken).page
            #expect(contact.text.contains(words("representation.for")))
            #expect(contact.markup.contains("name=\"representation\" value=\"\(id)\""))
            let receipt = try await site.send(browser, as: id, spoken)
            let acting = ActingFor(
                represented: Represented(name: "Zmyślona Spółka", registerNumber: "0000123456"),
                kind: .body,
                actor: "Ida Przykładowa"
            )
            let sentence = acting.sentence(words)
            #expect(try await browser.get(receipt, spoken).page.text.contains(sentence))
            let status = String(receipt.dropLast("/receipt".count))
            #expect(try await site.browser().get(status, spoken).page.text.contains(sentence))
            let account = try await browser.get("/demo/account", spoken).page.text
            #expect(account.contains(words("representation.list.for", ["name": .words(Self.company)])))
            let page = try await officer.get("/demo/office/reports/2026-1", spoken).page.text
            #expect(page.contains(sentence) && page.contains(words("representation.actor")))
        }
    }

    @Test(
        "What was withdrawn or ended while the form was open is not used, and the form says so",
        arguments: ["office", "owner"]
    )
    func open(who: String) async throws {
        try await TestSite.with("demo") { site in
            let (officer, words) = (try await site.administrator(), site.words())
            let (browser, id) = try await Self.granted(site, officer)
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            let contact: KeyValuePairs = [
                "representation": id, "name": "Ida Przykładowa", "email": "ida@example.org", "phone": "",
            ]
            #expect(try await browser.post("/demo/report/contact", contact).location == "/demo/report/check")
            #expect(try await browser.get("/demo/report/check").page.text.contains(Self.company))
            if who == "office" {
                let reason: KeyValuePairs = ["reason": "Odwołano."]
                _ = try await officer.post("/demo/office/representations/\(id)/withdraw", reason)
            } else {
                let ended = try await browser.post("/demo/account/representations/\(id)/end", Self.nothing)
                #expect(ended.location == "/demo/account/representations?done=ended")
            }
            let version = site.town.regulation(on: site.town.clock.date(of: site.hall.now))?.version ?? ""
            let check: KeyValuePairs = ["terms": version, "age": "yes"]
            let refused = try await browser.post("/demo/report/check", check)
            #expect(refused.status == 422 && refused.page.text.contains(words("representation.failure.ended")))
            #expect(refused.page.markup.contains("href=\"#representation\""))
            #expect(try await browser.post("/demo/report/contact", contact).status == 422)
            let own: KeyValuePairs = [
                "representation": "", "name": "Ida Przykładowa", "email": "ida@example.org", "phone": "",
            ]
            #expect(try await browser.post("/demo/report/contact", own).location == "/demo/report/check")
            let sent = try await browser.post("/demo/report/check", check)
            #expect(sent.location.hasSuffix("/receipt"))
            #expect(try await !browser.follow(sent).page.text.contains("Zmyślona"))
        }
    }

    @Test("A form with faults keeps what was typed, and a refusal tells its reason on the page of the account")
    func faults() async throws {
        try await TestSite.with("demo") { site in
            let (officer, words) = (try await site.administrator(), site.words())
            let browser = try await site.resident()
            let wrong: KeyValuePairs = ["name": "Zmyślona Spółka", "validFrom": "jutro"]
            let answer = try await browser.post("/demo/account/representations/new", wrong)
            #expect(answer.status == 422 && answer.page.markup.contains("value=\"Zmyślona Spółka\""))
            for failure in [RepresentationFailure.kindMissing, .documentNumber, .documentDate, .validFrom] {
                #expect(answer.page.text.contains(words(failure.text)))
            }
            _ = try await browser.post("/demo/account/representations/new", Self.wish(site))
            let path = "/demo/office/representations/\(try await Self.id(browser))"
            let empty: KeyValuePairs = ["reason": ""]
            let missing = try await officer.post("\(path)/refuse", empty)
            #expect(missing.status == 422)
            #expect(missing.page.text.contains(words(RepresentationFailure.reasonMissing.text)))
            let reason: KeyValuePairs = ["reason": "Dokument jest nieczytelny."]
            _ = try await officer.post("\(path)/refuse", reason)
            let page = try await browser.get("/demo/account/representations").page
            #expect(page.text.contains("Dokument jest nieczytelny."))
            #expect(!page.markup.contains("/end\""))
            let again = try await officer.post("\(path)/refuse", reason)
            #expect(again.status == 409 && again.page.text.contains(words("representation.failure.decided")))
            #expect(try await officer.get("/demo/office/representations/nobody").status == 404)
        }
    }

    @Test("Other names let an authority rest until the office has seen the document again")
    func names() async throws {
        try await TestSite.with("demo") { site in
            let (browser, _) = try await Self.granted(site, try await site.administrator())
            let rest = site.words()("representation.rests.title")
            #expect(try await !browser.get("/demo/account/representations").page.text.contains(rest))
            site.hall.clock.advance(.seconds(1))
            let other: KeyValuePairs = ["givenName": "Eda", "surname": "Inna", "phone": ""]
            _ = try await browser.post("/demo/account/profile", other)
            #expect(try await browser.get("/demo/account/representations").page.text.contains(rest))
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            #expect(try await !browser.get("/demo/report/contact").page.markup.contains("name=\"representation\""))
        }
    }

    @Test("Where no rule allows it there are no such pages for residents, and the office is told why")
    func silent() async throws {
        try await TestSite.with("kielce") { site in
            let (browser, officer) = (try await site.resident(), try await site.administrator())
            #expect(try await !browser.get("/kielce/account").page.markup.contains("account/representations"))
            for path in ["/kielce/account/representations", "/kielce/account/representations/new"] {
                #expect(try await browser.get(path).status == 404)
            }
            #expect(try await browser.post("/kielce/account/representations/new", Self.wish(site)).status == 404)
            let list = try await officer.get("/kielce/office/representations").page.text
            #expect(list.contains(site.words()("representation.failure.notOffered")))
            #expect(try await !officer.get("/kielce/office/residents").page.markup.contains("office/representations"))
        }
    }
}

extension TestSite {
    /// The last two steps of the form, for somebody else. Returns the path of the receipt.
    fileprivate func send(_ browser: Browser, as representation: String, _ headers: HTTPFields) async throws -> String {
        let contact: KeyValuePairs = [
            "representation": representation, "name": "Ida Przykładowa", "email": "ida@example.org", "phone": "",
        ]
        _ = try await browser.post("/demo/report/contact", contact, headers)
        let version = town.regulation(on: town.clock.date(of: hall.now))?.version ?? ""
        let check: KeyValuePairs = ["terms": version, "age": "yes"]
        return try await browser.post("/demo/report/check", check, headers).location
    }
}
