import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// What the pages of questions look like.
@Suite struct QuestionSnapshotTests {
    @Test("The pages of residents are as they were recorded", arguments: Language.allCases)
    func residents(language: Language) async throws {
        try await TestSite.with("demo") { site in
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            let browser = site.browser()
            let name = language.rawValue
            try Self.expect(try await browser.get("/demo/questions", spoken), "page-questions-none-\(name)")
            try Self.expect(try await browser.get("/demo/report/question", spoken), "page-question-form-\(name)")
            let number = try await site.hall.publishedAnswer(in: site.town)
            try Self.expect(try await browser.get("/demo/questions", spoken), "page-questions-\(name)")
            try Self.expect(try await browser.get("/demo/questions/\(number.path)", spoken), "page-question-\(name)")
            let typed: KeyValuePairs = [
                "category": "question-fees", "description": "Do kiedy podatek od nieruchomości?",
            ]
            _ = try await browser.post("/demo/report/question", typed, spoken)
            try Self.expect(try await browser.get("/demo/report/answered", spoken), "page-question-answered-\(name)")
            _ = try await browser.fillContact()
            try Self.expect(try await browser.get("/demo/report/check", spoken), "page-question-check-\(name)")
        }
    }

    @Test("The pages of the office are as they were recorded", arguments: Language.allCases)
    func office(language: Language) async throws {
        try await TestSite.with("demo") { site in
            let spoken: HTTPFields = [.acceptLanguage: language.rawValue]
            let number = try await site.hall.answeredQuestion(in: site.town)
            let (officer, desk) = (try await site.officer(), "/demo/office/questions/\(number.path)")
            let name = language.rawValue
            try Self.expect(try await officer.get(desk, spoken), "page-answer-write-\(name)")
            let typed: KeyValuePairs = [
                "question": "Kiedy płaci się podatek?", "answer": "Do 15 marca. Dzwoń: 600 100 200.", "step": "preview",
                "replaces": "",
            ]
            try Self.expect(try await officer.post(desk, typed, spoken), "page-answer-preview-\(name)")
        }
    }

    /// The whole page, without what is another in every run.
    private static func expect(_ answer: Answer, _ name: String) throws {
        #expect(answer.status == 200)
        let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
        try expectSnapshot(HTML(trusted: markup), named: name)
    }
}
