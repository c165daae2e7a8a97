import CityKit
import CityTestSupport
import Testing

@testable import CityDomain
@testable import CityWeb

/// Registering a report for somebody who calls, as a page does it.
@Suite struct NewCasePageTests {
    private static let path = "/demo/office/new-report"

    private static func with(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in try await body(site, try await site.officer()) }
    }

    private static func fields(_ site: TestSite, _ key: String?) throws -> [(name: String, value: String)] {
        let sample = Submission.sample(in: site.town)
        return [
            ("key", try #require(key)), ("way", "phone"), ("category", sample.category),
            ("description", sample.description), ("address", sample.address), ("terms", sample.termsVersion),
            ("age", "yes"), ("phone", "600 100 200"),
        ]
    }

    @Test("The officer reads out number and code; sent twice it is one report")
    func registered() async throws {
        try await Self.with { site, browser in
            let fields = try Self.fields(site, try await browser.get(Self.path).page.value("key"))
            for _ in 1...2 {
                let done = try await browser.post(Self.path, fields)
                #expect(done.status == 200)
                #expect(done.page.text.contains("2026/1"))
                #expect(done.page.links.contains("/demo/office/reports/2026-1"))
                let code = try #require(done.page.text.firstMatch(of: /Kod do sprawdzania\s+(\S+)/)).1
                let looked = try await site.browser().post(
                    "/demo/status",
                    ["number": "2026/1", "secret": String(code)]
                )
                #expect(looked.status == 303, "the code opens the case")
            }
            let page = try await browser.get("/demo/office/reports/2026-1").page
            #expect(page.text.contains("telefonicznie"))
            #expect(page.text.contains("600 100 200"))
        }
    }

    @Test("What is missing is told at its field, and what was typed stays")
    func wrong() async throws {
        try await Self.with { site, browser in
            let key = try #require(try await browser.get(Self.path).page.value("key"))
            let answer = try await browser.post(Self.path, ["key": key, "description": "Dziura", "phone": "12"])
            #expect(answer.status == 422)
            #expect(answer.page.value("description") == "Dziura")
            #expect(answer.page.value("phone") == "12")
            #expect(answer.page.value("key") == key)
            let way = try await browser.post(Self.path, try Self.fields(site, key).filter { $0.name != "way" })
            #expect(way.page.faults.map(\.field) == ["way"])
        }
    }

    @Test("The questions of a category come when they are asked for")
    func questions() async throws {
        try await Self.with { site, browser in
            let category = try #require(site.town.categories.first { $0.fields?.isEmpty == false })
            let answer = try await browser.post(Self.path, ["category": category.id.rawValue, "fields": "1"])
            #expect(answer.status == 200)
            for field in category.fields ?? [] {
                #expect(answer.page.markup.contains("name=\"\(Submission.name(of: field.id))\""))
            }
        }
    }
}
