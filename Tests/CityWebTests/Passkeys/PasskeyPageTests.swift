import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct PasskeyPageTests {
    private static let code = "/kielce/office/sign-in/code"
    private static let account = "/kielce/office/account"

    /// A site that asks for the second factor, with somebody of the office.
    private static func with(_ body: @Sendable (TestSite) async throws -> Void) async throws {
        try await TestSite.with("kielce", factorRule: .required) { site in
            try await site.hall.hire("ida@urzad.example", [StaffGrant(.operator)], in: site.town)
            try await body(site)
        }
    }

    private static func begin(_ site: TestSite) async throws -> (Browser, Answer) {
        let browser = site.browser()
        let answer = try await browser.signIn(at: site.town, login: "ida@urzad.example")
        return (browser, try await browser.follow(answer))
    }

    /// Makes a passkey at the first sign-in.
    private static func setUp(_ site: TestSite, _ passkey: FakePasskey, name: String = "Laptop") async throws -> Browser
    {
        let (browser, page) = try await begin(site)
        let fields = passkey.make(try page.challenge).fields
        let entered = try await browser.post(code, fields + [(name: "name", value: name)])
        #expect(entered.page.heading == site.words()("recovery.title"))
        return browser
    }

    @Test("A passkey stands for the telephone: made at the first sign-in, it opens the office at the next")
    func entering() async throws {
        try await Self.with { site in
            let passkey = try FakePasskey()
            let browser = try await Self.setUp(site, passkey)
            #expect(try await browser.get(Self.account).page.text.contains("Laptop"))
            let (again, page) = try await Self.begin(site)
            #expect(page.page.heading == site.words()("signIn.second.title"))
            #expect(page.body.contains("data-known=\"\(Base64URL.text(passkey.id))\""))
            let entered = try await again.post(Self.code, passkey.answer(try page.challenge).fields)
            #expect(entered.location == "/kielce/office")
            #expect(try await again.get("/kielce/office").status == 200)
        }
    }

    @Test("A wrong answer, a name that is missing and an answer that comes too late are told on the page")
    func refused() async throws {
        try await Self.with { site in
            let passkey = try FakePasskey()
            let (browser, page) = try await Self.begin(site)
            let unnamed = try await browser.post(Self.code, passkey.make(try page.challenge).fields)
            #expect(unnamed.status == 422)
            #expect(unnamed.page.fault(at: "name") == site.words()(PasskeyFailure.nameMissing.text))
            _ = try await Self.setUp(site, passkey)
            let (again, asked) = try await Self.begin(site)
            let wrong = try await again.post(Self.code, try FakePasskey().answer(try asked.challenge).fields)
            #expect(wrong.status == 422)
            #expect(wrong.page.fault(at: "passkey") == site.words()(PasskeyFailure.refused(.signature).text))
            site.hall.clock.advance(.minutes(10))
            let late = try await again.post(Self.code, passkey.answer(try wrong.challenge).fields)
            #expect(late.page.fault(at: "passkey") == site.words()(PasskeyFailure.late.text))
            #expect(again.cookie("staff") == nil)
            let entered = try await again.post(Self.code, passkey.answer(try late.challenge).fields)
            #expect(entered.location == "/kielce/office")
        }
    }

    @Test("Who cannot read the answer of a browser gets no further than whoever guesses")
    func nonsense() async throws {
        try await Self.with { site in
            let passkey = try FakePasskey()
            _ = try await Self.setUp(site, passkey)
            for field in ["clientData", "authenticatorData", "signature", "credential"] {
                for value in ["!", "AAAA", String(repeating: "A", count: 9_000)] {
                    let (browser, page) = try await Self.begin(site)
                    let fields = try passkey.answer(try page.challenge).fields.map {
                        (name: $0.name, value: $0.name == field ? value : $0.value)
                    }
                    #expect(try await browser.post(Self.code, fields).status == 422, "\(field)")
                    site.hall.clock.advance(.minutes(15))
                }
            }
        }
    }

    @Test("Another passkey is added after a proof, and one is removed; the last stays")
    func managing() async throws {
        try await Self.with { site in
            let (first, second) = (try FakePasskey(), try FakePasskey(.rs256, id: [9]))
            let browser = try await Self.setUp(site, first)
            let new = "\(Self.account)/passkeys/new"
            #expect(try await browser.get(new).location == "\(Self.account)/passkeys/prove")
            let prove = try await browser.get("\(Self.account)/passkeys/prove")
            let allowed = try await browser.post(
                "\(Self.account)/passkeys/prove",
                first.answer(try prove.challenge).fields
            )
            #expect(allowed.location == new)
            let page = try await browser.follow(allowed)
            let made = second.make(try page.challenge).fields
            let unnamed = try await browser.post(new, made)
            #expect(unnamed.status == 422 && unnamed.page.fault(at: "name") != nil)
            // The question waits on, so that the same answer still counts.
            let added = try await browser.post(new, made + [(name: "name", value: "Klucz")])
            #expect(added.location == "\(Self.account)?done=passkeyAdded")
            let list = try await browser.follow(added)
            #expect(list.page.text.contains("Klucz") && list.page.text.contains("Laptop"))
            let ways = list.body.matches(of: #/href="([^"]+/passkeys/[^"]+/remove)"/#).map { String($0.1) }
            #expect(ways.count == 2)
            let removal = try await browser.get(ways[1])
            #expect(removal.page.heading.contains("Klucz"))
            let wrong = try await browser.post(ways[1], ["code": "000000"])
            #expect(wrong.status == 422 && wrong.page.fault(at: "code") != nil)
            let removed = try await browser.post(ways[1], first.answer(try wrong.challenge).fields)
            #expect(removed.location == "\(Self.account)?done=passkeyRemoved")
            let last = try await browser.get(ways[0])
            let kept = try await browser.post(ways[0], first.answer(try last.challenge).fields)
            #expect(kept.status == 409)
            #expect(kept.page.text.contains(site.words()(PasskeyFailure.lastFactor.text)))
            #expect(try await browser.get(ways[1]).location == Self.account)
        }
    }

    @Test("Without the script nothing offers a passkey, and the page says what it takes")
    func withoutScript() async throws {
        try await Self.with { site in
            let passkey = try FakePasskey()
            _ = try await Self.setUp(site, passkey)
            let (_, page) = try await Self.begin(site)
            #expect(page.body.contains("id=\"passkey\" hidden"))
            #expect(page.body.contains("name=\"code\""))
        }
    }

    @Test("Pages of passkeys are as they were recorded", arguments: Language.allCases)
    func recorded(language: Language) async throws {
        try await Self.with { site in
            let passkey = try FakePasskey()
            let browser = try await Self.setUp(site, passkey)
            let prove = try await browser.get("\(Self.account)/passkeys/prove?lang=\(language.rawValue)")
            try prove.expectStaffPage("passkey-prove-\(language.rawValue)")
            let allowed = try await browser.post(
                "\(Self.account)/passkeys/prove",
                passkey.answer(try prove.challenge).fields
            )
            try await browser.get("\(allowed.location)?lang=\(language.rawValue)")
                .expectStaffPage("passkey-new-\(language.rawValue)")
            try await browser.get("\(Self.account)?lang=\(language.rawValue)")
                .expectStaffPage("own-account-passkey-\(language.rawValue)")
        }
    }
}

extension Answer {
    /// What the page asks a passkey to sign.
    var challenge: [UInt8] {
        get throws {
            let found = try #require(body.firstMatch(of: #/data-challenge="([\w-]+)"/#))
            return try #require(Base64URL.bytes(found.1))
        }
    }
}
