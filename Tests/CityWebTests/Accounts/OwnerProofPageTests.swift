import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The pages that ask for a proof, for somebody whose account has no password.
@Suite struct OwnerProofPageTests {
    /// A browser in which somebody signed in by a service.
    private static func browser(_ site: TestSite) async throws -> Browser {
        let browser = site.browser()
        _ = try await browser.get("/suprasl/account/with/google")
        site.hall.providers.knows(.sample(), by: "code")
        let state = try #require(site.hall.providers.requests.last?.state.text)
        _ = try await browser.get("/suprasl/account/callback/google?code=code&state=\(state)")
        let version = site.town.regulation(on: site.town.clock.date(of: site.hall.now))?.version ?? ""
        let fields: KeyValuePairs = [
            "givenName": "Ida", "surname": "Przykładowa", "terms": version, "age": "yes", "ageGroup": "ofAge",
        ]
        #expect(try await browser.post("/suprasl/account/complete", fields).location == "/suprasl/account?new=1")
        return browser
    }

    @Test(
        "Each page asks for the code of a letter in place of a password, and names a wrong one at its field",
        arguments: [("email", "address"), ("erase", "erasure"), ("download", "download")]
    )
    func codes(page: String, act: String) async throws {
        try await TestSite.with("suprasl") { site in
            let browser = try await Self.browser(site)
            let words = site.words()
            let before = try await browser.get("/suprasl/account/\(page)").page
            #expect(before.text.contains(words("proof.send")) && before.markup.contains("id=\"code\""))
            #expect(!before.markup.contains("type=\"password\""))
            let sent = try await browser.post("/suprasl/account/code", ["for": act])
            #expect(sent.location == "/suprasl/account/\(page)?code=sent")
            #expect(try await browser.follow(sent).page.text.contains(words("proof.sent.title")))
            let fields: (String) -> KeyValuePairs<String, String> = { ["email": "eda@example.org", "code": $0] }
            let wrong = try await browser.post("/suprasl/account/\(page)", fields("00000-00000"))
            #expect(wrong.status == 422 && wrong.page.markup.contains("id=\"code-error\""))
            let code = try await site.hall.ownerCode()
            let right = try await browser.post("/suprasl/account/\(page)", fields(code))
            #expect(right.status == (page == "download" ? 200 : 303))
        }
    }

    @Test("With a password a page asks for it, and no code is sent")
    func password() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = try await site.resident()
            let page = try await browser.get("/suprasl/account/erase").page.markup
            #expect(page.contains("type=\"password\"") && !page.contains("account/code"))
            #expect(try await browser.post("/suprasl/account/code", ["for": "erasure"]).status == 409)
        }
    }

    @Test("A code for nothing that is there is for no page")
    func unknown() async throws {
        try await TestSite.with("suprasl") { site in
            let browser = try await Self.browser(site)
            #expect(try await browser.post("/suprasl/account/code", ["for": "x"]).status == 404)
        }
    }
}
