import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityDomain
@testable import CityWeb

/// The wizard as somebody without scripts walks through it.
@Suite struct SetupPageTests {
    private static func with(_ body: @Sendable (TestSite, Browser, String) async throws -> Void) async throws {
        try await TestSite.with([Municipality]()) { site in
            let token = try await site.hall.setUpTown.link(.first, at: site.hall.now)
            try await body(site, Browser(site: site), "/setup/\(token.text)")
        }
    }

    private static let town: [(name: String, value: String)] = [
        ("languages", "pl"), ("language", "pl"), ("country", "pl"), ("zone", "Europe/Warsaw"), ("id", "nowa"),
        ("name-pl", "Nowa Wieżyca"), ("locative-pl", "w Nowej Wieżycy"), ("office-pl", "Urząd Nowej Wieżycy"),
        ("address", "ul. Wieżowa 2"), ("email", "urzad@wiezyca.example"), ("phone", "+48 11 222 33 44"),
        ("controller", "Wójt Nowej Wieżycy"), ("officer", ""),
    ].map { (name: $0.0, value: $0.1) }

    private static let steps: [(step: String, fields: [(name: String, value: String)])] = [
        ("profile", [("profile", "demo")]), ("town", town), ("look", [("mark", "W"), ("colour", "#5a2a82")]),
        ("place", [("shape", "circle"), ("latitude", "52,1"), ("longitude", "19,3"), ("radius", "5")]),
        ("units", [("category", "pothole"), ("category", "idea"), ("unit-roads", "drogi@wiezyca.example")]),
        ("administrator", [("name", "Wanda Wymyślona"), ("login", "wanda@wiezyca.example")]),
    ]

    private static func walk(_ browser: Browser, _ base: String, upTo last: String? = nil) async throws {
        for (step, fields) in steps {
            let answer = try await browser.postFiles("\(base)/\(step)", fields, files: [])
            #expect(answer.status == 303, "\(step)")
            if step == last { return }
        }
    }

    @Test("An installation without a town says what to do, and shows the wizard to nobody without the link")
    func closed() async throws {
        try await Self.with { site, browser, base in
            let home = try await browser.get("/")
            #expect(home.status == 200 && home.page.text.contains("Tu nie ma jeszcze miasta"))
            #expect(!home.page.markup.contains("/setup/"))
            for path in ["/setup/x", "/setup/\(String(repeating: "0", count: 52))/town", "\(base)/nowhere"] {
                #expect(try await browser.get(path).status == 404, "\(path)")
            }
        }
        try await TestSite.with("demo") { site in
            let stranger = try await site.get("/setup/\(Token(from: site.hall.randomness).text)")
            #expect(stranger.status == 404)
        }
    }

    @Test("Each step leads to the next one, and the last one makes the town")
    func wayThrough() async throws {
        try await Self.with { site, browser, base in
            #expect(try await browser.get(base).location == "\(base)/profile")
            try await Self.walk(browser, base)
            let review = try await browser.get("\(base)/review")
            #expect(review.status == 200)
            for words in ["Nowa Wieżyca", "2 kategorie", "wanda@wiezyca.example", "neutralnych zasad"] {
                #expect(review.page.text.contains(words), "\(words)")
            }
            #expect(try await browser.postFiles("\(base)/review", [], files: []).location == "\(base)/done")
            let done = try await browser.get("\(base)/done").page
            #expect(done.markup.contains("http://localhost/nowa/office/join/"))
            #expect(try await browser.get("\(base)/town").location == "\(base)/done")
            #expect(try await browser.postFiles("\(base)/town", Self.town, files: []).location == "\(base)/done")
        }
    }

    @Test("What is wrong is told at its field, and what was typed stays, also on the way back")
    func wrong() async throws {
        try await Self.with { _, browser, base in
            let none = try await browser.postFiles("\(base)/profile", [(name: "x", value: "")], files: [])
            #expect(none.status == 422 && none.page.faults.map(\.field) == ["profile"])
            try await Self.walk(browser, base, upTo: "profile")
            let fields = Self.town.map { (name: $0.name, value: $0.name == "id" ? "Nowa!" : $0.value) }
            let town = try await browser.postFiles("\(base)/town", fields, files: [])
            #expect(town.status == 422 && town.page.faults.map(\.field) == ["id"])
            #expect(town.page.value("id") == "Nowa!" && town.page.value("name-pl") == "Nowa Wieżyca")
            let back = try await browser.postFiles("\(base)/town", fields + [(name: "go", value: "profile")], files: [])
            #expect(back.location == "\(base)/profile")
            let again = try await browser.get("\(base)/town").page
            #expect(again.value("id") == "Nowa!" && again.value("controller") == "Wójt Nowej Wieżycy")
            let early = try await browser.postFiles("\(base)/review", [], files: [])
            #expect(early.status == 409 && early.page.text.contains("Miasto i urząd"))
        }
    }

