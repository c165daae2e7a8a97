import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The way of a resident through the pages of an account.
@Suite struct ResidentAccountTests {
    @Test(
        "From the form by the letter to the account, which shows the profile",
        .clause("suprasl/IV a3", "suprasl/IV a3•1", "suprasl/IV c5", "biale-blota/§4 a3", "biale-blota/§4 a3•1"),
        .clause("biale-blota/§4 d3", "suprasl/I•Zarejestrowany"),
        arguments: ["suprasl", "biale-blota"]
    )
    func journey(name: String) async throws {
        try await TestSite.with(name) { site in
            let browser = try await site.resident()
            let page = try await browser.get("/\(name)/account?new=1").page
            for words in ["Ida Przykładowa", "ida@example.org", "+48 600 100 200"] {
                #expect(page.text.contains(words), "\(words)")
            }
        }
    }

    @Test(
        "A resident's report stands in the account with its status, and asks for no contact data again",
        .clause("suprasl/IV a3•2", "biale-blota/§4 a3•2", "suprasl/I•Zarejestrowany"),
        arguments: ["suprasl", "biale-blota"]
    )
    func ownReport(name: String) async throws {
        try await TestSite.with(name) { site in
            let browser = try await site.resident()
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            let contact = try await browser.get("/\(name)/report/contact").page.markup
            #expect(contact.contains("value=\"ida@example.org\"") && contact.contains("value=\"Ida Przykładowa\""))
            try await site.send(browser, phone: "")
            let words = site.words()
            #expect(try await browser.get("/\(name)/account").page.text.contains(words(ReportStatus.new.text)))
            let number = ReportNumber(year: 2026, sequence: 1)
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            let account = try await browser.get("/\(name)/account").page
            #expect(account.text.contains(words(ReportStatus.accepted.text)) && account.text.contains("2026/1"))
            let file = try #require(try await site.hall.reports.file(number, in: site.town.id))
            #expect(file.emailConfirmedAt != nil)
        }
    }

    @Test(
        "The office sees the data of the account beside the report, and can call its owner",
        .clause("kielce/III.10", "suprasl/IV b1", "biale-blota/§4 b1"),
        arguments: ["kielce", "suprasl", "biale-blota"]
    )
    func contact(name: String) async throws {
        try await TestSite.with(name) { site in
            let browser = try await site.resident()
            try await site.report(browser, phone: "600 100 200")
            let page = try await site.officer().get("/\(name)/office/reports/2026-1").page
            for words in ["Ida Przykładowa", "ida@example.org", "+48 600 100 200"] {
                #expect(page.text.contains(words), "\(words)")
            }
            #expect(page.links.contains("tel:+48600100200"))
        }
    }

    @Test(
        "A resident's report reaches its unit, which answers on a page that its reporter reads",
        .clause("biale-blota/§3 a1•1", "biale-blota/§6.1")
    )
    func conversation() async throws {
        try await TestSite.with("biale-blota") { site in
            let (browser, town, words) = (try await site.resident(), site.town, site.words())
            try await site.report(browser, phone: "")
            let unit = try #require(town.unit(town.categories[0].unit))
            let page = try await site.officer().get("/biale-blota/office/reports/2026-1").page
            #expect(page.text.contains(words(unit.name)))
            let decision = Decision(to: .accepted, justification: "Ekipa przyjedzie w czwartek.")
            try await site.hall.decide(decision, about: ReportNumber(year: 2026, sequence: 1), in: town)
            let account = try await browser.get("/biale-blota/account").page
            let link = try #require(account.links.first { $0.contains("/z/2026-1/") })
            #expect(try await browser.get(link).page.text.contains("Ekipa przyjedzie w czwartek."))
        }
    }

    @Test("A town for registered people sends visitors to the door, and lets residents report")
    func registeredOnly() async throws {
        try await TestSite.with("biale-blota") { site in
            let stranger = try await site.browser().get("/biale-blota/report")
            #expect(stranger.location == "/biale-blota/account/sign-in")
            let browser = try await site.resident()
            #expect(try await browser.get("/biale-blota/report/place").status == 200)
        }
    }

    @Test("An answer tells nobody whether an address has an account")
    func silence() async throws {
        try await TestSite.with("suprasl") { site in
            _ = try await site.resident()
            let browser = site.browser()
            func answers(_ email: String) async throws -> [String] {
                let posts: [(String, KeyValuePairs<String, String>)] = [
                    ("register", site.registration(email)), ("forgotten", ["email": email]),
                    ("sign-in", ["login": email, "password": "nie to hasło"]),
                ]
                var all: [String] = []
                for (page, fields) in posts {
                    let answer = try await browser.post("/suprasl/account/\(page)", fields)
                    all.append("\(answer.status) \(answer.location) \(answer.body.replacing(email, with: "…"))")
                }
                return all
            }
            let known = try await answers("ida@example.org")
            #expect(known == (try await answers("eda@example.org")))
        }
    }

