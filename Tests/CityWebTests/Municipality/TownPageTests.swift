import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct TownPageTests {
    static let towns = ["biale-blota", "demo", "kielce", "kremenchuk", "siedlce", "suprasl"]

    /// Pages that anybody may open, whatever the town offers.
    static let openPages = ["", "/contact", "/privacy", "/regulation", "/accessibility", "/imprint", "/disruptions"]

    @Test("The first page lists the towns and leads to each")
    func list() async throws {
        try await TestSite.with("kielce", "suprasl", "demo") { site in
            let page = try await site.get("/").page
            let links = page.links.filter { $0.hasPrefix("http://localhost/") }
            #expect(links == ["http://localhost/kielce", "http://localhost/suprasl", "http://localhost/demo"])
        }
    }

    @Test(
        "Every town's own pages are open to everybody, without an account",
        .clause("kremenchuk/A1.1 p4", "kremenchuk/A2 p2", "kielce/III.2"),
        arguments: towns
    )
    func open(name: String) async throws {
        try await TestSite.with(name) { site in
            for path in Self.openPages {
                let answer = try await site.get("/\(name)\(path)")
                #expect(answer.status == 200, "\(path)")
                #expect(
                    answer.page.title.hasSuffix(
                        " – \(site.words(site.town.profile.languages[0])(site.town.profile.name))"
                    )
                )
                #expect(answer.page.heading.isEmpty == false)
                #expect(answer.page.markup.contains("<main id=\"main\""))
            }
        }
    }

    @Test(
        "The contact page says who runs the system and how to reach the office",
        .clause(
            "kielce/II.6",
            "suprasl/I•Usługodawca",
            "biale-blota/§1 b2",
            "biale-blota/§2 a2•1",
            "biale-blota/§2 a2•2",
            "demo/§2.1",
            "siedlce/§2.11",
            "siedlce/§2.12"
        ),
        arguments: towns,
        Language.allCases
    )
    func contact(name: String, language: Language) async throws {
        try await TestSite.with(name) { site in
            let page = try await site.get("/\(name)/contact", [.acceptLanguage: language.rawValue]).page
            let office = site.town.profile.office
            let facts = [office.name[language], office.address, office.email, office.phone, office.hours?[language]]
            for fact in facts.compactMap(\.self) { #expect(page.text.contains(fact), "\(fact)") }
            #expect(page.links.contains("mailto:\(office.email)"))
        }
    }

    @Test(
        "The privacy page names the controller and the data protection officer",
        .clause(
            "kielce/VIII.1",
            "kielce/VIII.2",
            "suprasl/VII a1",
            "suprasl/VII a2",
            "suprasl/VII a3",
            "suprasl/VII a4",
            "biale-blota/§7 a1",
            "biale-blota/§7 a2",
            "demo/§6.1"
        ),
        arguments: towns
    )
    func privacy(name: String) async throws {
        try await TestSite.with(name) { site in
            let page = try await site.get("/\(name)/privacy").page
            let controller = site.town.profile.controller
            #expect(page.text.contains(controller.name))
            #expect(page.text.contains(controller.address))
            if let officer = controller.dataProtectionOfficer { #expect(page.links.contains("mailto:\(officer)")) }
        }
    }

    @Test(
        "The notice says each use of personal data with its legal basis, how long and for whom",
        .clause("suprasl/VII a5", "suprasl/VII a6", "suprasl/VII a6a", "suprasl/VII a6b", "suprasl/VII a6c"),
        .clause("suprasl/VII a6d", "biale-blota/§7 a3", "biale-blota/§2 b3", "kielce/VIII.3"),
        arguments: [
            ("suprasl", ["communication": "a", "reports": "a e", "duties": "c e", "contracts": "b"]),
            ("biale-blota", ["communication": "a", "reports": "a", "duties": "c"]),
            ("kielce", ["communication": "a", "reports": "a", "duties": "c"]), ("kremenchuk", [:]),
        ]
    )
    func purposes(name: String, points: [String: String]) async throws {
        try await TestSite.with(name) { site in
            let page = try await site.get("/\(name)/privacy").page
            let words = site.words(page.language == "uk" ? .ukrainian : .polish)
            let rows = page.facts
            for purpose in ProcessingPurpose.allCases.map(\.rawValue) {
                let said = rows[words("purpose.\(purpose)")]?.matches(of: /lit\. ([a-f]) RODO/).map { String($0.1) }
                #expect(said?.joined(separator: " ") == points[purpose], "\(purpose)")
            }
            #expect(page.text.contains(words("privacy.withdrawal")) == !points.isEmpty)
            for rule in site.town.retention {
                #expect(rows.keys.contains { $0.hasPrefix(words("retention.data.\(rule.data.rawValue)")) })
            }
            #expect(page.text.contains(words("privacy.recipients.text")))
        }
    }

    @Test(
        "Each version of the regulation has the day from which it counts, and an old one stays readable",
        .clause(
            "kielce/X.3",
            "suprasl/VIII.1",
            "suprasl/XI.3",
            "biale-blota/§10.1",
            "biale-blota/§11.1",
            "biale-blota/§11.7",
            "demo/§7.1",
            "kremenchuk/A2.9.1"
        ),
        arguments: towns
    )
    func regulation(name: String) async throws {
        try await TestSite.with(name) { site in
            let words = site.words(site.town.profile.languages[0])
            let current = try #require(site.town.regulation(on: CivilDate(2026, 4, 27)))
            let page = try await site.get("/\(name)/regulation").page
            #expect(page.markup.contains("<div lang=\"\(current.language.rawValue)\" class=\"stack\">"))
            for version in site.town.regulation {
                let path = "/\(name)/regulation?version=\(version.version)"
                let facts = words(
                    "regulation.version",
                    ["version": .words(version.version), "date": .date(version.effective)]
                )
                #expect(page.text.contains(facts))
                #expect(page.links.contains(path) == (version != current))
                let own = try await site.get(path).page
                #expect(own.text.contains(facts))
                let start = try #require(version.text.firstMatch(of: #/\n#+ ([^\n]{1,40})/#)).1
                #expect(own.text.contains(start))
            }
            #expect(try await site.get("/\(name)/regulation?version=1999-01").status == 404)
        }
    }

    @Test("The version in force changes with the day", arguments: [(2025, "2025-01"), (2026, "2026-01")])
    func regulationByDay(year: Int, version: String) async throws {
        try await TestSite.with("demo", at: .utc(CivilDate(year, 7, 1), 10)) { site in
            let page = try await site.get("/demo/regulation").page
            let current = try #require(site.town.regulation.first { $0.version == version })
            let facts = site.words()(
                "regulation.version",
                ["version": .words(version), "date": .date(current.effective)]
            )
            let first = try #require(page.text.firstRange(of: "Wersja "))
            #expect(page.text[first.lowerBound...].hasPrefix(facts))
        }
    }

    @Test("The colours of the town are a style sheet of its own")
    func brand() async throws {
        try await TestSite.with("kielce") { site in
            let sheet = try await site.get("/kielce/brand.css?v=1")
            #expect(sheet.facts.prefix(2) == ["200", "text/css; charset=utf-8"])
            #expect(sheet.body.contains("#0B5D4B"))
            let home = try await site.get("/kielce").page.markup
            #expect(home.contains("href=\"/kielce/brand.css?v=1\""))
        }
    }

    @Test(
        "A town offers what its rules allow",
        arguments: [("kielce", true), ("biale-blota", true), ("siedlce", false), ("kremenchuk", false)]
    )
    func offers(name: String, isOpen: Bool) async throws {
        try await TestSite.with(name) { site in
            let links = try await site.get("/\(name)").page.links
            let takesReports = site.town.profile.modules.contains(.reports)
            #expect(links.contains("/\(name)/status") == takesReports)
            let main = try await site.get("/\(name)").page.markup.split(separator: "<main").last ?? ""
            let body = main.split(separator: "</main>").first ?? ""
            #expect(body.contains("href=\"/\(name)/report\"") == isOpen)
        }
    }
}
