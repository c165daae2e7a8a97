import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityDomain
@testable import CityWeb

/// What the town offers, as an administrator switches it on and off.
@Suite struct ModulesEditorPageTests {
    private static func with(
        _ name: String,
        _ body: @Sendable (TestSite, Browser, String) async throws -> Void
    ) async throws {
        try await TestSite.with(name) { site in
            try await site.hall.seedSettings(of: name)
            try await body(site, try await site.administrator(), "/\(name)/office/settings/modules")
        }
    }

    /// The form as it is opened, with some answers changed.
    private static func fields(_ name: String, _ changes: KeyValuePairs<String, String>) throws
        -> [(name: String, value: String)]
    {
        let town = try ProjectTown.named(name)
        let draft = try ModulesDraft(try ProjectTown.files(name), of: town)
        var fields: [String: String] = ["seen": "1", "reason": "Próba."]
        fields["reporting"] = draft.reporting?.rawValue
        for (module, chosen) in draft.switches {
            fields[module.rawValue] = chosen.state.rawValue
            for setting in module.settings {
                let (key, value) = ("\(module.rawValue)-\(setting.id)", chosen.values[setting.id] ?? "")
                guard setting.kind == .period, let period = try? Period(value) else {
                    fields[key] = value
                    continue
                }
                fields[key] = "\(period.count)"
                fields["\(key)-unit"] = PeriodField.Unit(period).rawValue
            }
        }
        for (key, value) in changes { fields[key] = value }
        return fields.map { (name: $0.key, value: $0.value) }
    }

    @Test("A module is looked at, switched on with its settings, and off again", .clause("kremenchuk/A2.6.2"))
    func wayThrough() async throws {
        try await Self.with("kielce") { site, browser, path in
            let page = try await browser.get(path).page
            #expect(page.text.contains("Komentarze") && page.text.contains("Wymaga tego regulamin: III.27"))
            #expect(page.markup.contains("name=\"comments\"") && !page.markup.contains("name=\"hiding\""))
            let on: KeyValuePairs = ["comments": "on", "comments-daily": "3"]
            let preview = try await browser.post(path, try Self.fields("kielce", on) + [("preview", "1")])
            #expect(preview.status == 200 && preview.page.text.contains("reports › comments › daily"))
            #expect(try await browser.post(path, try Self.fields("kielce", on)).location.hasSuffix("settings/2"))
            let work = ConfigureTown.Work(
                by: Caller(ID("ada"), StaffRights([StaffGrant(.administrator)]), request: "test"),
                in: site.town,
                at: site.hall.now
            )
            let town = try await site.hall.configureTown.newest(work).town
            #expect(town.reports.comments?.daily == 3 && town.reports.comments?.closes == .days(30))
            let off = try await browser.post(path, try Self.fields("kielce", ["comments": "off", "seen": "2"]))
            #expect(off.location.hasSuffix("settings/3"))
        }
    }

    @Test("A town without reports switches a service on and off", .clause("kremenchuk/A2.6.2"))
    func withoutReports() async throws {
        try await Self.with("kremenchuk") { _, browser, path in
            let page = try await browser.get(path).page
            #expect(page.markup.contains("name=\"complaints\"") && !page.markup.contains("name=\"comments\""))
            let missing = try await browser.post(path, try Self.fields("kremenchuk", ["complaints": "on"]))
            #expect(missing.status == 422 && missing.page.faults.map(\.field) == ["complaints-email"])
            let on: KeyValuePairs = ["complaints": "on", "complaints-email": "skarga@kremenchuk.example"]
            #expect(try await browser.post(path, try Self.fields("kremenchuk", on)).status == 303)
            let off: KeyValuePairs = ["complaints": "off", "seen": "2"]
            #expect(try await browser.post(path, try Self.fields("kremenchuk", off)).status == 303)
        }
    }

    @Test("A number that is none is told at its field, and what was typed stays")
    func wrong() async throws {
        try await Self.with("demo") { _, browser, path in
            let typed: KeyValuePairs = ["comments-daily": "many", "satisfaction-within": "0"]
            let answer = try await browser.post(path, try Self.fields("demo", typed))
            #expect(answer.status == 422)
            #expect(answer.page.faults.map(\.field) == ["comments-daily", "satisfaction-within"])
            #expect(answer.page.value("comments-daily") == "many" && answer.page.value("satisfaction-within") == "0")
            let obligatory = try await browser.post(path, try Self.fields("demo", ["comments": "off"]))
            #expect(obligatory.status == 422 && obligatory.page.text.contains("§5.8"))
        }
    }

    @Test("A module in which something waits stays, and the cases are named")
    func waiting() async throws {
        try await Self.with("kielce") { site, browser, path in
            let number = try await site.hall.submit(.personal(in: site.town), in: site.town).number
            _ = try await site.hall.commission(try await site.hall.contractor(in: site.town), on: number, in: site.town)
            let answer = try await browser.post(path, try Self.fields("kielce", ["contractors": "off"]))
            #expect(answer.status == 409)
            #expect(answer.page.text.contains("Wykonawcy") && answer.page.text.contains("\(number)"))
        }
    }

    @Test("The page looks like this", arguments: Language.allCases)
    func snapshots(language: Language) async throws {
        try await Self.with("kielce") { _, browser, path in
            let form = try await browser.get(path, [.acceptLanguage: language.rawValue])
            try expectSnapshot(HTML(trusted: form.page.markup), named: "page-settings-modules-\(language.rawValue)")
        }
    }
}
