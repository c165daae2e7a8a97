import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct SecurityHeaderTests {
    private static let names = [
        "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy",
        "Referrer-Policy", "Strict-Transport-Security", "X-Content-Type-Options",
    ]

    private static let expected: [String?] = [
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        "same-origin", "same-origin", "geolocation=(self), camera=(self), microphone=()", "same-origin", nil, "nosniff",
    ]

    private static func found(_ answer: Answer) -> [String?] {
        names.map { name in HTTPField.Name(name).flatMap { answer.headers[$0] } }
    }

    @Test(
        "Every kind of answer keeps the browser from doing what no page asked for",
        .clause("biale-blota/§7 b1"),
        arguments: [
            ("/", 200), ("/kielce", 200), ("/kielce/report", 303), ("/kielce/nowhere", 404), ("/nowhere", 404),
            ("/nowhere/at/all", 404), ("/kielce/office", 303), ("/kielce/brand.css", 200), ("/assets/ratusz.css", 200),
            ("/assets/none", 404), ("/livez", 200), ("/readyz", 200), ("/kielce/api/v1", 200),
            ("/kielce/api/v1/reports/2026-1", 404), ("/kielce/open311/v2/services.xml", 200),
            ("/kielce/open311/v2/requests/1.json", 404), ("/kielce/z/2026-1/x", 404),
            ("/kielce/reports?after=%FF", 400),
        ]
    )
    func everyAnswer(path: String, status: Int) async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await site.get(path)
            #expect(answer.status == status)
            #expect(Self.found(answer) == Self.expected)
            #expect(answer.headers[.requestID]?.isEmpty == false)
        }
    }

    @Test("Over TLS browsers are told to use nothing else for two years", arguments: ["/kielce", "/nowhere", "/livez"])
    func transport(path: String) async throws {
        try await TestSite.with("kielce", addresses: TownAddresses(shared: "https://towns.example")) { site in
            let answer = try await site.get(path)
            #expect(answer.headers[.strictTransportSecurity] == "max-age=63072000; includeSubDomains")
        }
    }

    @Test(
        "Only the hosts that are reached over TLS bind browsers to it",
        arguments: [
            ("kielce.example", "/", true), ("towns.example", "/suprasl", false), ("towns.example", "/livez", false),
            ("unknown.example", "/suprasl", false),
        ]
    )
    func mixedTransport(host: String, path: String, isBound: Bool) async throws {
        let addresses = TownAddresses(
            shared: "http://towns.example",
            own: [ID("kielce"): "https://kielce.example"]
        )
        try await TestSite.with("kielce", "suprasl", addresses: addresses) { site in
            let answer = try await site.get(path, [.testHost: host])
            #expect(answer.headers.contains(.strictTransportSecurity) == isBound)
        }
    }

    @Test(
        "Nothing is kept by browsers and proxies but what is the same for everybody",
        arguments: [
            ("/kielce", "no-store"), ("/kielce/report/place", "no-store"), ("/kielce/office/sign-in", "no-store"),
            ("/kielce/reports", "no-store"), ("/kielce/api/v1", "private, no-cache"), ("/nowhere", "no-store"),
            ("/kielce/brand.css", "public, max-age=86400"), ("/assets/ratusz.css", "public, max-age=300"),
        ]
    )
    func caching(path: String, value: String) async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await site.get(path)
            #expect(answer.headers[.cacheControl] == value)
        }
    }

    @Test("A page about one person tells no search engine")
    func robots() async throws {
        try await TestSite.with("kielce") { site in
            let receipt = try await site.hall.submit(in: site.town)
            let link = "/kielce/z/2026-1/\(receipt.secret.grouped)"
            for path in [link, "\(link)/receipt", "/kielce/report/place", "/kielce/office/sign-in"] {
                let page = try await site.get(path).page
                #expect(page.markup.contains("<meta name=\"robots\" content=\"noindex, nofollow\">"), "\(path)")
            }
        }
    }
}
