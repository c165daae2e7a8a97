import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// A resident's rights on the pages of the account, and the register of the office.
@Suite struct RightsPageTests {
    @Test(
        "Each right has its form; a wrong one comes back with what was typed, a right one stands on the privacy page",
        .clause("suprasl/VII a9", "suprasl/VII a13", "kielce/VIII.6", "biale-blota/§7 c1"),
        arguments: ["suprasl", "kielce", "biale-blota"]
    )
    func asking(name: String) async throws {
        try await TestSite.with(name) { site in
            let (browser, words) = (try await site.resident(), site.words())
            for form in RightForm.allCases {
                let path = "/\(name)/account/rights/\(form.rawValue)"
                #expect(try await browser.get(path).status == 200)
                let ground = form.grounds.first ?? ""
                let empty = try await browser.post(path, ["ground": ground, "words": ""])
                #expect(empty.status == 422 && empty.page.markup.contains("id=\"words-error\""))
                if !form.grounds.isEmpty {
                    let none = try await browser.post(path, ["words": "Bo tak."])
                    #expect(none.status == 422 && none.body.contains("Bo tak."))
                }
                let sent = try await browser.post(path, ["ground": ground, "words": "Proszę."])
                let page = try await browser.follow(sent).page.text
                #expect(page.contains(words("rights.kind.\(form.rawValue)")))
                #expect(page.contains(words("rights.due", ["date": .date(CivilDate(2026, 5, 27))])))
            }
            #expect(try await browser.get("/\(name)/account/rights/nothing").status == 404)
        }
    }

    @Test("A restriction is shown and ended on the privacy page; the office sees no contact data meanwhile")
    func restriction() async throws {
        try await TestSite.with("kielce") { site in
            let words = site.words()
            let id = try await site.hall.openAccount(in: site.town)
            let browser = try await site.signIn("ida@example.org")
            let token = try await site.hall.signInResident.begin(id, from: .sample, in: site.town, at: site.hall.now)
                .session
            let ida = try await site.hall.signInResident.session(token, in: site.town, at: site.hall.now)
            _ = try await site.hall.submit(by: ida, in: site.town)
            let officer = try await site.officer()
            let path = "/kielce/office/reports/2026-1"
            #expect(try await officer.get(path).body.contains("ida@example.org"))
            let fields: KeyValuePairs = ["ground": "unlawful", "words": "Proszę."]
            let sent = try await browser.post("/kielce/account/rights/restriction", fields)
            #expect(try await browser.follow(sent).page.text.contains(words("rights.restricted.title")))
            let closed = try await officer.get(path)
            #expect(!closed.body.contains("ida@example.org"))
            #expect(closed.page.text.contains(words("case.contact.restricted")))
            let ended = try await browser.post("/kielce/account/unrestrict", [:] as KeyValuePairs<String, String>)
            #expect(try await !browser.follow(ended).page.text.contains(words("rights.restricted.title")))
            #expect(try await officer.get(path).body.contains("ida@example.org"))
        }
    }

    @Test("Letters that are not wanted stay ticked", .clause("suprasl/VII a13f"))
    func letters() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = try await site.resident()
            let sent = try await browser.post("/suprasl/account/letters", ["refused": "followedReports"])
            let page = try await browser.follow(sent).page.markup
            #expect(page.contains("value=\"followedReports\" checked"))
            #expect(!page.contains("value=\"ownReports\" checked"))
        }
    }

    @Test(
        "The office answers from its register; only administrators open it",
        .clause("suprasl/VII a13"),
        arguments: ["suprasl"]
    )
    func register(name: String) async throws {
        try await TestSite.with(name) { site in
            let (browser, words) = (try await site.resident(), site.words())
            _ = try await browser.post("/\(name)/account/rights/rectification", ["words": "Zła ulica."])
            #expect(try await site.officer().get("/\(name)/office/rights").status == 403)
            let admin = try await site.rightsOfficer()
            let register = try await admin.get("/\(name)/office/rights").page
            let link = try #require(register.markup.firstMatch(of: /href="(\/[^"]*\/office\/rights\/[^"]+)"/)).1
            let opened = try await admin.get(String(link)).page.text
            #expect(opened.contains("Zła ulica.") && opened.contains("Ida Przykładowa"))
            let wrong = try await admin.post("\(link)/close", ["outcome": "", "answer": "Tak."])
            #expect(wrong.status == 422 && wrong.body.contains("Tak."))
            _ = try await admin.follow(try await admin.post("\(link)/identity", ["identity": "confirmed"]))
            _ = try await admin.follow(try await admin.post("\(link)/extend", ["reason": "Dużo akt."]))
            let answer: KeyValuePairs = ["outcome": "granted", "answer": "Poprawione."]
            let done = try await admin.follow(try await admin.post("\(link)/close", answer)).page
            #expect(!done.markup.contains("action=\"\(link)/close\""))
            let own = try await browser.get("/\(name)/account/privacy").page.text
            #expect(own.contains("Poprawione."))
            let day = site.town.clock.date(of: site.hall.now)
            #expect(own.contains(words("rights.outcome.granted", ["date": .date(day)])))
        }
    }
}

extension TestSite {
    /// The data protection officer, signed in.
    func rightsOfficer() async throws -> Browser {
        _ = try await hall.createStaff(
            name: PersonName(typed: "Iga Próbna"),
            login: EmailAddress(typed: "iga@urzad.example"),
            password: Password(typed: Self.officerPassword),
            roles: [.dataProtectionOfficer],
            by: .test,
            in: town.id,
            at: hall.now
        )
        let browser = browser()
        _ = try await browser.signIn(at: town, login: "iga@urzad.example")
        return browser
    }
}
