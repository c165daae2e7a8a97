import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// What the pages with comments look like.
@Suite struct CommentSnapshotTests {
    /// A report with a published comment, one of the office, one that waits and one that was refused.
    private static func use(_ site: TestSite) async throws -> (
        browser: Browser, path: String, waiting: ID<ReportComment>
    ) {
        let (hall, town) = (site.hall, site.town)
        let browser = try await site.resident()
        let number = try await hall.publicReport(in: town)
        let path = "/demo/reports/\(number.path)"
        for words in ["Świeci za słabo.\nOd roku.", "Zły urząd!", "A kiedy naprawa?"] {
            _ = try await browser.post("\(path)/comments", ["words": words])
            hall.clock.advance(.minutes(10))
        }
        let (desk, work) = (hall.moderateComments, hall.moderation(in: town))
        let ids = try await hall.comments.waiting(limit: 9, within: .everything, in: town.id).map(\.comment.id)
        try await desk.publish(ids[0], words: "Świeci za słabo.", work)
        try await desk.refuse(ids[1], because: "Obraża pracowników.", work)
        let report = try await hall.readReport.unseen(number, in: town).report
        try await desk.answer(on: report, words: "Sprawdzimy w tym tygodniu.", hall.moderation(in: town))
        return (browser, path, ids[2])
    }

    @Test("The pages of residents are as they were recorded", arguments: Language.allCases)
    func residents(language: Language) async throws {
        try await TestSite.with("demo") { site in
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            let (browser, path, _) = try await Self.use(site)
            try Self.expect(try await browser.get(path, spoken), "page-comments-\(language.rawValue)")
            let own = try await browser.get("/demo/account/comments", spoken)
            try Self.expect(own, "page-comments-own-\(language.rawValue)")
            let warned = try await browser.post("\(path)/comments", ["words": "Dzwoń: 600 100 200"], spoken)
            try Self.expect(warned, "page-comments-warning-\(language.rawValue)", status: 422)
        }
    }

    @Test("The pages of the office are as they were recorded", arguments: Language.allCases)
    func office(language: Language) async throws {
        try await TestSite.with("demo") { site in
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            let (_, path, waiting) = try await Self.use(site)
            let officer = try await site.officer()
            for (name, place) in [
                ("queue", "comments"), ("open", "comments/\(waiting)"), ("report", "\(path.dropFirst(6))/comments"),
            ] {
                let page = try await officer.get("/demo/office/\(place)", spoken)
                try Self.expect(page, "page-comments-\(name)-\(language.rawValue)")
            }
        }
    }

    /// The whole page, without what is another in every run.
    private static func expect(_ answer: Answer, _ name: String, status: Int = 200) throws {
        #expect(answer.status == status)
        var markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            .replacing(/name="key" value="[^"]+"/, with: "name=\"key\" value=\"KEY\"")
        for (index, id) in Set(markup.matches(of: /comments?[-\/]([0-9a-z]{20,})/).map { String($0.1) }).sorted()
            .enumerated()
        {
            markup = markup.replacing(id, with: "COMMENT\(index + 1)")
        }
        try expectSnapshot(HTML(trusted: markup), named: name)
    }
}
