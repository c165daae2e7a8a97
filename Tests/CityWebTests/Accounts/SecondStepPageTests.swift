import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The second step of signing in to a resident's account, as a browser meets it.
@Suite struct SecondStepPageTests {
    private static let base = "/kielce/account/second-step"
    private static let door = "/kielce/account/sign-in"
    private static let code = "/kielce/account/sign-in/code"

    /// A resident whose second step was switched on by an app.
    private struct Protected {
        let browser: Browser
        let app: Authenticator
        let recovery: [String]

        init(_ site: TestSite) async throws {
            browser = try await site.resident()
            let password: KeyValuePairs = ["password": Password.sample.text]
            let page = try await browser.follow(try await browser.post("\(base)/on", password))
            app = try Authenticator(reading: page.body)
            let codes = try await browser.post("\(base)/app/new", ["code": app.code(at: site.hall.now)])
            #expect(codes.page.heading == site.words()("recovery.title"))
            recovery = codes.body.matches(of: #/<code class="by-hand">([0-9a-z-]{11})<\/code>/#).map { String($0.1) }
            site.hall.clock.advance(.minutes(5))
        }
    }

    private static func signIn(_ browser: Browser, next: String = "") async throws -> Answer {
        let fields: KeyValuePairs = ["login": "ida@example.org", "password": Password.sample.text, "next": next]
        return try await browser.post(door, fields)
    }

    @Test("Switched on by an app, it is asked for at the door, and a code opens the account")
    func journey() async throws {
        try await TestSite.with("kielce") { site in
            let protected = try await Protected(site)
            #expect(protected.recovery.count == RecoveryCode.count)
            let words = site.words()
            #expect(try await protected.browser.get(Self.base).page.text.contains(words("secondStep.on.lead")))
            let browser = site.browser()
            let asked = try await Self.signIn(browser)
            #expect(asked.location == Self.code && browser.cookie("resident") == nil)
            let page = try await browser.follow(asked)
            #expect(page.page.text.contains(words("secondStep.lost.text")))
            let wrong = try await browser.post(Self.code, ["code": "000000"])
            #expect(wrong.status == 422)
            #expect(wrong.page.fault(at: "code") == words(AccountFailure.wrongCode.text))
            let entered = try await browser.post(Self.code, ["code": protected.app.code(at: site.hall.now)])
            #expect(entered.location == "/kielce/account" && browser.cookie("residentSignIn") == nil)
            #expect(try await browser.get("/kielce/account").status == 200)
        }
    }

    @Test("Whoever came from the form of a report goes back to it through both steps, and a wrong code")
    func carried() async throws {
        try await TestSite.with("kielce") { site in
            let protected = try await Protected(site)
            let browser = site.browser()
            let page = try await browser.follow(Self.signIn(browser, next: "report"))
            #expect(page.body.contains("name=\"next\" value=\"report\""))
            let wrong = try await browser.post(Self.code, ["code": "000000", "next": "report"])
            #expect(wrong.body.contains("name=\"next\" value=\"report\""))
            let entered = try await browser.post(Self.code, ["code": protected.recovery[0], "next": "report"])
            #expect(entered.location == "/kielce/report")
        }
    }

    @Test("The token of the first step opens nothing; without one, or too late, the door is shown")
    func fixation() async throws {
        try await TestSite.with("kielce") { site in
            let protected = try await Protected(site)
            #expect(try await site.browser().get(Self.code).location == Self.door)
            let browser = site.browser()
            _ = try await Self.signIn(browser)
            let first = try #require(browser.cookie("residentSignIn"))
            let thief = site.browser()
            thief.setCookie("resident", first, path: "/kielce")
            #expect(try await thief.get("/kielce/account").location == Self.door)
            let fields: KeyValuePairs = ["code": protected.recovery[0]]
            #expect(try await browser.post(Self.code, fields, [.secFetchSite: "cross-site"]).status == 403)
            site.hall.clock.advance(.minutes(15))
            #expect(try await browser.post(Self.code, fields).location == Self.door)
        }
    }

    @Test("A wrong password switches nothing on, and nobody sets anything up without the right one")
    func proof() async throws {
        try await TestSite.with("kielce") { site in
            let browser = try await site.resident()
            #expect(try await browser.get("\(Self.base)/app/new").location == "\(Self.base)/app/prove")
            #expect(try await browser.get("\(Self.base)/app/prove").location == Self.base)
            let wrong = try await browser.post("\(Self.base)/on", ["password": "nie to hasło"])
            #expect(wrong.status == 422 && wrong.page.fault(at: "password") != nil)
            #expect(try await browser.get("\(Self.base)/app/new").location == "\(Self.base)/app/prove")
            #expect(try await browser.get(Self.base).page.text.contains(site.words()("secondStep.off.lead")))
            #expect(try await browser.get("\(Self.base)/off").location == Self.base)
        }
    }

