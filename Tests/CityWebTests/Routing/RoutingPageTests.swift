import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

/// The page on which rules of routing are tried.
@Suite struct RoutingPageTests {
    private static let path = "/demo/office/routing"

    private static func with(_ body: @Sendable (TestSite, Browser) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            var submission = Submission.sample(in: site.town)
            (submission.category, submission.answers) = ("bin", [:])
            _ = try await site.hall.submit(submission, in: site.town)
            try await body(site, try await site.administrator())
        }
    }

    @Test("The page tells what the rules of today do")
    func today() async throws {
        try await Self.with { site, browser in
            let page = try await browser.get(Self.path).page
            for words in [
                "wpłynęło 1 zgłoszenie", site.words()("routing.same"),
                "Latarnia · Zarzecze → Jednostka do spraw dróg",
            ] { #expect(page.text.contains(words), "\(words)") }
            #expect(
                page.ticked("kept").sorted() == ["bins-after-hours", "bins-on-days-off", "lights-of-zarzecze"]
            )
        }
    }

    @Test("A further rule is tried, and told as the file wants it")
    func further() async throws {
        try await Self.with { site, browser in
            let page = try await browser.get("\(Self.path)?unit=order&category=bin&days=working").page
            for words in [
                "1 trafiłoby gdzie indziej.", "2026/1", #"unit: "order", categories: ["bin"], days: "working""#,
            ] { #expect(page.text.contains(words), "\(words)") }
            #expect(page.ticked("category") == ["bin"])
            #expect(page.ticked("kept").isEmpty)
        }
    }

    @Test("What is wrong is told at its field, and what was typed stays")
    func wrong() async throws {
        try await Self.with { site, browser in
            let answer = try await browser.get("\(Self.path)?unit=order&category=bin&from=8&until=16:00")
            #expect(answer.status == 422)
            #expect(answer.page.faults.map(\.field) == ["from"])
            #expect(answer.page.value("from") == "8")
            #expect(answer.page.ticked("category") == ["bin"])
        }
    }

    @Test("A town without rules and without districts has the form all the same")
    func none() async throws {
        try await TestSite.with("kielce") { site in
            let page = try await site.administrator().get("/kielce/office/routing").page
            #expect(page.text.contains(site.words()("routing.lead")))
            #expect(!page.markup.contains("name=\"district\""))
            #expect(!page.markup.contains("name=\"kept\""))
        }
    }
}
