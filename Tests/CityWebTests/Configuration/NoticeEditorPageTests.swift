import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityDomain
@testable import CityWeb

/// The imprint, the privacy notice, the declaration of accessibility, the town's own words, rules and routing, as an
/// administrator changes them.
@Suite struct NoticeEditorPageTests {
    private typealias Fields = [(name: String, value: String)]

    private static func with(
        _ place: String,
        _ body: @Sendable (TestSite, Browser, String) async throws -> Void
    ) async throws {
        try await TestSite.with("demo") { site in
            try await site.hall.seedSettings(of: "demo")
            try await body(site, try await site.administrator(), "/demo/office/settings/\(place)")
        }
    }

    /// What the page would send, with other answers.
    private static func fields(of page: PageReader, _ changes: [String: String] = [:]) -> Fields {
        var fields = page.formFields.filter { changes[$0.name] == nil && $0.name != "reason" }
        for (name, value) in changes { fields.append((name, value)) }
        return fields + [("reason", "Próba.")]
    }

    @Test(
        "A part is looked at as the page will show it, in every language, and saved",
        arguments: [
            ("imprint", "office-name-en", "Office of the Sunny Vale"),
            ("privacy", "controller", "Burmistrz Wymyślony"), ("accessibility", "architecture-uk", "Є пандус."),
        ]
    )
    func wayThrough(place: String, field: String, words: String) async throws {
        try await Self.with(place) { site, browser, path in
            #expect(try await browser.get("/demo/office/settings").page.links.contains(path))
            let form = try await browser.get(path).page
            #expect(form.value(field) != nil)
            let changed = Self.fields(of: form, [field: words])
            let preview = try await browser.post(path, changed + [("preview", "1")])
            #expect(preview.status == 200 && preview.page.value(field) == words)
            let part = try #require(preview.page.markup.firstRange(of: "id=\"preview\""))
            let shown = preview.page.markup[part.upperBound...].prefix { _ in true }
            #expect(shown.contains(words) && shown.contains("<div lang=\"uk\""))
            #expect(try await browser.post(path, changed).location == "/demo/office/settings/2")
            let revision = try await browser.get("/demo/office/settings/2").page.text
            #expect(revision.contains("Próba.") && revision.contains(words))
            let same = try await browser.post(path, Self.fields(of: try await browser.get(path).page))
            #expect(same.status == 422 && same.page.faults.map(\.field) == ["reason"])
        }
    }

    @Test(
        "What is wrong is told at its field, and what was typed stays",
        arguments: [
            ("imprint", "office-email", "urzad"), ("privacy", "officer", "iod"),
            ("accessibility", "prepared", "2020-01-01"),
            ("routing", "rule-2-from", "25:99"), ("rules", "guardian-under", "40"), ("rules", "similar-resident", "7"),
        ]
    )
    func wrong(place: String, field: String, typed: String) async throws {
        try await Self.with(place) { _, browser, path in
            let page = try await browser.get(path).page
            let answer = try await browser.post(path, Self.fields(of: page, [field: typed]))
            #expect(answer.status == 422 && answer.page.faults.map(\.field) == [field])
            #expect(answer.page.value(field) == typed && answer.page.value("reason") == "Próba.")
        }
    }

    @Test(
        "Whatever the parts of the declaration say, each id that the law names is on the page once",
        arguments: ["</p><p id=\"a11y-status\">", "a11y-kontakt", "<script>x</script>"]
    )
    func ids(words: String) async throws {
        try await Self.with("accessibility") { site, browser, path in
            let page = try await browser.get(path).page
            let changes = ["architecture-pl": words, "gap-0-what-pl": words, "person-pl": words]
            #expect(try await browser.post(path, Self.fields(of: page, changes)).location == "/demo/office/settings/2")
            let work = ConfigureTown.Work(
                by: Caller(ID("ada"), StaffRights([StaffGrant(.administrator)]), request: "test"),
                in: site.town,
                at: site.hall.now
            )
            let town = try await site.hall.configureTown.newest(work).town
            try await TestSite.with([town]) { other in
                for language in Language.allCases {
                    let declared = try await other.get("/demo/accessibility?lang=\(language.rawValue)").page.markup
                    #expect(AccessibilityPage.lostIDs(in: HTML(trusted: declared)) == [])
                }
            }
        }
    }

