import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// Who else works on a case, on its page.
@Suite struct CaseUnitsTests {
    private static let path = "/demo/office/reports/2026-1"

    private static func with(_ body: @Sendable (TestSite, Browser, ID<Unit>) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            let number = try await site.hall.submit(.personal(in: site.town), in: site.town).number
            let leads = try await site.hall.readReport.unseen(number, in: site.town).report.unit
            let other = try #require(site.town.units.map(\.id).first { $0 != leads })
            _ = try await site.hall.hire("dag@urzad.example", [StaffGrant(.dispatcher)], in: site.town)
            try await body(site, try await site.officer(), other)
        }
    }

    private static func of(_ unit: ID<Unit>, _ site: TestSite) async throws -> Browser {
        _ = try await site.hall.hire("ola@urzad.example", [StaffGrant(.operator, unit: unit)], in: site.town)
        let browser = site.browser()
        _ = try await browser.signIn(at: site.town, login: "ola@urzad.example")
        return browser
    }

    @Test("One unit asks, the other finds it in its queue, reads, answers and decides nothing")
    func journey() async throws {
        try await Self.with { site, officer, unit in
            let ola = try await Self.of(unit, site)
            #expect(try await ola.get(Self.path).status == 403)
            let form: KeyValuePairs = ["unit": unit.rawValue, "note": "Czy to wasz kabel?"]
            let asked = try await officer.follow(try await officer.post("\(Self.path)/askUnit", form))
            #expect(asked.page.text.contains(site.words()("case.units.state.asked")))
            let queue = try await ola.get("/demo/office?queue=asked").page
            #expect(queue.links.contains(Self.path))
            let page = try await ola.get(Self.path)
            #expect(page.page.text.contains("Czy to wasz kabel?"))
            #expect(!page.page.markup.contains("action=\"\(Self.path)\""))
            let empty = try await ola.post(
                "\(Self.path)/answerUnit",
                ["unit": unit.rawValue, "answer": "given", "note": " "]
            )
            #expect(empty.status == 422)
            let said: KeyValuePairs = ["unit": unit.rawValue, "answer": "declined", "note": "To energetyka."]
            let answered = try await ola.follow(try await ola.post("\(Self.path)/answerUnit", said))
            #expect(answered.page.text.contains("To energetyka."))
            #expect(try await officer.get(Self.path).page.text.contains(site.words()("case.units.state.declined")))
            #expect(try await !ola.get("/demo/office?queue=asked").page.links.contains(Self.path))
        }
    }

    @Test("What was typed for a unit stays when it is refused")
    func refused() async throws {
        try await Self.with { site, officer, _ in
            let answer = try await officer.post("\(Self.path)/askUnit", ["unit": "", "note": "Czy to wasz kabel?"])
            #expect(answer.status == 422)
            #expect(answer.page.text.contains("Czy to wasz kabel?"))
            #expect(answer.page.text.contains(site.words()(CaseworkFailure.unitUnknown.text)))
        }
    }

    @Test("A case that was given back is marked, queued, and given on")
    func givenBack() async throws {
        try await Self.with { site, officer, unit in
            let words = site.words()
            #expect(try await officer.get(Self.path).page.text.contains(words("case.work.giveBack")))
            let back = try await officer.follow(try await officer.post("\(Self.path)/giveBack", ["note": "Nie nasze."]))
            #expect(back.page.text.contains(words("case.returned")))
            #expect(back.page.text.contains("Nie nasze."))
            #expect(!back.page.text.contains(words("case.work.giveBack")))
            #expect(try await officer.get("/demo/office?queue=returned").page.links.contains(Self.path))
            let given: KeyValuePairs = ["seen": "1", "unit": unit.rawValue, "note": ""]
            let after = try await officer.follow(try await officer.post("\(Self.path)/handOver", given))
            #expect(!after.page.text.contains(words("case.work.keep")))
        }
    }

    @Test("Neither the reporter nor the public learns of it")
    func hidden() async throws {
        try await Self.with { site, officer, unit in
            _ = try await officer.post("\(Self.path)/askUnit", ["unit": unit.rawValue, "note": "Czy to wasz kabel?"])
            _ = try await officer.post("\(Self.path)/giveBack", ["note": "Nie nasze."])
            try await site.hall.decide(
                Decision(to: .accepted),
                about: ReportNumber(year: 2026, sequence: 1),
                in: site.town
            )
            let page = try await site.get("/demo/reports/2026-1").page.text
            #expect(!page.contains("Czy to wasz kabel?") && !page.contains("Nie nasze."))
        }
    }

    @Test("The page with a unit that was asked", arguments: Language.allCases)
    func page(language: Language) async throws {
        try await Self.with { site, officer, unit in
            _ = try await officer.post("\(Self.path)/askUnit", ["unit": unit.rawValue, "note": "Czy to wasz kabel?"])
            _ = try await officer.post("\(Self.path)/giveBack", ["note": "Nie nasze."])
            let answer = try await officer.get(Self.path, [.acceptLanguage: language.rawValue])
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            try expectSnapshot(HTML(trusted: markup), named: "page-case-units-\(language.rawValue)")
        }
    }
}