    @Test(
        "The form says its name, which data the account needs, and what their owner consents to",
        .clause("kielce/VIII.8", "suprasl/VII a11", "biale-blota/§7 c4", "biale-blota/§2 b3"),
        arguments: [
            ("kielce", ["communication", "reports"]), ("suprasl", ["communication", "reports"]),
            ("biale-blota", ["communication", "reports"]),
        ]
    )
    func needs(name: String, consented: [String]) async throws {
        try await TestSite.with(name) { site in
            let (words, page) = (site.words(), try await site.get("/\(name)/account/register").page)
            #expect(page.heading == words("register.title"))
            #expect(page.text.contains(words("register.lead")))
            let said = ProcessingPurpose.allCases.map(\.rawValue).filter { page.text.contains(words("purpose.\($0)")) }
            #expect(said == consented)
            for field in ["givenName", "surname", "email", "password"] {
                var fields = site.registration().map { (name: $0.key, value: $0.value) }
                fields.removeAll { $0.name == field }
                let answer = try await site.browser().post("/\(name)/account/register", fields)
                #expect(answer.status == 422 && answer.page.markup.contains("id=\"\(field)-error\""), "\(field)")
            }
        }
    }

    @Test(
        "The form warns of false data and asks for the rules to be read",
        .clause("suprasl/IV c4", "suprasl/IV c7", "biale-blota/§4 d5"),
        arguments: ["suprasl", "biale-blota"]
    )
    func warnings(name: String) async throws {
        try await TestSite.with(name) { site in
            let page = try await site.get("/\(name)/account/register").page
            #expect(page.text.contains(site.words()("register.truth")))
            #expect(page.markup.contains("<h1>Załóż konto</h1>"))
            var fields = site.registration().map { (name: $0.key, value: $0.value) }
            fields.removeAll { $0.name == "terms" }
            let answer = try await site.browser().post("/\(name)/account/register", fields)
            #expect(answer.status == 422)
            #expect(answer.page.text.contains(site.words()(ReportFailure.termsNotAccepted.text)))
            #expect(try await site.hall.mail() == [])
        }
    }

    @Test("A wrong form comes back with what was typed, but for the password")
    func mistakes() async throws {
        try await TestSite.with("suprasl") { site in
            let answer = try await site.browser().post(
                "/suprasl/account/register",
                ["givenName": "Ida", "surname": "", "email": "ida", "password": "tajne-zdanie-1"]
            )
            #expect(answer.status == 422)
            #expect(answer.page.markup.contains("value=\"Ida\"") && answer.page.markup.contains("value=\"ida\""))
            #expect(!answer.body.contains("tajne-zdanie-1"))
        }
    }

    @Test(
        "Who is signed out comes to the door; what a resident sees is for no cache, and signing out clears the browser"
    )
    func doors() async throws {
        try await TestSite.with("suprasl") { site in
            for page in ["", "/profile", "/password"] {
                #expect(try await site.get("/suprasl/account\(page)").location == "/suprasl/account/sign-in")
            }
            let browser = try await site.resident()
            for page in ["account", "reports", "api/v1/reports.geojson?bbox=-180,-90,180,90"] {
                let answer = try await browser.get("/suprasl/\(page)")
                #expect(answer.headers[.cacheControl] == "private, no-store", "\(page)")
            }
            let out = try await browser.post("/suprasl/account/sign-out", [:] as KeyValuePairs<String, String>)
            #expect(out.headers[.clearSiteData] == "\"cache\", \"storage\"")
            #expect(try await browser.get("/suprasl/account").location == "/suprasl/account/sign-in")
        }
    }

    @Test("A category for registered residents is listed for them", .clause("demo/§5.7"))
    func audience() async throws {
        try await TestSite.with("demo") { site in
            var submission = Submission.personal(in: site.town)
            submission.category = "vehicle"
            let number = try await site.hall.submit(submission, in: site.town).number
            let text = PublicText(title: "Wrak", description: "Wrak.", address: nil, point: site.town.somewhere)
            try await site.hall.decide(Decision(to: .accepted), about: number, publishing: text, in: site.town)
            #expect(try await !site.get("/demo/reports").body.contains("Wrak"))
            let browser = try await site.resident()
            #expect(try await browser.get("/demo/reports").body.contains("Wrak"))
            #expect(try await browser.get("/demo/reports/2026-1").status == 200)
        }
    }

    @Test(
        "Profile and password change on their pages; a wrong old password is named at its field",
        .clause("suprasl/IV c3", "suprasl/IV c8", "biale-blota/§4 d1", "biale-blota/§4 d6"),
        arguments: ["suprasl", "biale-blota"]
    )
    func changes(name: String) async throws {
        try await TestSite.with(name) { site in
            let browser = try await site.resident()
            let profile = try await browser.post(
                "/\(name)/account/profile",
                ["givenName": "Eda", "surname": "Inna", "phone": ""]
            )
            #expect(try await browser.follow(profile).page.text.contains("Eda Inna"))
            let wrong = try await browser.post(
                "/\(name)/account/password",
                ["old": "nie to hasło", "password": "zupełnie inne zdanie"]
            )
            #expect(wrong.status == 422 && wrong.page.markup.contains("id=\"old-error\""))
            let right = try await browser.post(
                "/\(name)/account/password",
                ["old": Password.sample.text, "password": "zupełnie inne zdanie"]
            )
            let account = try await browser.follow(right).page.text
            #expect(account.contains(site.words()("account.done.password.title")))
            #expect(account.contains(site.words()("account.leak")))
        }
    }

    @Test(
        "What a browser says it is becomes two words",
        arguments: [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
            ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36", "Chrome, Android"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari, iPhone"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge, Windows"), ("curl/8.5", nil),
            ("", nil),
        ] as [(String, String?)]
    )
    func browsers(agent: String, words: String?) { #expect(BrowserName(agent)?.words == words) }
}
