import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityDomain
@testable import CityWeb

/// The editor of categories as an administrator uses it.
@Suite struct CategoryEditorPageTests {
    private static let path = "/demo/office/settings/categories"

    private static func with(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            try await site.hall.seedSettings(of: "demo")
            try await body(site, try await site.administrator())
        }
    }

    private static let ice: KeyValuePairs = [
        "seen": "1", "id": "ice", "name-pl": "Lód", "name-uk": "Лід", "name-en": "Ice",
        "group": "roads-and-pavements", "kind": "issue", "unit": "roads", "icon": "snow",
        "q0-id": "depth", "q0-label-pl": "Jak gruby?", "q0-label-uk": "Який завтовшки?", "q0-label-en": "How thick?",
        "q0-kind": "number", "q0-most": "100", "reason": "Zima.",
    ]

    @Test(
        "A category is looked at as residents will see it, added, changed and removed",
        .clause("kielce/III.18", "kielce/III.30")
    )
    func wayThrough() async throws {
        try await Self.with { site, browser in
            let preview = try await browser.post(
                "\(Self.path)/new",
                Self.ice.map { (name: $0.key, value: $0.value) } + [(name: "preview", value: "1")]
            )
            #expect(preview.status == 200)
            #expect(preview.page.text.contains("Tak zobaczą ją mieszkańcy"))
            #expect(preview.page.markup.contains("name=\"field-depth\""))
            #expect(preview.page.value("name-pl") == "Lód" && preview.page.value("reason") == "Zima.")
            #expect(try await browser.post("\(Self.path)/new", Self.ice).location == "/demo/office/settings/2")
            let list = try await browser.get(Self.path).page
            #expect(list.links.contains("\(Self.path)/ice"))
            let form = try await browser.get("\(Self.path)/ice").page
            #expect(form.value("name-uk") == "Лід" && form.value("q0-most") == "100")
            let again = try await browser.post("\(Self.path)/new", Self.ice)
            #expect(again.status == 422 && again.page.faults.map(\.field) == ["id"])
            let moved = try await browser.post("\(Self.path)/ice/move", ["seen": "2", "step": "up"])
            #expect(moved.location == Self.path)
            let gone = try await browser.post("\(Self.path)/ice/remove", ["seen": "3", "reason": "Wiosna."])
            #expect(gone.location == Self.path)
            #expect(try await browser.get("\(Self.path)/ice").status == 404)
            let work = ConfigureTown.Work(by: .configuring, in: site.town, at: site.hall.now)
            let newest = try await site.hall.configureTown.revision(nil, work)
            #expect(newest.revision == 4 && newest.reason == "Wiosna.")
        }
    }

    @Test("What is wrong is told at its field, and what was typed stays")
    func wrong() async throws {
        try await Self.with { _, browser in
            let fields: KeyValuePairs = [
                "seen": "1", "id": "ice", "name-pl": "Lód", "group": "roads-and-pavements", "unit": "roads",
                "icon": "snow", "reason": "",
            ]
            let answer = try await browser.post("\(Self.path)/new", fields)
            #expect(answer.status == 422)
            #expect(answer.page.faults.map(\.field) == ["name-uk"])
            #expect(answer.page.value("name-pl") == "Lód")
            let unit = try await browser.post(
                "\(Self.path)/new",
                Self.ice.filter { $0.key != "unit" }.map { (name: $0.key, value: $0.value) }
            )
            #expect(
                unit.status == 422 && unit.page.faults.map(\.field) == ["unit"]
                    && unit.page.text.contains("Wybierz jednostkę z listy")
            )
        }
    }

    @Test("The second of two who change a category gets a page with what the first changed, and keeps the words")
    func second() async throws {
        try await Self.with { _, browser in
            _ = try await browser.post("\(Self.path)/new", Self.ice)
            let late = try await browser.post(
                "\(Self.path)/new",
                Self.ice.map { (name: $0.key, value: $0.key == "id" ? "frost" : $0.value) }
            )
            #expect(late.status == 409)
            #expect(late.page.value("id") == "frost" && late.page.value("seen") == "2")
            #expect(late.page.text.contains("categories › ice"))
        }
    }

    @Test("A category with open cases stays and names them; it can be offered no longer instead")
    func inUse() async throws {
        try await Self.with { site, browser in
            var submission = Submission.sample(in: site.town)
            (submission.category, submission.answers) = ("drain", [:])
            let number = try await site.hall.submit(submission, in: site.town).number
            let answer = try await browser.post("\(Self.path)/drain/remove", ["seen": "1", "reason": "Nie."])
            #expect(answer.status == 409)
            #expect(answer.page.text.contains("„Zatkana studzienka”") && answer.page.text.contains("\(number)"))
            let form = try await browser.get("\(Self.path)/drain").page
            let names = [
                "name-pl", "name-uk", "name-en", "hint-pl", "hint-uk", "hint-en", "keywords", "seen",
            ]
            let kept = names.map { (name: $0, value: form.value($0) ?? "") }
            let more = [
                ("group", "roads-and-pavements"), ("kind", "issue"), ("unit", "roads"), ("icon", "water"),
                ("until", "2026-04-26"), ("reason", "Już nie."),
            ].map { (name: $0.0, value: $0.1) }
            #expect(try await browser.post("\(Self.path)/drain", kept + more).location == "/demo/office/settings/2")
        }
    }

    @Test("The pages look like this", arguments: Language.allCases)
    func snapshots(language: Language) async throws {
        try await Self.with { _, browser in
            for (name, place) in [("categories", ""), ("category", "/tree"), ("category-new", "/new")] {
                let answer = try await browser.get("\(Self.path)\(place)", [.acceptLanguage: language.rawValue])
                try expectSnapshot(
                    HTML(trusted: answer.page.markup),
                    named: "page-settings-\(name)-\(language.rawValue)"
                )
            }
        }
    }
}

extension Caller {
    fileprivate static let configuring = Caller(ID("ada"), StaffRights([StaffGrant(.administrator)]), request: "test")
}
