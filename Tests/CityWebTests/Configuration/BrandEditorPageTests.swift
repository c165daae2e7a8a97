import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityDomain
@testable import CityWeb

/// Names and colours of the town as an administrator changes them.
@Suite struct BrandEditorPageTests {
    private static let path = "/demo/office/settings/brand"

    private static func with(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            try await site.hall.seedSettings(of: "demo")
            try await body(site, try await site.administrator())
        }
    }

    private static func fields(_ changes: KeyValuePairs<String, String>) throws -> [(name: String, value: String)] {
        let town = try ProjectTown.named("demo")
        let draft = BrandDraft(try ProjectTown.files("demo"), of: town)
        var fields: [(name: String, value: String)] = [("seen", "1"), ("mark", draft.mark), ("reason", "Nowe barwy.")]
        for language in town.profile.languages {
            fields.append(("name-\(language.rawValue)", draft.name[language] ?? ""))
            fields.append(("locative-\(language.rawValue)", draft.locative[language] ?? ""))
        }
        fields += BrandColour.all.map { (name: "\($0)", value: draft.colours[$0] ?? "") }
        for (name, value) in changes {
            fields.removeAll { $0.name == name }
            fields.append((name, value))
        }
        return fields
    }

    @Test("Colours are looked at on both grounds, then saved as a revision", .clause("kremenchuk/A2.6.1"))
    func wayThrough() async throws {
        try await Self.with { site, browser in
            #expect(try await browser.get("/demo/office/settings").page.links.contains(Self.path))
            let form = try await browser.get(Self.path).page
            #expect(form.value("light-seal") == site.town.profile.brand.light.seal)
            let changed: KeyValuePairs = ["light-seal": "#123456", "mark": "N"]
            let preview = try await browser.post(Self.path, try Self.fields(changed) + [("preview", "1")])
            #expect(preview.status == 200)
            #expect(preview.page.value("light-seal") == "#123456" && preview.page.value("reason") == "Nowe barwy.")
            #expect(preview.page.text.contains("brand › light › seal") && preview.page.markup.contains("ground-dark"))
            let sheet = try #require(preview.page.markup.firstMatch(of: /href="([^"]*preview\.css[^"]*)"/)?.1)
            let css = try await browser.get(String(sheet).replacing("&amp;", with: "&"))
            #expect(css.status == 200 && css.headers[.contentType] == "text/css; charset=utf-8")
            #expect(css.body.contains(".ground-light {") && css.body.contains("--seal: #123456;"))
            #expect(try await browser.post(Self.path, try Self.fields(changed)).location == "/demo/office/settings/2")
            let revision = try await browser.get("/demo/office/settings/2").page.text
            #expect(revision.contains("Nowe barwy.") && revision.contains("“#123456”"))
        }
    }

    @Test("Colours that cannot be read are refused with the nearest ones that can, and those are taken")
    func unreadable() async throws {
        try await Self.with { _, browser in
            let answer = try await browser.post(Self.path, try Self.fields(["light-brand": "#7FD3B6"]))
            #expect(answer.status == 422 && answer.page.faults.map(\.field) == ["light-brand"])
            #expect(answer.page.value("light-brand") == "#7FD3B6" && answer.page.value("reason") == "Nowe barwy.")
            let mend = try #require(answer.page.text.firstMatch(of: /Najbliższy dobry kolor: (#[0-9A-F]{6})/)?.1)
            let taken = try await browser.post(Self.path, try Self.fields(["light-brand": String(mend)]))
            #expect(taken.location == "/demo/office/settings/2")
        }
    }

    @Test("A form as it was opened, and one that came late, are told")
    func second() async throws {
        try await Self.with { _, browser in
            let same = try await browser.post(Self.path, try Self.fields([:]))
            #expect(same.status == 422 && same.page.faults.map(\.field) == ["reason"])
            _ = try await browser.post(Self.path, try Self.fields(["mark": "N"]))
            let late = try await browser.post(Self.path, try Self.fields(["mark": "R"]))
            #expect(late.status == 409)
            #expect(late.page.value("mark") == "R" && late.page.value("seen") == "2")
            #expect(late.page.text.contains("brand › mark"))
        }
    }

    @Test("The sheet of the preview takes colours alone, and is there for administrators")
    func sheet() async throws {
        try await Self.with { site, browser in
            let wrong = try await browser.get("\(Self.path)/preview.css?light-brand=red;}")
            #expect(wrong.status == 200 && wrong.body.isEmpty)
            let officer = try await site.officer()
            #expect(try await officer.get("\(Self.path)/preview.css").status == 403)
        }
    }

    @Test("The pages look like this", arguments: Language.allCases)
    func snapshots(language: Language) async throws {
        try await Self.with { _, browser in
            let form = try await browser.get(Self.path, [.acceptLanguage: language.rawValue])
            try expectSnapshot(HTML(trusted: form.page.markup), named: "page-settings-brand-\(language.rawValue)")
        }
    }
}
