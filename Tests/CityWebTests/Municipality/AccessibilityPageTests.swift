import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityWeb

/// What towns declare about the accessibility of the site.
@Suite struct AccessibilityPageTests {
    /// Those that the Polish conditions of 2024 name, each of them once on the page.
    private static let ids = [
        "deklaracja", "wstep", "podmiot", "url", "data-publikacja", "data-aktualizacja", "status", "data-sporzadzenie",
        "ocena", "kontakt", "osoba", "email", "telefon", "procedura", "architektura", "aplikacje",
    ]

    @Test(
        "A Polish town declares with every id that the conditions name, in each language of the site",
        arguments: ["biale-blota", "demo", "kielce", "siedlce", "suprasl"],
        Language.allCases
    )
    func polish(name: String, language: Language) async throws {
        try await TestSite.with(name) { site in
            let page = try await site.get("/\(name)/accessibility?lang=\(language.rawValue)").page
            let found = page.markup.matches(of: /id="a11y-([a-z-]+)"/).map { String($0.1) }
            #expect(found.sorted() == Self.ids.sorted())
            let declared = try #require(site.town.profile.accessibility)
            for (id, day) in [
                ("data-publikacja", declared.published), ("data-aktualizacja", declared.updated),
                ("data-sporzadzenie", declared.prepared),
            ] {
                #expect(page.markup.contains("<time id=\"a11y-\(id)\" datetime=\"\(day)\">\(day)</time>"))
            }
            let words = site.words(language)
            let texts = [words("accessibility.status.partial"), words(declared.architecture), declared.contact.phone]
            for text in texts + declared.gaps.map({ words($0.what) }) { #expect(page.text.contains(text), "\(text)") }
            #expect(page.links.contains("mailto:\(declared.contact.email)"))
            let home = try await site.get("/\(name)").page.markup
            let link = "<meta name=\"deklaracja-dostępności\" content=\"http://localhost/\(name)/accessibility\">"
            #expect(home.contains(link))
        }
    }

    @Test("A town elsewhere says in plain words how the site is made and whom to tell", arguments: Language.allCases)
    func elsewhere(language: Language) async throws {
        try await TestSite.with("kremenchuk") { site in
            let page = try await site.get("/kremenchuk/accessibility?lang=\(language.rawValue)").page
            #expect(page.text.contains(site.words(language)("accessibility.made")))
            #expect(page.links.contains("mailto:\(site.town.profile.office.email)"))
            #expect(!page.markup.contains("a11y-status") && !page.text.contains("2019"))
        }
    }
}