    @Test("A recovery code switches it off, a wrong code does not")
    func switchedOff() async throws {
        try await TestSite.with("kielce") { site in
            let protected = try await Protected(site)
            let browser = protected.browser
            #expect(try await browser.get("\(Self.base)/on").status == 200)
            let wrong = try await browser.post("\(Self.base)/off", ["code": "000000"])
            #expect(wrong.status == 422 && wrong.page.fault(at: "code") != nil)
            let off = try await browser.post("\(Self.base)/off", ["code": protected.recovery[0]])
            #expect(off.location == "\(Self.base)?done=off")
            #expect(try await browser.follow(off).page.text.contains(site.words()("secondStep.done.off")))
            #expect(try await Self.signIn(site.browser()).location == "/kielce/account")
        }
    }

    /// Adds a passkey to the app.
    ///
    /// - Returns: the passkey, which knows whose it is.
    @discardableResult
    private static func addPasskey(_ protected: Protected, _ passkey: FakePasskey) async throws -> FakePasskey {
        let browser = protected.browser
        let proof: KeyValuePairs = ["code": protected.recovery[1]]
        let page = try await browser.follow(try await browser.post("\(base)/passkeys/prove", proof))
        var passkey = passkey
        let user = try #require(page.body.firstMatch(of: #/data-user="([\w-]+)"/#))
        passkey.user = try #require(Base64URL.bytes(user.1))
        let made = passkey.make(try page.challenge).fields + [(name: "name", value: "Laptop")]
        let added = try await browser.post("\(base)/passkeys/new", made)
        #expect(added.location == "\(base)?done=passkeyAdded")
        #expect(try await browser.follow(added).page.text.contains("Laptop"))
        return passkey
    }

    @Test("A passkey opens the account at the second step, and alone")
    func passkey() async throws {
        try await TestSite.with("kielce") { site in
            let protected = try await Protected(site)
            let passkey = try await Self.addPasskey(protected, FakePasskey())
            let second = site.browser()
            let page = try await second.follow(Self.signIn(second))
            let entered = try await second.post(Self.code, passkey.answer(try page.challenge).fields)
            #expect(entered.location == "/kielce/account")
            let alone = site.browser()
            let question = try await alone.get("\(Self.door)/passkey?next=report")
            #expect(question.body.contains("data-verification=\"required\""))
            #expect(question.body.contains("data-known=\"\""))
            let answer = try passkey.answer(try question.challenge).fields + [(name: "next", value: "report")]
            let signedIn = try await alone.post("\(Self.door)/passkey", answer)
            #expect(signedIn.location == "/kielce/report")
            #expect(try await alone.get("/kielce/account").status == 200)
            #expect(try await alone.get("\(Self.door)/passkey").location == "/kielce/account")
        }
    }

    @Test("A passkey that opens no account, and an answer without its question, are told on the page")
    func strangers() async throws {
        try await TestSite.with("kielce") { site in
            let browser = site.browser()
            let page = try await browser.get("\(Self.door)/passkey")
            #expect(page.body.contains("id=\"passkey\" hidden"))
            let refused = try await browser.post(
                "\(Self.door)/passkey",
                try FakePasskey().answer(try page.challenge).fields
            )
            #expect(refused.status == 422)
            #expect(refused.page.fault(at: "passkey") == site.words()(PasskeyFailure.stranger.text))
            let late = try await site.browser().post(
                "\(Self.door)/passkey",
                try FakePasskey().answer(try refused.challenge).fields
            )
            #expect(late.page.fault(at: "passkey") == site.words()(PasskeyFailure.late.text))
        }
    }

    @Test("The office sees that there is one, and takes it away for the name that it saw")
    func office() async throws {
        try await TestSite.with("kielce") { site in
            let protected = try await Protected(site)
            let officer = try await site.administrator()
            let found = try await officer.post("/kielce/office/residents", ["email": "ida@example.org"])
            let page = try await officer.follow(found)
            #expect(page.page.text.contains(site.words()("residents.resetFactor")))
            let wrong = try await officer.post("\(found.location)/resetFactor", ["name": "Eda Przykładowa"])
            #expect(wrong.status == 409)
            let done = try await officer.post("\(found.location)/resetFactor", ["name": "Ida Przykładowa"])
            #expect(try await !officer.follow(done).page.text.contains(site.words()("residents.resetFactor")))
            #expect(try await protected.browser.get("/kielce/account").location == Self.door)
            #expect(try await Self.signIn(site.browser()).location == "/kielce/account")
        }
    }

    @Test("Pages of the second step are as they were recorded", arguments: Language.allCases)
    func recorded(language: Language) async throws {
        try await TestSite.with("kielce") { site in
            let lang = "?lang=\(language.rawValue)"
            let off = try await site.resident("eda@example.org").get("\(Self.base)\(lang)")
            try off.expectStaffPage("second-step-off-\(language.rawValue)")
            let protected = try await Protected(site)
            try await Self.addPasskey(protected, FakePasskey())
            try await protected.browser.get("\(Self.base)\(lang)").expectStaffPage("second-step-\(language.rawValue)")
            let browser = site.browser()
            _ = try await Self.signIn(browser)
            try await browser.get("\(Self.code)\(lang)").expectStaffPage("second-step-code-\(language.rawValue)")
            try await site.browser().get("\(Self.door)/passkey\(lang)")
                .expectStaffPage("passkey-door-\(language.rawValue)")
        }
    }
}
