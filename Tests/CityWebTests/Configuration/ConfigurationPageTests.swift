import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityDomain
@testable import CityWeb

/// The settings of the town as an administrator sees and changes them.
@Suite struct ConfigurationPageTests {
    private static let path = "/demo/office/settings"
    private static let phone = ProjectTown.Change(
        "municipality.json5",
        "emergencyNumber: \"112\"",
        "emergencyNumber: \"113\""
    )

    private static func with(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            try await site.hall.seedSettings(of: "demo")
            try await body(site, try await site.administrator())
        }
    }

    private static func upload(_ file: [UInt8], _ browser: Browser) async throws -> Answer {
        try await browser.postFiles("\(path)/import", [:], files: [(name: "demo.json", content: file)])
    }

    private static func file(_ changes: ProjectTown.Change...) throws -> [UInt8] {
        Array(ConfigurationFile(files: try ProjectTown.files("demo", changes), revision: 1).text.utf8)
    }

    @Test("What was exported is changed, read over, imported and taken back")
    func wayThrough() async throws {
        try await Self.with { _, browser in
            let list = try await browser.get(Self.path).page
            #expect(list.links.contains("\(Self.path)/1/file"))
            let export = try await browser.get("\(Self.path)/1/file")
            let wanted = String(decoding: try Self.file(), as: UTF8.self)
            #expect(export.body == wanted)
            let review = try await Self.upload(try Self.file(Self.phone), browser)
            #expect(review.status == 200)
            #expect(review.page.text.contains("emergencyNumber") && review.page.text.contains("“113”"))
            let fields: KeyValuePairs = [
                "seen": review.page.value("seen") ?? "", "file": review.page.value("file") ?? "", "reason": "",
            ]
            let unreasoned = try await browser.post("\(Self.path)/import/save", fields)
            #expect(unreasoned.status == 422)
            #expect(unreasoned.page.faults.map(\.field) == ["reason"])
            let saved = try await browser.post(
                "\(Self.path)/import/save",
                [
                    "seen": "1", "file": unreasoned.page.value("file") ?? "", "reason": "Nowy numer.",
                ]
            )
            #expect(saved.location == "\(Self.path)/2")
            let revision = try await browser.get("\(Self.path)/2").page.text
            #expect(revision.contains("Nowy numer.") && revision.contains("“112”"))
            #expect(revision.contains("Jan Próbny"))
            let restoring = try await browser.get("\(Self.path)/1/restore")
            #expect(restoring.status == 200 && restoring.page.text.contains("“113”"))
            let back = try await browser.post("\(Self.path)/1/restore", ["seen": "2", "reason": "Pomyłka."])
            #expect(back.location == "\(Self.path)/3")
        }
    }

    @Test("The second of two who save gets a page with what the first changed, and keeps the reason")
    func second() async throws {
        try await Self.with { _, browser in
            let other = try Self.file(
                ProjectTown.Change("municipality.json5", "mark: \"P\"", "mark: \"Q\"")
            )
            let text = Base64URL.text(other)
            let first = Base64URL.text(try Self.file(Self.phone))
            let saved: KeyValuePairs = ["seen": "1", "file": first, "reason": "Pierwsza."]
            #expect(try await browser.post("\(Self.path)/import/save", saved).location == "\(Self.path)/2")
            let late = try await browser.post(
                "\(Self.path)/import/save",
                ["seen": "1", "file": text, "reason": "Druga."]
            )
            #expect(late.status == 409)
            #expect(late.page.value("reason") == "Druga." && late.page.value("seen") == "2")
            #expect(late.page.text.contains("Co ktoś zmienił w międzyczasie (wersja 2)"))
            #expect(late.page.text.contains("emergencyNumber") && late.page.text.contains("brand › mark"))
        }
    }

    @Test("Where the database is away the page says that a file was not kept, and how to send it again")
    func databaseAway() async throws {
        try await Self.with { site, browser in
            await site.hall.database.close()
            let answer = try await Self.upload(try Self.file(Self.phone), browser)
            #expect(answer.status == 503 && answer.page.text.contains("Plik ustawień nie został zachowany"))
            let other = try await browser.get(Self.path)
            #expect(other.status == 503 && !other.page.text.contains("Plik ustawień"))
        }
    }

    @Test("A file that is too large is told beside its field")
    func large() async throws {
        try await Self.with { _, browser in
            let answer = try await Self.upload([UInt8](repeating: 32, count: ConfigurationFile.largest + 1), browser)
            #expect(answer.status == 422 && answer.page.faults.map(\.field) == ["file"])
            #expect(answer.page.text.contains("najwyżej 8 MB"))
        }
    }

    @Test("What is wrong with a file is told with the file and the place")
    func wrong() async throws {
        try await Self.with { _, browser in
            let broken = ProjectTown.Change("categories.json5", "unit: \"transport\"", "unit: \"tramsport\"")
            let rows: [([UInt8], String)] = [
                (Array("{}".utf8), "To nie jest plik ustawień."), (try Self.file(), "takie same jak obecne"),
                (try Self.file(broken), "“tramsport” is no unit; did you mean “transport”?"),
            ]
            for (file, words) in rows {
                let answer = try await Self.upload(file, browser)
                #expect(answer.status == 422)
                #expect(answer.page.text.contains(words), "\(words)")
            }
            #expect(try await browser.postFiles("\(Self.path)/import", [:], files: []).status == 422)
        }
    }

    @Test("A roll-back that would break an open case is refused and names it")
    func inUse() async throws {
        try await TestSite.with("demo") { site in
            let old = ProjectTown.Change("categories.json5", "id: \"drain\"", "id: \"gully\"")
            try await site.hall.seedSettings(of: "demo", old)
            let browser = try await site.administrator()
            let current = Base64URL.text(try Self.file())
            let fields: KeyValuePairs = ["seen": "1", "file": current, "reason": "Nazwa."]
            #expect(try await browser.post("\(Self.path)/import/save", fields).location == "\(Self.path)/2")
            var submission = Submission.sample(in: site.town)
            (submission.category, submission.answers) = ("drain", [:])
            let number = try await site.hall.submit(submission, in: site.town).number
            for (status, answer) in [
                (200, try await browser.get("\(Self.path)/1/restore")),
                (409, try await browser.post("\(Self.path)/1/restore", ["seen": "2", "reason": "Powrót."])),
            ] {
                #expect(answer.status == status)
                #expect(answer.page.text.contains("„Zatkana studzienka”") && answer.page.text.contains("\(number)"))
            }
        }
    }

    @Test("A revision that is not there has no page")
    func unknown() async throws {
        try await Self.with { _, browser in
            for place in ["9", "x", "9/file", "9/restore"] {
                let answer = try await browser.get("\(Self.path)/\(place)")
                #expect(answer.status == 404)
            }
        }
    }

    @Test("The pages look like this", arguments: Language.allCases)
    func snapshots(language: Language) async throws {
        try await Self.with { _, browser in
            let saved: KeyValuePairs = [
                "seen": "1", "file": Base64URL.text(try Self.file(Self.phone)), "reason": "Nowy numer.",
            ]
            _ = try await browser.post("\(Self.path)/import/save", saved)
            for (name, place) in [("list", ""), ("revision", "/2"), ("restore", "/1/restore")] {
                let page = try await browser.get("\(Self.path)\(place)", [.acceptLanguage: language.rawValue])
                try expectSnapshot(HTML(trusted: page.page.markup), named: "page-settings-\(name)-\(language.rawValue)")
            }
        }
    }
}
