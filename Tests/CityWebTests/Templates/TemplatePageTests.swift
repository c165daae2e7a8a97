import CityKit
import CityTestSupport
import Testing

@testable import CityDomain
@testable import CityWeb

/// Templates as somebody of the office keeps them and puts them into an answer.
@Suite struct TemplatePageTests {
    private static let path = "/demo/office/templates"

    private static func with(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in try await body(site, try await site.officer()) }
    }

    @Test("A template is written, found in the list and changed")
    func keeping() async throws {
        try await Self.with { _, browser in
            #expect(try await browser.get(Self.path).page.text.contains("Nie ma jeszcze żadnego szablonu."))
            let fields: KeyValuePairs = [
                "name": "Dziura <w jezdni>", "words": "Dzień dobry,\n\nnaprawimy {number} do {due}.",
                "use": "inProgress", "unit": "",
                "category": "",
            ]
            #expect(try await browser.post("\(Self.path)/new", fields).location == Self.path)
            let list = try await browser.get(Self.path).page
            #expect(list.markup.contains("Dziura &lt;w jezdni&gt;"))
            #expect(list.text.contains("Dzień dobry, naprawimy {number} do {due}."))
            let link = try #require(list.links.first { $0.hasPrefix("\(Self.path)/") && !$0.hasSuffix("/new") })
            let page = try await browser.get(link).page
            #expect(page.value("name") == "Dziura <w jezdni>")
            #expect(page.markup.contains("<option value=\"inProgress\" selected=\"\">"))
            let change: KeyValuePairs = ["revision": "1", "name": "Dziura", "words": "Już."]
            #expect(try await browser.post(link, change).location == Self.path)
            let late = try await browser.post(link, change)
            #expect(late.status == 409)
            #expect(late.page.text.contains("Ktoś zmienił ten szablon"))
            #expect(try await browser.post("\(link)/remove", ["revision": "1"]).status == 409)
            #expect(try await browser.post("\(link)/remove", ["revision": "2"]).location == Self.path)
            #expect(try await browser.get(link).status == 404)
        }
    }

    @Test(
        "What is wrong is told at its field, and what was typed stays",
        arguments: [
            (name: "", words: "Słowa.", field: "name"), (name: "Nazwa", words: "{numer}", field: "words"),
            (name: "Nazwa", words: "", field: "words"),
        ]
    )
    func wrong(row: (name: String, words: String, field: String)) async throws {
        try await Self.with { _, browser in
            let fields: KeyValuePairs = ["name": row.name, "words": row.words, "use": "done"]
            let answer = try await browser.post("\(Self.path)/new", fields)
            #expect(answer.status == 422)
            #expect(answer.page.faults.map(\.field) == [row.field])
            #expect(answer.page.value("name") == row.name)
            #expect(answer.page.value("words") == row.words)
            #expect(answer.page.markup.contains("<option value=\"done\" selected=\"\">"))
        }
    }

    @Test("One button puts the words into the answer, after what was typed, and decides nothing")
    func inserting() async throws {
        try await Self.with { site, browser in
            let number = try await site.hall.submit(.sample(in: site.town), in: site.town).number
            let id = try await site.hall.template("Odmowa", "Sprawa {number}.", for: .rejected, in: site.town).rawValue
            let question = try await site.hall.template("Gdzie", "Gdzie to jest?", for: .question, in: site.town)
                .rawValue
            let path = "/demo/office/reports/\(number.path)"
            let page = try await browser.get(path).page
            #expect(page.markup.contains("<option value=\"\(id)\">Odmowa (odrzucenie)</option>"))
            let fields: KeyValuePairs = [
                "seen": "1", "action": "decide", "move": "rejected", "justification": "Szanowna Pani,", "template": id,
                "insert": "1",
            ]
            let answer = try await browser.post(path, fields)
            #expect(answer.status == 200)
            #expect(answer.page.value("justification") == "Szanowna Pani,\n\nSprawa \(number).")
            #expect(answer.page.markup.contains("value=\"rejected\" checked"))
            let asked: KeyValuePairs = ["seen": "1", "action": "ask", "template": question, "insert": "1"]
            let asking = try await browser.post("\(path)/ask", asked)
            #expect(asking.page.value("question") == "Gdzie to jest?")
            let none: KeyValuePairs = [
                "seen": "1", "action": "decide", "move": "rejected", "template": "", "insert": "1",
            ]
            #expect(try await browser.post(path, none).status == 200)
            #expect(try await site.hall.readReport.unseen(number, in: site.town).report.history.count == 1)
        }
    }

    @Test("Words with a gap left are sent back to their field")
    func gapLeft() async throws {
        try await Self.with { site, browser in
            let number = try await site.hall.submit(.sample(in: site.town), in: site.town).number
            let fields: KeyValuePairs = [
                "seen": "1", "action": "decide", "move": "rejected", "rejection": "unlawful",
                "justification": "Do {due}.",
            ]
            let answer = try await browser.post("/demo/office/reports/\(number.path)", fields)
            #expect(answer.status == 422)
            #expect(answer.page.faults.map(\.field) == ["justification"])
            #expect(answer.page.text.contains("W treści została luka {due} (ostatni dzień biegnącego terminu)."))
        }
    }
}
