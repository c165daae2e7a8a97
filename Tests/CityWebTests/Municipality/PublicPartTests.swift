import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// What holds on every page that a resident can come to.
@Suite struct PublicPartTests {
    /// Opens every page of a town: those that need nothing, and those of a report on its way.
    private static func pages(_ site: TestSite) async throws -> [(path: String, answer: Answer)] {
        let town = site.town
        let base = "/\(town.id)"
        var paths = TownPageTests.openPages
        if town.profile.modules.contains(.reports) {
            let receipt = try await site.hall.submit(.personal(in: town), origin: .api(ID("k")), in: town)
            try await site.hall.decide(Decision(to: .accepted), about: receipt.number, in: town)
            let link = "/z/2026-1/\(receipt.secret.grouped)"
            paths += ["/reports", "/status", link, "\(link)/receipt", "/nowhere", "/office/sign-in"]
            if town.reports.publication.when == .onAcceptance { paths.append("/reports/2026-1") }
        }
        let browser = site.browser()
        if town.reports.reporting.admitsVisitors, town.profile.modules.contains(.reports) {
            paths += ["/report/place", "/report/problem", "/report/contact", "/report/check"]
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            _ = try await browser.fillContact()
        }
        var pages: [(String, Answer)] = []
        for path in paths { pages.append((path, try await browser.get("\(base)\(path)"))) }
        return pages
    }

    @Test(
        "Pages load nothing from other servers and lead to none",
        .clause("biale-blota/§7 b1"),
        arguments: TownPageTests.towns
    )
    func noThirdParties(name: String) async throws {
        try await TestSite.with(name) { site in
            for (path, answer) in try await Self.pages(site) {
                let addresses = answer.page.addresses
                let strange = addresses.filter { address in
                    !["/", "#", "mailto:", "tel:"].contains { address.hasPrefix($0) } || address.hasPrefix("//")
                }
                #expect(addresses.count > 5, "\(path)")
                #expect(strange == [], "\(path)")
            }
        }
    }

    @Test(
        "No page asks for money",
        .clause("kielce/III.7", "suprasl/II b1", "biale-blota/§3 b1", "demo/§1.2"),
        arguments: TownPageTests.towns
    )
    func free(name: String) async throws {
        try await TestSite.with(name) { site in
            for (path, answer) in try await Self.pages(site) where path != "/regulation" {
                let text = answer.page.text.lowercased()
                #expect(text.count > 100, "\(path)")
                let price = text.firstMatch(of: #/\d\s?(?:zł|pln|eur|€|грн|₴)|zapłać|do zapłaty|сплатіть|до сплати/#)
                #expect(price == nil, "\(path)")
            }
        }
    }

    @Test("No page needs a script: every form has its own button and address", arguments: ["kielce", "suprasl"])
    func noScript(name: String) async throws {
        try await TestSite.with(name) { site in
            for (path, answer) in try await Self.pages(site) {
                let forms = answer.body.split(separator: "<form ").dropFirst()
                for form in forms {
                    let body = form.split(separator: "</form>").first ?? ""
                    #expect(body.hasPrefix("class=\"form\" action=\"/") || body.contains(" action=\"/"), "\(path)")
                    #expect(body.firstMatch(of: #/<button[^>]*type="submit"|<button(?![^>]*type=)/#) != nil, "\(path)")
                }
                // Nothing on the page runs by itself: scripts are files, styles too.
                #expect(
                    answer.body.firstMatch(of: #/<script(?![^>]*src=)|<style|style="|\son\w+="|javascript:/#) == nil,
                    "\(path)"
                )
            }
        }
    }

    @Test("Every page says its language, its town and one heading", arguments: ["kielce", "biale-blota", "kremenchuk"])
    func frame(name: String) async throws {
        try await TestSite.with(name) { site in
            for (path, answer) in try await Self.pages(site) {
                #expect(answer.page.language == site.town.profile.languages[0].rawValue, "\(path)")
                #expect(answer.body.matches(of: #/<h1[ >]/#).count == 1, "\(path)")
                #expect(!answer.page.title.isEmpty, "\(path)")
            }
        }
    }

    @Test(
        "No page shows a text that has no words, or a gap that nobody filled",
        arguments: ["kielce", "suprasl"],
        Language.allCases
    )
    func words(name: String, language: Language) async throws {
        try await TestSite.with(name) { site in
            // The first words of keys: a word such as "report.unknown" is a key, "town.example" is not.
            let features = Set(site.site.catalogue.keys.compactMap { $0.split(separator: ".").first })
            for (path, answer) in try await Self.pages(site, in: language) {
                let keys = answer.page.text.split(separator: " ").filter { word in
                    word.firstMatch(of: #/^([a-z]+)\.[a-zA-Z.]+$/#).map { features.contains($0.1) } ?? false
                }
                #expect(keys == [], "\(path)")
                #expect(answer.page.text.firstMatch(of: #/\{[a-z]+[}:]/#) == nil, "\(path)")
            }
        }
    }

    private static func pages(_ site: TestSite, in language: Language) async throws -> [(path: String, answer: Answer)]
    {
        let paths = try await pages(site).map(\.path)
        let browser = site.browser()
        _ = try await browser.get("/\(site.town.id)?lang=\(language.rawValue)")
        _ = try await browser.fillPlace()
        var pages: [(String, Answer)] = []
        for path in paths { pages.append((path, try await browser.get("/\(site.town.id)\(path)"))) }
        return pages
    }
}
