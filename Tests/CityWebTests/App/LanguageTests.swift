import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct LanguageTests {
    @Test(
        "A page speaks the language of its link, else the chosen one, else the browser's, else the town's",
        arguments: [
            ("", nil, nil, "pl"), ("", nil, "uk", "uk"), ("", nil, "uk-UA,uk;q=0.9,en;q=0.8", "uk"),
            ("", nil, "de, en;q=0.5", "en"), ("", nil, "en;q=0.1, uk;q=0.9", "uk"), ("", nil, "fr", "pl"),
            ("", nil, "*", "pl"), ("", nil, ";;q=,=", "pl"), ("", "en", "uk", "en"), ("", "de", "uk", "uk"),
            ("?lang=en", "uk", "pl", "en"), ("?lang=de", "uk", "pl", "uk"), ("?lang=", nil, nil, "pl"),
        ] as [(String, String?, String?, String)]
    )
    func choosing(query: String, cookie: String?, accepted: String?, language: String) async throws {
        try await TestSite.with("kielce") { site in
            var headers: HTTPFields = [:]
            headers[.cookie] = cookie.map { "language=\($0)" }
            headers[.acceptLanguage] = accepted
            let page = try await site.get("/kielce\(query)", headers).page
            #expect(page.language == language)
        }
    }

    @Test("A town's first language is its own", arguments: [("kremenchuk", "uk"), ("kielce", "pl")])
    func own(name: String, language: String) async throws {
        try await TestSite.with(name) { site in
            let page = try await site.get("/\(name)").page
            #expect(page.language == language)
        }
    }

    @Test("The choice stays for the next pages of the town, and only of that town")
    func staying() async throws {
        try await TestSite.with("kielce", "suprasl") { site in
            let browser = site.browser()
            _ = try await browser.get("/kielce/contact?lang=uk")
            #expect(try await browser.get("/kielce/report/place").page.language == "uk")
            #expect(try await browser.get("/suprasl").page.language == "pl")
            #expect(browser.cookie("language") == "uk")
            _ = try await browser.get("/kielce?lang=xx")
            #expect(browser.cookie("language") == "uk")
        }
    }

    @Test(
        "Every page offers itself in every language of the town",
        arguments: ["", "/report/place", "/contact", "/office/sign-in"]
    )
    func links(path: String) async throws {
        try await TestSite.with("kielce") { site in
            let links = try await site.get("/kielce\(path)").page.links
            for language in ["pl", "uk", "en"] { #expect(links.contains("/kielce\(path)?lang=\(language)")) }
        }
    }

    @Test("Interfaces speak the language of the request too")
    func interfaces() async throws {
        try await TestSite.with("kielce") { site in
            let words = site.words(.ukrainian)(ReportFailure.notFound.text)
            for path in ["/kielce/api/v1/reports/2026-1", "/kielce/open311/v2/requests/2026-1.json"] {
                let answer = try await site.get(path, [.acceptLanguage: "uk"])
                #expect(answer.body.contains(words))
            }
        }
    }

    @Test("A town's own words stand in the place of the program's")
    func ownWords() async throws {
        try await TestSite.with("kielce", "demo") { site in
            let statuses = site.hall.towns.map { site.words(in: $0)(ReportStatus.accepted.text) }
            #expect(statuses[0] == "Przyjęte")
            let number = try await site.hall.submit(in: site.town).number
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            #expect(try await site.get("/kielce/reports/2026-1").page.text.contains("Przyjęte"))
        }
    }
}
