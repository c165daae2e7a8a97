import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct SecondFactorPageTests {
    /// A site that asks for the second factor, with somebody of the office.
    private static func with(_ body: @Sendable (TestSite) async throws -> Void) async throws {
        try await TestSite.with("kielce", factorRule: .required) { site in
            try await site.hall.hire("ida@urzad.example", [StaffGrant(.operator)], in: site.town)
            try await body(site)
        }
    }

    private static func begin(_ browser: Browser) async throws -> Answer {
        try await browser.signIn(at: browser.site.town, login: "ida@urzad.example")
    }

    private static let code = "/kielce/office/sign-in/code"

    /// Sets the factor up and goes on to codes that were not used.
    private static func setUp(_ site: TestSite) async throws -> (app: Authenticator, recovery: [String]) {
        let browser = site.browser()
        let page = try await browser.follow(begin(browser))
        let app = try Authenticator(reading: page.body)
        let answer = try await browser.post(code, ["code": app.code(at: site.hall.now)])
        site.hall.clock.advance(.minutes(5))
        return (app, answer.body.matches(of: #/<code class="by-hand">([0-9a-z-]{11})<\/code>/#).map { String($0.1) })
    }

    @Test("The first sign-in ties the account to a telephone, and shows recovery codes once")
    func settingUp() async throws {
        try await Self.with { site in
            let browser = site.browser()
            let answer = try await Self.begin(browser)
            #expect(answer.location == Self.code)
            #expect(browser.cookie("staff") == nil)
            let page = try await browser.follow(answer)
            #expect(page.body.contains("data-text=\"otpauth://totp/Kielce:ida%40urzad.example?secret="))
            #expect(page.page.text.contains("ida@urzad.example"))
            let wrong = try await browser.post(Self.code, ["code": "12345"])
            #expect(wrong.status == 422)
            #expect(wrong.page.fault(at: "code") == site.words()(AccountFailure.wrongCode.text))
            let app = try Authenticator(reading: wrong.body)
            let entered = try await browser.post(Self.code, ["code": " \(app.code(at: site.hall.now)) "])
            #expect(entered.status == 200)
            #expect(entered.page.heading == site.words()("recovery.title"))
            #expect(entered.body.matches(of: #/<code class="by-hand">/#).count == 10)
            #expect(browser.cookie("signIn") == nil)
            #expect(try await browser.get("/kielce/office").status == 200)
            #expect(try await browser.get("/kielce/office/account").page.text.contains("Osoba Próbna"))
        }
    }

    @Test("On the page of the own account the password changes, and new recovery codes are made")
    func ownAccess() async throws {
        try await Self.with { site in
            let (app, old) = try await Self.setUp(site)
            let browser = site.browser()
            _ = try await Self.begin(browser)
            _ = try await browser.post(Self.code, ["code": old[0]])
            let wrong = try await browser.post("/kielce/office/account/password", ["old": "nie-to", "password": "x"])
            #expect(
                wrong.status == 422 && wrong.page.fault(at: "old") != nil && wrong.page.fault(at: "password") == nil
            )
            let weak = try await browser.post(
                "/kielce/office/account/password",
                ["old": TestSite.officerPassword, "password": "x"]
            )
            #expect(weak.status == 422 && weak.page.fault(at: "password") != nil && weak.page.fault(at: "old") == nil)
            let done = try await browser.post(
                "/kielce/office/account/password",
                ["old": TestSite.officerPassword, "password": "jeszcze-inne-hasło-urzędu"]
            )
            #expect(done.location == "/kielce/office/account?done=password")
            #expect(try await browser.follow(done).page.text.contains(site.words()("ownAccount.password.done")))
            let refused = try await browser.post("/kielce/office/account/codes", ["code": old[1]])
            #expect(refused.status == 422 && refused.page.fault(at: "code") != nil)
            let codes = try await browser.post("/kielce/office/account/codes", ["code": app.code(at: site.hall.now)])
            #expect(codes.page.heading == site.words()("recovery.title"))
            #expect(codes.body.matches(of: #/<code class="by-hand">/#).count == 10)
        }
    }

    @Test("Later a code opens the office, and a recovery code does so once")
    func entering() async throws {
        try await Self.with { site in
            let (app, recovery) = try await Self.setUp(site)
            for typed in [app.code(at: site.hall.now), recovery[0]] {
                let browser = site.browser()
                let page = try await browser.follow(Self.begin(browser))
                #expect(page.page.heading == site.words()("signIn.code.title"))
                #expect(!page.body.contains("otpauth"))
                let entered = try await browser.post(Self.code, ["code": typed])
                #expect(entered.location == "/kielce/office")
                let again = site.browser()
                _ = try await Self.begin(again)
                #expect(try await again.post(Self.code, ["code": typed]).status == 422)
            }
        }
    }

    @Test("The token of the first step opens nothing, and the session has another one")
    func fixation() async throws {
        try await Self.with { site in
            let (app, _) = try await Self.setUp(site)
            let browser = site.browser()
            _ = try await Self.begin(browser)
            let first = try #require(browser.cookie("signIn"))
            let thief = site.browser()
            thief.setCookie("staff", first, path: "/kielce")
            #expect(try await thief.get("/kielce/office").location == "/kielce/office/sign-in")
            _ = try await browser.post(Self.code, ["code": app.code(at: site.hall.now)])
            #expect(try #require(browser.cookie("staff")) != first)
            // What was used up leads back to the beginning.
            thief.setCookie("signIn", first, path: "/kielce")
            site.hall.clock.advance(.minutes(1))
            let late = try await thief.post(Self.code, ["code": app.code(at: site.hall.now)])
            #expect(late.location == "/kielce/office/sign-in")
        }
    }

    @Test("What was typed in a case goes along through both steps, and through a wrong code")
    func carrying() async throws {
        try await Self.with { site in
            let number = try await site.hall.submit(in: site.town).number
            let (app, _) = try await Self.setUp(site)
            let browser = site.browser()
            let typed: KeyValuePairs = [
                "login": "ida@urzad.example", "password": TestSite.officerPassword, "case": number.path, "seen": "1",
                "action": "ask", "question": "Która latarnia?",
            ]
            let step = try await browser.post("/kielce/office/sign-in", typed)
            #expect(step.status == 200)
            let carried = [
                (name: "case", value: number.path), ("seen", "1"), ("action", "ask"), ("question", "Która latarnia?"),
            ]
            let wrong = try await browser.post(Self.code, [(name: "code", value: "000000")] + carried)
            #expect(wrong.page.value("question") == "Która latarnia?")
            let code = [(name: "code", value: app.code(at: site.hall.now))]
            let shown = try await browser.post(Self.code, code + carried)
            #expect(shown.page.value("question") == "Która latarnia?")
            #expect(try await !site.hall.readReport.unseen(number, in: site.town).report.isWaiting)
        }
    }

    @Test("After too many wrong codes the page asks to wait, and the right one waits too")
    func throttled() async throws {
        try await Self.with { site in
            let (app, _) = try await Self.setUp(site)
            let browser = site.browser()
            _ = try await Self.begin(browser)
            for _ in 0..<6 { _ = try await browser.post(Self.code, ["code": "000000"]) }
            let answer = try await browser.post(Self.code, ["code": app.code(at: site.hall.now)])
            #expect(["\(answer.status)", answer.headers[.retryAfter]] == ["429", "1"])
            site.hall.clock.advance(.seconds(1))
            #expect(try await browser.post(Self.code, ["code": app.code(at: site.hall.now)]).status == 303)
        }
    }

    @Test("Without a first step, or a quarter of an hour after it, there is no second one")
    func expired() async throws {
        try await Self.with { site in
            #expect(try await site.browser().get(Self.code).location == "/kielce/office/sign-in")
            let browser = site.browser()
            _ = try await Self.begin(browser)
            site.hall.clock.advance(.minutes(15))
            #expect(try await browser.get(Self.code).location == "/kielce/office/sign-in")
        }
    }

    @Test("A form of another site gives no code")
    func crossSite() async throws {
        try await Self.with { site in
            let (app, _) = try await Self.setUp(site)
            let browser = site.browser()
            _ = try await Self.begin(browser)
            let fields: KeyValuePairs = ["code": app.code(at: site.hall.now)]
            #expect(try await browser.post(Self.code, fields, [.secFetchSite: "cross-site"]).status == 403)
            #expect(browser.cookie("staff") == nil)
        }
    }

    @Test("A demonstration says who gets in without a code, an office does not speak of it")
    func demonstration() async throws {
        let note = "W wersji pokazowej osoby wymyślone wchodzą samym hasłem."
        try await TestSite.with("kielce", demo: Demo(mailbox: NoLetters())) { site in
            let page = try await site.get("/kielce/office/sign-in").page
            #expect(page.text.contains(note))
        }
        try await Self.with { site in
            let page = try await site.get("/kielce/office/sign-in").page
            #expect(!page.text.contains(note))
        }
    }

    private struct NoLetters: DemoMailbox {
        func sentLetters() async -> [EmailMessage] { [] }
    }

    @Test("The pages of the second step are as they were recorded", arguments: Language.allCases)
    func recorded(language: Language) async throws {
        try await Self.with { site in
            let browser = site.browser()
            _ = try await Self.begin(browser)
            let page = try await browser.get("\(Self.code)?lang=\(language.rawValue)")
            let code = try Authenticator(reading: page.body).code(at: site.hall.now)
            try page.expectStaffPage("sign-in-set-up-\(language.rawValue)")
            let recovery = try await browser.post("\(Self.code)?lang=\(language.rawValue)", ["code": code])
            try recovery.expectStaffPage("recovery-\(language.rawValue)")
        }
    }
}

extension Answer {
    /// The whole page, without what is another in every run or whenever something else takes a random number.
    func expectStaffPage(_ name: String) throws {
        let markup = body.replacing(headers[.requestID] ?? "none", with: "REQUEST")
            .replacing(#/secret=[A-Z2-7]{32}/#, with: "secret=SECRET")
            .replacing(#/data-challenge="[\w-]{43}"/#, with: "data-challenge=\"CHALLENGE\"")
            .replacing(#/data-user="[\w-]{43}"/#, with: "data-user=\"USER\"")
            .replacing(#/<code class="by-hand">[A-Z2-7 ]{39}/#, with: "<code class=\"by-hand\">SECRET")
            .replacing(#/<code class="by-hand">[0-9a-z-]{11}/#, with: "<code class=\"by-hand\">CODE")
            .replacing(#/\b[0-9a-hjkmnp-tv-z]{52}\b/#, with: "TOKEN")
            .replacing(#/\b[0-9a-hjkmnp-tv-z]{26}\b/#, with: "ID")
        try expectSnapshot(HTML(trusted: markup), named: "page-\(name)")
    }
}
