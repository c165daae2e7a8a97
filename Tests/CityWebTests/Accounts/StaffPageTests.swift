import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct StaffPageTests {
    /// A town with an administrator, who is signed in, and an operator.
    private struct Office: Sendable {
        let site: TestSite
        let browser: Browser
        let ida: ID<Staff>
        let ola: ID<Staff>

        func path(_ id: ID<Staff>, _ action: String = "") -> String {
            "/demo/office/staff/\(id)\(action.isEmpty ? "" : "/\(action)")"
        }

        func rights(of id: ID<Staff>) async throws -> StaffRights? {
            try await site.hall.staff.person(id, in: site.town.id)?.staff.rights
        }
    }

    private static func with(_ body: @Sendable (Office) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            let town = site.town
            let ida = try await site.hall.hire("ida@urzad.example", [StaffGrant(.administrator)], in: town)
            let ola = try await site.hall.hire(
                "ola@urzad.example",
                [StaffGrant(.operator, unit: ID("roads"), categories: [ID("pothole")]), StaffGrant(.auditor)],
                unit: ID("roads"),
                in: town
            )
            let browser = site.browser()
            let answer = try await browser.signIn(at: town, login: "ida@urzad.example")
            // An administrator alone handles no reports.
            #expect(answer.location == "/demo/office/staff")
            try await body(Office(site: site, browser: browser, ida: ida, ola: ola))
        }
    }

    @Test("An administrator takes somebody on, and the link lets them choose a password", .clause("siedlce/§2.5"))
    func takingOn() async throws {
        try await Self.with { office in
            let (browser, site) = (office.browser, office.site)
            let fields: KeyValuePairs = [
                "name": "Ela Próbna", "login": "ela@urzad.example", "unit": "lighting", "role": "moderator",
                "reach": "lighting", "category": "lamp-off",
            ]
            let made = try await browser.post("/demo/office/staff", fields)
            #expect(made.status == 422, "there is no such category")
            #expect(made.page.value("name") == "Ela Próbna")
            let answer = try await browser.post(
                "/demo/office/staff",
                fields.filter { $0.key != "category" }.map { (name: $0.key, value: $0.value) }
                    + [(name: "way", value: "link")]
            )
            let link = try #require(answer.body.firstMatch(of: #/http:\/\/localhost(\/demo\/office\/join\/[0-9a-z]+)/#))
            let newcomer = site.browser()
            let page = try await newcomer.get(String(link.1))
            #expect(page.page.text.contains("ela@urzad.example"))
            let weak = try await newcomer.post(String(link.1), ["password": "x"])
            #expect(weak.status == 422)
            let joined = try await newcomer.post(String(link.1), ["password": TestSite.officerPassword])
            #expect(joined.location == "/demo/office")
            let list = try await browser.get("/demo/office/staff").page.text
            #expect(list.contains("Ela Próbna") && list.contains("Moderator: Jednostka do spraw oświetlenia"))
            #expect(try await newcomer.get(String(link.1)).status == 404)
        }
    }

    @Test("An invitation goes out by letter, is sent again and withdrawn, and its page says until when it works")
    func inviting() async throws {
        try await Self.with { office in
            let (browser, site) = (office.browser, office.site)
            let fields: KeyValuePairs = [
                "name": "Ela Próbna", "login": "ela@urzad.example", "unit": "", "role": "moderator", "reach": "",
            ]
            let made = try await browser.post("/demo/office/staff", fields)
            let page = try await browser.follow(made)
            #expect(page.page.text.contains(site.words()("staff.done.letter")))
            #expect(page.page.text.contains("listem: poniedziałek, 27 kwietnia 2026"))
            #expect(page.page.text.contains("działa do: czwartek, 30 kwietnia 2026"))
            #expect(!page.body.contains("office/join"), "nobody but the newcomer sees the link")
            let person = String(made.location.prefix { $0 != "?" })
            #expect(try await site.hall.mail().map(\.to.address.text) == ["ela@urzad.example"])
            let again = try await browser.post("\(person)/letter", [:])
            #expect(again.location == "\(person)?done=letter")
            #expect(try await site.hall.mail().count == 1)
            let withdrawn = try await browser.follow(browser.post("\(person)/withdraw", [:]))
            #expect(withdrawn.page.text.contains(site.words()("staff.done.withdraw")))
            #expect(!withdrawn.page.text.contains("działa do"))
            #expect(!withdrawn.body.contains("\(person)/withdraw"))
        }
    }

    @Test("What is missing is said at the field, and what was typed stays")
    func mistakes() async throws {
        try await Self.with { office in
            let fields: KeyValuePairs = ["name": "", "login": "ela", "unit": "", "role": "", "reach": ""]
            let answer = try await office.browser.post("/demo/office/staff", fields)
            #expect(answer.status == 422)
            #expect(answer.page.faults.map(\.field) == ["name", "login", "role"])
            #expect(answer.page.value("login") == "ela")
            let taken: KeyValuePairs = [
                "name": "Ela Próbna", "login": "ola@urzad.example", "unit": "", "role": "operator", "reach": "",
            ]
            let again = try await office.browser.post("/demo/office/staff", taken)
            #expect(again.page.text.contains(office.site.words()(AccountFailure.loginTaken.text)))
        }
    }

    @Test("Roles are given and taken on the page of the person, and hold at once")
    func roles() async throws {
        try await Self.with { office in
            let (browser, site) = (office.browser, office.site)
            let other = site.browser()
            _ = try await other.signIn(at: site.town, login: "ola@urzad.example")
            #expect(try await other.get("/demo/office/queue").status == 200)
            let revoked = try await browser.post(office.path(office.ola, "revoke"), ["role": "auditor", "reach": ""])
            #expect(try await browser.follow(revoked).page.text.contains(site.words()("staff.done.revoke")))
            #expect(try await other.get("/demo/office/queue").status == 403)
            let fields = [(name: "role", value: "dispatcher"), ("reach", ""), ("category", "pothole")]
            _ = try await browser.post(office.path(office.ola, "grant"), fields)
            let expected = [
                StaffGrant(.operator, unit: ID("roads"), categories: [ID("pothole")]),
                StaffGrant(.dispatcher, categories: [ID("pothole")]),
            ]
            #expect(try await office.rights(of: office.ola)?.grants == expected)
            _ = try await browser.post(office.path(office.ola, "move"), ["unit": ""])
            #expect(try await office.rights(of: office.ola)?.unit == nil)
        }
    }

    @Test("Nobody finds a form for themselves, and one that is sent all the same is refused in words")
    func own() async throws {
        try await Self.with { office in
            let page = try await office.browser.get(office.path(office.ida))
            #expect(page.page.text.contains(office.site.words()("staff.own.title")))
            #expect(!page.body.contains(office.path(office.ida, "grant")))
            let fields: KeyValuePairs = ["role": "operator", "reach": ""]
            let answer = try await office.browser.post(office.path(office.ida, "grant"), fields)
            #expect(answer.status == 403)
            #expect(answer.page.text.contains(office.site.words()(StaffFailure.ownRights.text)))
            #expect(try await office.rights(of: office.ida) == StaffRights([StaffGrant(.administrator)]))
        }
    }

    @Test("The last administrator stays, and the page says why")
    func last() async throws {
        try await Self.with { office in
            let (site, town) = (office.site, office.site.town)
            try await site.hall.hire("iga@urzad.example", [StaffGrant(.platformOwner)], in: town)
            let owner = site.browser()
            _ = try await owner.signIn(at: town, login: "iga@urzad.example")
            let answer = try await owner.post(office.path(office.ida, "close"), [:])
            #expect(answer.status == 409)
            #expect(answer.page.text.contains(site.words()(StaffFailure.lastAdministrator.text)))
        }
    }

    @Test("Only a platform owner finds that role to give")
    func owners() async throws {
        try await Self.with { office in
            let (site, town) = (office.site, office.site.town)
            try await site.hall.hire("iga@urzad.example", [StaffGrant(.platformOwner)], in: town)
            let owner = site.browser()
            _ = try await owner.signIn(at: town, login: "iga@urzad.example")
            let option = "<option value=\"platformOwner\""
            #expect(try await owner.get(office.path(office.ola)).body.contains(option))
            #expect(try await !office.browser.get(office.path(office.ola)).body.contains(option))
            let fields: KeyValuePairs = ["role": "platformOwner", "reach": ""]
            #expect(try await office.browser.post(office.path(office.ola, "grant"), fields).status == 403)
        }
    }

    @Test("Who is closed is out with the next click, and the page offers to open the account again")
    func closing() async throws {
        try await Self.with { office in
            let other = office.site.browser()
            _ = try await other.signIn(at: office.site.town, login: "ola@urzad.example")
            _ = try await office.browser.post(office.path(office.ola, "close"), [:])
            #expect(try await other.get("/demo/office").location == "/demo/office/sign-in")
            let page = try await office.browser.get(office.path(office.ola))
            #expect(page.body.contains(office.path(office.ola, "reopen")))
            #expect(!page.body.contains(office.path(office.ola, "close")))
        }
    }

    @Test("The office of somebody with a role without work so far is their account")
    func nothing() async throws {
        try await Self.with { office in
            let (site, town) = (office.site, office.site.town)
            try await site.hall.hire("ewa@urzad.example", [StaffGrant(.messageEditor)], in: town)
            let browser = site.browser()
            let answer = try await browser.signIn(at: town, login: "ewa@urzad.example")
            #expect(answer.location == "/demo/office/account")
            let page = try await browser.follow(answer)
            #expect(page.page.text.contains(site.words()("ownAccount.nothing")))
            #expect(!page.body.contains("role=\"search\""))
        }
    }

    @Test("A case shows the forms that the reader's rights allow, and no contact data without the right")
    func cases() async throws {
        try await Self.with { office in
            let (site, town) = (office.site, office.site.town)
            let number = try await site.hall.submit(.personal(in: town), in: town).number
            let rows: [(role: StaffRole, forms: [String], showsContact: Bool)] = [
                // A dispatcher says who leads the case and cannot take it.
                (
                    .operator,
                    [
                        "\(number.path)\"", "handOver", "ask", "place", "join", "assign", "assign", "watch", "note",
                        "askUnit", "split", "thread",
                    ], true
                ),
                (.auditor, ["watch"], false), (.dispatcher, ["handOver", "assign", "watch", "note"], false),
                (.moderator, ["place", "watch", "note"], false), (.dataProtectionOfficer, ["watch"], true),
            ]
            for row in rows {
                try await site.hall.hire("\(row.role.rawValue)@urzad.example", [StaffGrant(row.role)], in: town)
                let browser = site.browser()
                _ = try await browser.signIn(at: town, login: "\(row.role.rawValue)@urzad.example")
                let page = try await browser.get("/demo/office/reports/\(number.path)")
                let actions = page.body.matches(of: #/action="\/demo\/office\/reports\/([^ ]*)/#).map { String($0.1) }
                #expect(actions.count == row.forms.count, "\(row.role): \(actions)")
                for form in row.forms { #expect(actions.contains { $0.contains(form) }, "\(row.role): \(form)") }
                #expect(page.page.text.contains("Żaneta Wymyślona") == row.showsContact, "\(row.role)")
            }
        }
    }

    @Test("The pages of people are as they were recorded", arguments: Language.allCases)
    func recorded(language: Language) async throws {
        try await Self.with { office in
            let pages = [
                ("staff", "/demo/office/staff"), ("staff-person", office.path(office.ola)),
                ("staff-own", office.path(office.ida)), ("staff-new", "/demo/office/staff/new"),
                ("own-account", "/demo/office/account"),
            ]
            for (name, path) in pages {
                let answer = try await office.browser.get("\(path)?lang=\(language.rawValue)")
                try answer.expectStaffPage("\(name)-\(language.rawValue)")
            }
        }
    }
}
