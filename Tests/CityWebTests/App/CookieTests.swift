import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct CookieTests {
    /// The attributes of a Set-Cookie header, sorted, without the value.
    private static func attributes(_ header: String) -> [String] {
        header.split(separator: ";").enumerated().map { index, part in
            index == 0 ? String(part.prefix { $0 != "=" }) : part.trimmingSpaces()
        }.sorted()
    }

    private static let own = TownAddresses(
        shared: "https://towns.example",
        own: [ID("kielce"): "https://kielce.example"]
    )

    @Test(
        "A cookie is bound to its town, out of reach of scripts, and over TLS to TLS",
        arguments: [
            (
                TownAddresses(shared: "http://localhost"), "", "/kielce", ["HttpOnly", "Path=/kielce", "SameSite=Lax"],
                ""
            ),
            (
                TownAddresses(shared: "https://towns.example"), "__Secure-", "/kielce",
                ["HttpOnly", "Path=/kielce", "SameSite=Lax", "Secure"], "towns.example"
            ), (own, "__Host-", "", ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"], "kielce.example"),
            // Each town for itself: what another one is reached by does not matter.
            (
                TownAddresses(shared: "http://towns.example", own: [ID("kielce"): "https://kielce.example"]), "__Host-",
                "",
                ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"], "kielce.example"
            ),
            (
                TownAddresses(shared: "http://towns.example", own: [ID("suprasl"): "https://suprasl.example"]), "",
                "/kielce",
                ["HttpOnly", "Path=/kielce", "SameSite=Lax"], "towns.example"
            ),
        ]
    )
    func attributes(
        addresses: TownAddresses,
        prefix: String,
        base: String,
        expected: [String],
        host: String
    ) async throws {
        try await TestSite.with("kielce", addresses: addresses) { site in
            var headers: HTTPFields = [:]
            if !host.isEmpty { headers[.testHost] = host }
            let browser = site.browser()
            let draft = try await browser.post("\(base)/report/place", ["address": "x"], headers)
            #expect(draft.cookies.map(Self.attributes) == [(expected + ["\(prefix)draft", "Max-Age=86400"]).sorted()])
            let language = try await browser.get("\(base.isEmpty ? "/" : base)?lang=uk", headers)
            #expect(
                language.cookies.map(Self.attributes) == [
                    (expected + ["\(prefix)language", "Max-Age=31536000"]).sorted()
                ]
            )
            _ = try await site.hall.createStaff(
                name: PersonName(typed: "Jagoda Próbna"),
                login: EmailAddress(typed: "jagoda@urzad.example"),
                password: Password(typed: TestSite.officerPassword),
                roles: [.operator],
                by: .test,
                in: site.town.id,
                at: site.hall.now
            )
            let staff = try await browser.post(
                "\(base)/office/sign-in",
                ["login": "jagoda@urzad.example", "password": TestSite.officerPassword],
                headers
            )
            #expect(staff.cookies.map(Self.attributes) == [(expected + ["\(prefix)staff"]).sorted()])
            let out = try await browser.post("\(base)/office/sign-out", [], headers)
            #expect(out.cookies.map(Self.attributes) == [(expected + ["\(prefix)staff", "Max-Age=0"]).sorted()])
        }
    }

    @Test(
        "Pages set no cookie unless somebody signs in, fills in a form or chooses a language",
        .clause("suprasl/III.1", "biale-blota/§8.1", "demo/§6.4"),
        arguments: ["suprasl", "biale-blota", "demo"]
    )
    func necessaryOnly(name: String) async throws {
        try await TestSite.with(name) { site in
            let paths = [
                "", "/report/place", "/reports", "/status", "/contact", "/privacy", "/regulation", "/accessibility",
            ]
            for path in paths + ["/office/sign-in", "/brand.css", "/api/v1", "/open311/v2/services.xml"] {
                let answer = try await site.get("/\(name)\(path)")
                #expect(answer.cookies == [], "\(path)")
            }
        }
    }
}
