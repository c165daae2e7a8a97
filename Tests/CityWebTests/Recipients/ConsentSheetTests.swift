import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The consent that a clerk prints for somebody who asks at the counter.
@Suite struct ConsentSheetTests {
    private static func clerk(_ site: TestSite) async throws -> Browser {
        try await site.hall.hire("klara@urzad.example", [StaffGrant(.recipientClerk)], in: site.town)
        let browser = site.browser()
        _ = try await browser.signIn(at: site.town, login: "klara@urzad.example")
        return browser
    }

    private static let form: KeyValuePairs = [
        "givenName": "Ewa", "surname": "Zmyślona", "birthDate": "1961-02-03", "sex": "female",
        "address": "ul. Zmyślona 12A", "flat": "7", "email": "ewa@example.org", "phone": "600 100 200",
        "consent": "2026-01",
    ]

    @Test(
        "After entering somebody the clerk is told to print the consent, which is in the language of the person",
        .clause("siedlce/§5.1"),
        arguments: Language.allCases
    )
    func sheet(_ language: Language) async throws {
        try await TestSite.with("siedlce") { site in
            let browser = try await Self.clerk(site)
            let form = Self.form.map { ($0.key, $0.value) } + [("language", language.rawValue)]
            let fields = form.map { (name: $0.0, value: $0.1) }
            let entered = try await browser.post("/siedlce/office/recipients/new", fields)
            let place = String(entered.location.prefix { $0 != "?" })
            let page = try await browser.follow(entered).page
            #expect(page.text.contains(site.words()("recipient.paper.next")))
            #expect(page.links.contains("\(place)/consent"))
            let sheet = try await browser.get("\(place)/consent")
            #expect(sheet.headers[.contentType] == "application/pdf")
            #expect(sheet.headers[.cacheControl] == "no-store")
            let disposition = "attachment; filename=\"siedlce-consent-00000013.pdf\""
            #expect(sheet.headers[.contentDisposition] == disposition)
            let words = site.words(language)
            let text = try #require(site.town.recipients?.consent.text.words[language])
            let parts = [
                words("recipient.paper.title"), words(site.town.profile.office.name), "0000\u{A0}0013", "Ewa Zmyślona",
                "1961",
                "ul. Zmyślona 12A / 7", "ewa@example.org", "+48 600 100 200", text, "2026-01",
                words("recipient.paper.withdraw"), words("recipient.paper.date"), words("recipient.paper.signature"),
            ]
            for part in parts { #expect(sheet.body.contains(part), "\(part)") }
        }
    }

    @Test("Who registered alone has agreed already: there is no paper, and no way to one", .clause("siedlce/§5.1"))
    func alone() async throws {
        try await TestSite.with("demo") { site in
            _ = try await site.browser().post("/demo/messages/register", Self.form)
            let browser = try await Self.clerk(site)
            let found = try await browser.post("/demo/office/recipients", ["words": "ewa@example.org"])
            let place = found.location
            #expect(try await browser.get(place).page.links.contains { $0.hasSuffix("/consent") } == false)
            #expect(try await browser.get("\(place)/consent").status == 404)
        }
    }
}