    @Test("A town is made after the file of another installation, whose answers are there to begin with")
    func fromFile() async throws {
        try await Self.with { _, browser, base in
            let text = ConfigurationFile(files: try ProjectTown.files("kielce"), revision: 3).text
            let none = try await browser.postFiles("\(base)/profile", [(name: "profile", value: "exported")], files: [])
            #expect(none.status == 422 && none.page.faults.map(\.field) == ["file"])
            let taken = try await browser.postFiles(
                "\(base)/profile",
                [(name: "profile", value: "exported")],
                files: [(name: "kielce.json", content: Array(text.utf8))],
                under: "file"
            )
            #expect(taken.location == "\(base)/town")
            let town = try await browser.get("\(base)/town").page
            #expect(town.value("id") == "kielce")
            #expect(try await browser.get("\(base)/profile").page.text.contains("Plik jest już przyjęty"))
            let place = try await browser.get("\(base)/place").page
            #expect(place.markup.contains("value=\"file\" checked"))
        }
    }

    @Test("A file that is too large, and one with a fault, are told at the field, and what was typed beside stays")
    func files() async throws {
        try await Self.with { _, browser, base in
            let huge = [UInt8](repeating: 32, count: 2 * ConfigurationFile.largest + 1)
            let fields = [("shape", "circle"), ("latitude", "52,1"), ("longitude", "19,3"), ("radius", "7")]
                .map { (name: $0.0, value: $0.1) }
            let large = try await browser.postFiles(
                "\(base)/place",
                fields,
                files: [(name: "x.geojson", content: huge)],
                under: "streets"
            )
            #expect(large.status == 422 && large.page.faults.map(\.field).contains("streets"))
            #expect(large.page.value("radius") == "7" && large.page.text.contains("najwyżej 16 MB"))
            let broken = try ProjectTown.files("demo").editing(MunicipalityFiles.rules) {
                $0[path: ["reports", "reopening", "to"]] = .text("done")
            }
            let faulty = try await browser.postFiles(
                "\(base)/profile",
                [(name: "profile", value: "exported")],
                files: [(name: "x.json", content: Array(ConfigurationFile(files: broken, revision: 1).text.utf8))],
                under: "file"
            )
            #expect(faulty.status == 422 && faulty.page.faults.map(\.field) == ["file"])
            #expect(faulty.page.text.contains("wybierz stan sprawy w toku"))
        }
    }

    @Test("An outline that is given is taken, though another choice stays ticked")
    func outline() async throws {
        try await Self.with { _, browser, base in
            let outline = try #require(try ProjectTown.files("demo").contents[MunicipalityFiles.boundary])
            try await Self.walk(browser, base, upTo: "look")
            let fields = [("shape", "circle"), ("latitude", "52,1"), ("longitude", "19,3"), ("radius", "5")]
                .map { (name: $0.0, value: $0.1) }
            let sent = try await browser.postFiles(
                "\(base)/place",
                fields,
                files: [(name: "x.geojson", content: Array(outline.utf8))],
                under: "boundary"
            )
            #expect(sent.status == 303)
            #expect(try await browser.get("\(base)/place").page.markup.contains("value=\"file\" checked"))
            let later = try await browser.postFiles("\(base)/place", fields, files: [])
            #expect(later.status == 303, "whoever chooses the circle later gets it")
            #expect(try await browser.get("\(base)/place").page.markup.contains("value=\"circle\" checked"))
        }
    }

    @Test("Of two windows the second is told what the first changed, and sends its answers once more to have them")
    func twoWindows() async throws {
        try await Self.with { _, browser, base in
            try await Self.walk(browser, base, upTo: "look")
            let seen = try #require(try await browser.get("\(base)/look").page.value("seen"))
            func send(_ mark: String, _ seen: String) async throws -> Answer {
                let fields = [("mark", mark), ("colour", "#5a2a82"), ("seen", seen)].map { (name: $0.0, value: $0.1) }
                return try await browser.postFiles("\(base)/look", fields, files: [])
            }
            #expect(try await send("A", seen).status == 303)
            #expect(try await send("A", seen).status == 303, "the same answers once more are no change")
            let late = try await send("B", seen)
            #expect(late.status == 409 && late.page.value("mark") == "B")
            #expect(try await browser.get("\(base)/look").page.value("mark") == "A")
            let again = try #require(late.page.value("seen"))
            #expect(try await send("B", again).status == 303)
            #expect(try await browser.get("\(base)/look").page.value("mark") == "B")
        }
    }

    @Test("A page of another site cannot send a step")
    func crossSite() async throws {
        try await Self.with { _, browser, base in
            let answer = try await browser.postFiles(
                "\(base)/town",
                Self.town,
                files: [],
                [.secFetchSite: "cross-site"]
            )
            #expect(answer.status == 403)
        }
    }

    @Test("The pages look like this", arguments: Language.allCases)
    func snapshots(language: Language) async throws {
        try await Self.with { _, browser, base in
            let token = base.split(separator: "/").last.map(String.init) ?? ""
            func expectPage(_ path: String, _ name: String) async throws {
                let answer = try await browser.get(path, [.acceptLanguage: language.rawValue])
                let markup = answer.page.markup.replacing(token, with: "TOKEN")
                try expectSnapshot(HTML(trusted: markup), named: "setup-\(name)-\(language.rawValue)")
            }
            try await expectPage("/", "waiting")
            try await expectPage("\(base)/profile", "profile")
            try await Self.walk(browser, base)
            for step in SetupStep.allCases.dropFirst() {
                try await expectPage("\(base)/\(step.rawValue)", step.rawValue)
            }
        }
    }
}
