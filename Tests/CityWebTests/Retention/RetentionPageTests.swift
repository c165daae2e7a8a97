import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct RetentionPageTests {
    /// A case of each end, closed long ago, and the log of a run.
    private static func with(_ body: @Sendable (TestSite) async throws -> Void) async throws {
        try await TestSite.with("demo") { site in
            let (hall, town) = (site.hall, site.town)
            for category in ["pothole", "idea"] {
                var submission = Submission.sample(in: town)
                submission.category = category
                let number = try await hall.submit(submission, in: town).number
                let rejection = Decision(to: .rejected, justification: "Nie.", rejection: .incomplete)
                try await hall.decide(rejection, about: number, in: town)
            }
            hall.clock.advance(.days(4_000))
            try await body(site)
        }
    }

    @Test(
        "The page says what is due, lists what goes to the archive, and tells of each run",
        arguments: Language.allCases
    )
    func page(language: Language) async throws {
        try await Self.with { site in
            let officer = try await site.rightsOfficer()
            try await site.hall.runRetention(in: site.town, by: .command("test"), at: site.hall.now)
            let answer = try await officer.get("/demo/office/retention?lang=\(language.rawValue)")
            let (page, words) = (answer.page.text, site.words(language))
            #expect(answer.status == 200)
            #expect(page.contains(words("retention.class", ["class": .words("BE10")])))
            #expect(page.contains(words("retention.list.appraised", ["class": .words("BE10")])))
            #expect(answer.body.contains("/demo/office/reports/2026-2"))
            #expect(!answer.body.contains("/demo/office/reports/2026-1"), "it was discarded")
            #expect(page.contains(words("retention.end.discarded")))
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            try expectSnapshot(HTML(trusted: markup), named: "page-retention-\(language.rawValue)")
        }
    }
}
