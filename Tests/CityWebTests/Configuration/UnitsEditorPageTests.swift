import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityDomain
@testable import CityWeb

/// Units, groups and the regulation as an administrator changes them.
@Suite struct UnitsEditorPageTests {
    private static func with(
        _ place: String,
        _ body: @Sendable (TestSite, Browser, String) async throws -> Void
    ) async throws {
        try await TestSite.with("demo") { site in
            try await site.hall.seedSettings(of: "demo")
            try await body(site, try await site.administrator(), "/demo/office/settings/\(place)")
        }
    }

    private static func units(_ changes: KeyValuePairs<String, String>) throws -> [(name: String, value: String)] {
        let town = try ProjectTown.named("demo")
        let draft = UnitsDraft(try ProjectTown.files("demo"), of: town)
        var fields: [String: String] = ["seen": "1", "reason": "Próba."]
        for (index, unit) in draft.units.enumerated() {
            fields["unit-\(index)-id"] = unit.id
            for (language, name) in unit.name { fields["unit-\(index)-name-\(language.rawValue)"] = name }
        }
        for (index, group) in draft.groups.enumerated() {
            fields["group-\(index)-id"] = group.id.rawValue
            fields["group-\(index)-place"] = group.place
            for (language, name) in group.name { fields["group-\(index)-name-\(language.rawValue)"] = name }
        }
        for (key, value) in changes { fields[key] = value }
        return fields.map { (name: $0.key, value: $0.value) }
    }

    @Test("A unit gets an address, a new one comes, and one that gets reports stays")
    func wayThrough() async throws {
        try await Self.with("units") { site, browser, path in
            let next = site.town.units.count
            let new: KeyValuePairs = [
                "unit-0-email": "drogi@miasto.example", "unit-\(next)-id": "ponds", "unit-\(next)-name-pl": "Stawy",
                "unit-\(next)-name-uk": "Ставки", "unit-\(next)-name-en": "Ponds",
            ]
            let preview = try await browser.post(path, try Self.units(new) + [("preview", "1")])
            #expect(preview.status == 200 && preview.page.text.contains("drogi@miasto.example"))
            #expect(preview.page.value("unit-\(next)-id") == "ponds")
            #expect(try await browser.post(path, try Self.units(new)).location == "/demo/office/settings/2")
            let used = try await browser.post(path, try Self.units(["unit-0-fate": "removed"]))
            #expect(used.status == 422 && used.page.faults.map(\.field) == ["unit-0-fate"])
        }
    }

    private static let version: KeyValuePairs = [
        "seen": "1", "reason": "Próba.", "version": "2027-01", "effective": "2027-01-01",
        "text-pl": "# Regulamin\n\n### §1.1 — Nowy punkt\n\nNowe słowa.",
    ]

    @Test("A new version of the regulation is looked at point by point, and saved")
    func regulation() async throws {
        try await Self.with("regulation") { _, browser, path in
            let form = try await browser.get(path).page
            #expect(form.text.contains("Brakuje: Українська, English"))
            #expect(form.value("text-pl")?.contains("§1") == true)
            let fields = Self.version.map { (name: $0.key, value: $0.value) }
            let preview = try await browser.post(path, fields + [("preview", "1")])
            #expect(preview.status == 200 && preview.page.text.contains("Nowe słowa."))
            #expect(preview.page.text.contains("Mieszkańcy z kontem przeczytają te zmiany"))
            #expect(try await browser.post(path, Self.version).location == "/demo/office/settings/2")
            let accepted = fields.map { $0.name == "version" ? (name: "version", value: "2026-01") : $0 }
            let refused = try await browser.post(path, accepted)
            #expect(refused.status == 422 && refused.page.faults.map(\.field) == ["version"])
            #expect(refused.page.value("text-pl")?.contains("Nowe słowa.") == true)
        }
    }

    @Test("The pages look like this", arguments: Language.allCases)
    func snapshots(language: Language) async throws {
        for place in ["units", "regulation"] {
            try await Self.with(place) { _, browser, path in
                let form = try await browser.get(path, [.acceptLanguage: language.rawValue])
                try expectSnapshot(
                    HTML(trusted: form.page.markup),
                    named: "page-settings-\(place)-\(language.rawValue)"
                )
            }
        }
    }
}
