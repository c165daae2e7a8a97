import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// Asking reporters how content they are, on the page behind the secret link and for programs.
@Suite struct SatisfactionPageTests {
    private static func with(_ body: @Sendable (TestSite, String, SubmitReport.Receipt) async throws -> Void)
        async throws
    {
        try await TestSite.with("demo") { site in
            let receipt = try await site.hall.submit(.personal(in: site.town), in: site.town)
            try await site.hall.decide(Decision(to: .accepted), about: receipt.number, in: site.town)
            try await body(site, "/demo/z/\(receipt.number.path)/\(receipt.secret.grouped)", receipt)
        }
    }

    @Test("From the question to the office's page, and changed once", arguments: Language.allCases)
    func journey(language: Language) async throws {
        try await Self.with { site, path, receipt in
            let (spoken, words): (HTTPFields, Words) = ([.acceptLanguage: language.rawValue], site.words(language))
            #expect(try await !site.get(path, spoken).page.text.contains(words("satisfaction.title")))
            try await site.hall.decide(Decision(to: .done, justification: "Tak."), about: receipt.number, in: site.town)
            #expect(try await site.get(path, spoken).page.text.contains(words("satisfaction.title")))
            let browser = site.browser()
            let wrong = try await browser.post("\(path)/satisfaction", ["words": "Szkoda."], spoken)
            #expect(wrong.status == 422 && wrong.page.value("words") == "Szkoda.")
            #expect(wrong.page.faults.map(\.words) == [words("satisfaction.failure.answerMissing")])
            let typed: KeyValuePairs = ["satisfaction": "partly", "words": "Długo to trwało."]
            let sent = try await browser.post("\(path)/satisfaction", typed, spoken)
            #expect(sent.location == "\(path)?done=satisfaction")
            let page = try await site.get("\(path)?done=satisfaction", spoken).page
            #expect(page.text.contains(words("status.done.satisfaction.text")))
            #expect(page.value("words") == "Długo to trwało.")
            let officer = try await site.officer()
            let open = try await officer.get("/demo/office/reports/\(receipt.number.path)", spoken).page
            #expect(open.text.contains("Długo to trwało.") && open.text.contains(words("satisfaction.partly")))
            let figures = try await officer.get("/demo/office/statistics", spoken).page
            #expect(figures.text.contains(words("statistics.satisfaction")))
            let everybody = try await site.get("/demo/reports/\(receipt.number.path)", spoken).page
            #expect(!everybody.text.contains("Długo to trwało."), "nobody else reads it")
            site.hall.clock.advance(.days(15))
            let late = try await browser.post("\(path)/satisfaction", typed, spoken)
            #expect(late.status == 409 && late.page.text.contains(words("satisfaction.failure.notAsked")))
            #expect(late.page.text.contains("Długo to trwało."), "what was typed can still be copied")
        }
    }

    @Test("A town without the rule asks nobody")
    func silent() async throws {
        try await TestSite.with("kielce") { site in
            let receipt = try await site.hall.submit(.personal(in: site.town), in: site.town)
            for status in [ReportStatus.accepted, .inProgress, .done] {
                let decision = Decision(to: status, justification: "Tak.")
                try await site.hall.decide(decision, about: receipt.number, in: site.town)
            }
            let path = "/kielce/z/\(receipt.number.path)/\(receipt.secret.grouped)"
            #expect(try await !site.get(path).body.contains("/satisfaction"))
            let answer = try await site.browser().post("\(path)/satisfaction", ["satisfaction": "satisfied"])
            #expect(answer.page.text.contains(site.words()("satisfaction.failure.notAsked")))
        }
    }

    @Test("Programs of reporters say it by the secret")
    func programs() async throws {
        try await Self.with { site, path, receipt in
            let api = "/demo/api/v1/reports/\(receipt.number.path)/satisfaction"
            let secret: HTTPFields = [.reportSecret: receipt.secret.grouped]
            let none = try await site.get(api, secret)
            #expect(none.status == 200 && !none.body.contains("until"))
            try await site.hall.decide(Decision(to: .done, justification: "Tak."), about: receipt.number, in: site.town)
            #expect(try await site.get(api, secret).body.contains("\"until\":\"2026-05-11\""))
            #expect(try await site.get(api).status == 401)
        }
    }

    @Test("The page that asks is as it was recorded", arguments: Language.allCases)
    func snapshot(language: Language) async throws {
        try await Self.with { site, path, receipt in
            try await site.hall.decide(Decision(to: .done, justification: "Tak."), about: receipt.number, in: site.town)
            let answer = try await site.get(path, [.acceptLanguage: language.rawValue])
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            try expectSnapshot(HTML(trusted: markup), named: "page-satisfaction-\(language.rawValue)")
        }
    }
}
