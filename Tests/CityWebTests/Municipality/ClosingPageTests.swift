import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// A town that ends the service.
@Suite struct ClosingPageTests {
    /// A town whose last day is Tuesday 28 April 2026; the tests begin on the Monday before.
    private static func town(_ name: String = "suprasl") throws -> Municipality {
        try ProjectTown.named(
            name,
            .init(
                "rules.json5",
                "  reports: {\n",
                "  closing: { from: \"2026-04-29\", basis: \"a decision\" },\n  reports: {\n"
            )
        )
    }

    private static func with(_ name: String = "suprasl", _ body: @Sendable (TestSite) async throws -> Void) async throws
    {
        try await TestSite.with([try town(name)], body)
    }

    @Test(
        "Until its day the town takes reports and says on every page when that ends; from then on it takes none",
        .clause("suprasl/IX.2"),
        arguments: Language.allCases
    )
    func pages(language: Language) async throws {
        try await Self.with { site in
            let (words, day) = (site.words(language), Text.Argument.date(CivilDate(2026, 4, 29)))
            let headers: HTTPFields = [.acceptLanguage: language.rawValue]
            let open = try await site.get("/suprasl/contact", headers).page
            #expect(open.text.contains(words("closing.bar.open", ["day": day])))
            #expect(open.links.contains("/suprasl/report") && open.links.contains("/suprasl/closing"))
            site.hall.clock.advance(.days(2))
            let closed = try await site.get("/suprasl/contact", headers).page
            #expect(closed.text.contains(words("closing.bar.closed")) && !closed.links.contains("/suprasl/report"))
            let page = try await site.get("/suprasl/closing", headers).page
            #expect(page.text.contains(words("closing.lead.closed", ["day": day])))
            #expect(page.links.contains("/suprasl/reports") && page.links.contains("/suprasl/account/download"))
            let home = try await site.get("/suprasl", headers).page
            #expect(home.text.contains(words("home.leadClosed")) && !home.links.contains("/suprasl/report"))
            let form = try await site.get("/suprasl/report/place", headers)
            #expect(form.status == 403 && form.page.text.contains(words("report.failure.serviceEnded", ["day": day])))
        }
    }

    @Test(
        "Every door takes its last report on the last day: the form, the JSON interface, Open311",
        .clause("suprasl/IX.2")
    )
    func doors() async throws {
        try await Self.with("demo") { site in
            let program = try await Program(.reporter, site)
            let body = """
                {"category": "\(site.town.categories[0].id)", "description": "x", "address": "y", \
                "acceptedTerms": "\(site.town.regulation(on: CivilDate(2026, 4, 27))?.version ?? "")"}
                """
            let browser = site.browser()
            _ = try await browser.fillPlace()
            let taken = try await program.call("submitReport", [:], body: body)
            #expect(taken.status == 201, "\(taken.body)")
            site.hall.clock.advance(.days(2))
            let refused = try await program.call("submitReport", [:], body: body)
            #expect(refused.status == 403 && refused.body.contains("\"code\":\"forbidden\""))
            #expect(try await browser.fillProblem().status == 403)
            let list = try await site.get("/demo/api/v1")
            #expect(list.status != 500)
            let rules = try await site.get("/demo/api/v1/").body
            #expect(rules.contains("\"closing\":\"2026-04-29\""))
        }
    }

    @Test("Open311 takes none either, and says why", .clause("suprasl/IX.2"))
    func open311() async throws {
        try await Open311Site.with([try Self.town("kielce")]) { site in
            let taken = try await site.post()
            #expect((200...299).contains(taken.status), "\(taken.body)")
            site.hall.clock.advance(.days(2))
            let refused = try await site.post()
            #expect(refused.status == 403 && refused.body.contains("2026"))
            #expect(try await site.get("requests.xml").status == 200)
        }
    }

    @Test("What was sent before is read, finished, and is not lost to who repeats it", .clause("suprasl/IX.2"))
    func archive() async throws {
        try await Self.with { site in
            let (hall, town) = (site.hall, site.town)
            let receipt = try await hall.submit(key: "a-key-of-the-form-1234567890", in: town)
            hall.clock.advance(.days(3))
            await #expect(throws: Failures.self) { try await hall.submit(in: town) }
            let again = try await hall.submit(key: "a-key-of-the-form-1234567890", in: town)
            #expect(again.isRepeated && again.number == receipt.number)
            try await hall.decide(Decision(to: .accepted), about: receipt.number, in: town)
            let page = try await site.get("/suprasl/reports/\(receipt.number.path)")
            #expect(page.status == 200)
            #expect(try await site.get("/suprasl/reports").status == 200)
            let status = try await site.get("/suprasl/z/\(receipt.number.path)/\(receipt.secret.grouped)")
            #expect(status.status == 200)
        }
    }

    @Test("Residents still sign in, download what is kept and delete the account", .clause("suprasl/IX.2"))
    func accounts() async throws {
        try await Self.with { site in
            let browser = try await site.resident()
            site.hall.clock.advance(.days(3))
            #expect(try await browser.get("/suprasl/account/download").status == 200)
            #expect(try await browser.get("/suprasl/account/erase").status == 200)
        }
    }

    @Test("A town that goes on has no such page")
    func goesOn() async throws {
        try await TestSite.with("suprasl") { site in
            let answer = try await site.get("/suprasl/closing")
            #expect(answer.status == 404)
        }
    }
}