    @Test("A page that lacks an id of the law, or has one twice, is noticed")
    func lost() {
        let all = AccessibilityPage.ids.map { "<p id=\"\($0)\"></p>" }.joined()
        #expect(AccessibilityPage.lostIDs(in: HTML(trusted: all)) == [])
        let fewer = HTML(trusted: all.replacing("a11y-status", with: "status"))
        #expect(AccessibilityPage.lostIDs(in: fewer) == ["a11y-status"])
        #expect(AccessibilityPage.lostIDs(in: HTML(trusted: "\(all)<p id=\"a11y-url\">")) == ["a11y-url"])
        #expect(AccessibilityPage.ids.count == 16)
    }

    @Test("The town’s own words are found by what stands on a page, changed in one language, and taken back")
    func words() async throws {
        try await Self.with("words") { site, browser, path in
            let empty = try await browser.get(path).page
            #expect(empty.text.contains("Miasto nie ma jeszcze własnych tekstów"))
            let found = try await browser.get("\(path)?find=Ustawienia%20miasta").page
            #expect(found.text.contains("configuration.title") && found.value("own-configuration.title-en") == "")
            let page = try await browser.get("\(path)?find=configuration.revision").page
            let field = "own-configuration.revision-pl"
            #expect(page.text.contains("{revision}"))
            let wrong = try await browser.post(path, Self.fields(of: page, [field: "Wydanie"]))
            #expect(wrong.status == 422 && wrong.page.faults.map(\.field) == [field])
            #expect(wrong.page.value(field) == "Wydanie" && wrong.page.value("find") == "configuration.revision")
            let fine = Self.fields(of: page, [field: "Wydanie {revision}"])
            let preview = try await browser.post(path, fine + [("preview", "1")])
            #expect(preview.page.text.contains("Wersja {revision}") && preview.page.text.contains("Wydanie {revision}"))
            #expect(try await browser.post(path, fine).location == "/demo/office/settings/2")
            let own = try await browser.get(path).page
            #expect(own.value(field) == "Wydanie {revision}")
            let back = try await browser.post(path, Self.fields(of: own, [field: ""]))
            #expect(back.location == "/demo/office/settings/3")
            #expect(try await browser.get(path).page.text.contains("Miasto nie ma jeszcze własnych tekstów"))
        }
    }

    @Test("A rule that is switched says its point, and one in use stays with what hangs on it named")
    func rules() async throws {
        try await Self.with("rules") { site, browser, path in
            let page = try await browser.get(path).page
            #expect(page.text.contains("§4.10") && page.text.contains("Regulamin o tym nie mówi."))
            _ = try await site.hall.resident(in: site.town)
            let changes = ["accounts": "off"]
            let refused = try await browser.post(path, Self.fields(of: page, changes))
            #expect(refused.status == 409 && refused.page.text.contains("Nie można wyłączyć: Konta mieszkańców"))
            let off = try await browser.post(path, Self.fields(of: page, ["onePerPerson": "off", "similar": "off"]))
            #expect(off.location == "/demo/office/settings/2")
            let clause = try await browser.post(
                path,
                Self.fields(of: page, ["seen": "2", "log": "on", "log-clause": "§99"])
            )
            #expect(clause.status == 422 && clause.page.faults.map(\.field) == ["log-clause"])
            #expect(clause.page.text.contains("Punktu §99 nie ma w spisie punktów regulaminu"))
        }
    }

    @Test("Where the town counts no supporters, nobody is asked to say “me too”")
    func supports() async throws {
        let files = try ProjectTown.files("kielce").editing(MunicipalityFiles.rules) { rules in
            rules[path: ["reports", "supports"]] = .object(["offered": .text("off"), "basis": .text("a test")])
        }
        let town = try ProjectTown.decoder().decode(files, revision: 1)
        try await TestSite.with([town]) { site in
            let number = try await site.hall.publicReport(in: town)
            let page = try await site.get("/kielce/reports/\(number.path)").page
            #expect(!page.markup.contains("/support\""))
            let said = try await Browser(site: site).post(
                "/kielce/reports/\(number.path)/support",
                [(name: "email", value: "ida@example.org")]
            )
            #expect(said.status == 409)
        }
    }

    @Test("The pages look like this", arguments: Language.allCases)
    func snapshots(language: Language) async throws {
        for place in ["imprint", "privacy", "accessibility", "rules", "routing", "words"] {
            try await Self.with(place) { _, browser, path in
                let query = place == "words" ? "?find=contact." : ""
                let form = try await browser.get("\(path)\(query)", [.acceptLanguage: language.rawValue])
                try expectSnapshot(
                    HTML(trusted: form.page.markup),
                    named: "page-settings-\(place)-\(language.rawValue)"
                )
            }
        }
    }
}
