import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

/// Who runs the service.
@Suite struct ImprintPageTests {
    @Test(
        "The municipal company is named as the operator, apart from the city, with a contact for support",
        .clause("kremenchuk/D4"),
        arguments: Language.allCases
    )
    func company(language: Language) async throws {
        try await TestSite.with("kremenchuk") { site in
            let page = try await site.get("/kremenchuk/imprint?lang=\(language.rawValue)").page
            let company = try #require(site.town.profile.operator)
            let parts = [
                site.words(language)(company.name), company.address, "support@kremenchuk.example",
                site.words(language)(site.town.profile.office.name), site.words(language)("imprint.support"),
            ]
            for part in parts { #expect(page.text.contains(part), "\(part)") }
            let home = try await site.get("/kremenchuk").page
            #expect(home.links.contains("/kremenchuk/imprint"))
        }
    }

    @Test(
        "Where no operator is named, the office runs the program and helps",
        arguments: ["kielce", "suprasl", "demo"]
    )
    func office(name: String) async throws {
        try await TestSite.with(name) { site in
            let page = try await site.get("/\(name)/imprint").page
            #expect(page.text.contains(site.words()("imprint.operator.office")))
            #expect(page.text.contains(site.town.profile.office.email))
            #expect(page.text.contains(site.town.profile.controller.name))
        }
    }
}
