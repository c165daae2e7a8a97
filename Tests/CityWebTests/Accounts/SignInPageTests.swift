import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

extension TestSite {
    static let officerPassword = "sześć-słów-na-próbę"

    /// A browser in which an officer of the town has signed in.
    func officer(in town: Municipality? = nil) async throws -> Browser {
        let town = town ?? self.town
        _ = try await hall.createStaff(
            name: PersonName(typed: "Jagoda Próbna"),
            login: EmailAddress(typed: "jagoda@urzad.example"),
            password: Password(typed: Self.officerPassword),
            roles: [.operator],
            by: .test,
            in: town.id,
            at: hall.now
        )
        let browser = browser()
        let answer = try await browser.signIn(at: town)
        #expect(answer.location == "\(site.addresses.base(of: town.id))/office")
        return browser
    }
}

extension Browser {
    func signIn(
        at town: Municipality,
        login: String = "jagoda@urzad.example",
        password: String = TestSite.officerPassword
    ) async throws -> Answer {
        let path = "\(site.site.addresses.base(of: town.id))/office/sign-in"
        return try await post(path, ["login": login, "password": password])
    }
}

@Suite struct SignInPageTests {
    @Test(
        "Without a session every page of the office leads to its door",
        .clause("siedlce/§2.4"),
        arguments: [
            "office", "office?queue=overdue", "office/find?search=2026/1", "office/reports/2026-1", "office/reports/9",
        ]
    )
    func closed(path: String) async throws {
        try await TestSite.with("kielce") { site in
            _ = try await site.hall.submit(.personal(in: site.town), in: site.town)
            let answer = try await site.get("/kielce/\(path)")
            #expect(answer.status == 303)
            #expect(answer.location == "/kielce/office/sign-in")
            #expect(answer.body.isEmpty)
        }
    }

    @Test("An officer signs in, works and signs out; then the cookie opens nothing any more", .clause("siedlce/§4.1"))
    func wholeWay() async throws {
        try await TestSite.with("kielce") { site in
            let browser = try await site.officer()
            let page = try await browser.get("/kielce/office")
            #expect(page.status == 200)
            #expect(page.page.text.contains("Jagoda Próbna"))
            let token = try #require(browser.cookie("staff"))
            let out = try await browser.post("/kielce/office/sign-out", [:])
            #expect(out.location == "/kielce/office/sign-in")
            #expect(browser.cookie("staff") == nil)
            let thief = site.browser()
            thief.setCookie("staff", token, path: "/kielce")
            #expect(try await thief.get("/kielce/office").status == 303)
        }
    }

    @Test("Several officers work at the same time, each with a session of their own", .clause("siedlce/§4.1"))
    func several() async throws {
        try await TestSite.with("kielce") { site in
            let first = try await site.officer()
            let second = site.browser()
            _ = try await second.signIn(at: site.town)
            _ = try await first.post("/kielce/office/sign-out", [:])
            #expect(try await first.get("/kielce/office").status == 303)
            #expect(try await second.get("/kielce/office").status == 200)
        }
    }

    @Test(
        "Whatever was wrong, the page says the same, keeps the login and shows no password",
        arguments: [
            ("jagoda@urzad.example", "nie-to"), ("nikt@urzad.example", TestSite.officerPassword), ("nikt", "nie-to"),
            ("", ""),
        ]
    )
    func wrong(login: String, password: String) async throws {
        try await TestSite.with("kielce") { site in
            _ = try await site.officer()
            let answer = try await site.browser().signIn(at: site.town, login: login, password: password)
            let words = site.words()(AccountFailure.wrongLoginOrPassword.text)
            #expect(answer.status == 422)
            #expect(answer.page.title.hasPrefix("Błąd: "))
            #expect(answer.page.faults == [PageReader.Fault(field: "password", words: words)])
            #expect(answer.page.fault(at: "password") == words)
            #expect([answer.page.value("login"), answer.page.value("password")] == [login, ""])
            #expect(answer.cookies.isEmpty)
        }
    }

    @Test("After too many tries the page asks to wait, and the right password waits too")
    func paused() async throws {
        try await TestSite.with("kielce") { site in
            _ = try await site.officer()
            let browser = site.browser()
            for _ in 0..<6 { _ = try await browser.signIn(at: site.town, password: "nie-to") }
            let answer = try await browser.signIn(at: site.town)
            #expect(["\(answer.status)", answer.headers[.retryAfter]] == ["429", "1"])
            #expect(answer.page.text.contains("Za dużo prób logowania. Spróbuj znowu za 1 sekundę."))
            site.hall.clock.advance(.milliseconds(999))
            #expect(try await browser.signIn(at: site.town).headers[.retryAfter] == "1")
            site.hall.clock.advance(.milliseconds(1))
            #expect(try await browser.signIn(at: site.town).status == 303)
        }
    }

    @Test("The session of one town opens no office of another")
    func otherTown() async throws {
        try await TestSite.with("kielce", "suprasl") { site in
            let browser = try await site.officer()
            browser.setCookie("staff", try #require(browser.cookie("staff")), path: "/suprasl")
            #expect(try await browser.get("/suprasl/office").location == "/suprasl/office/sign-in")
        }
    }

    @Test("A session that was left alone for half an hour is over")
    func idle() async throws {
        try await TestSite.with("kielce") { site in
            let browser = try await site.officer()
            site.hall.clock.advance(.minutes(29))
            #expect(try await browser.get("/kielce/office").status == 200)
            site.hall.clock.advance(.minutes(30))
            #expect(try await browser.get("/kielce/office").location == "/kielce/office/sign-in")
        }
    }
}
