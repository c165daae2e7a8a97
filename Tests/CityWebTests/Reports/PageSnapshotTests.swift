import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

/// The main pages as they are, in the invented town: what changes in them is looked at before it is recorded anew.
@Suite struct PageSnapshotTests {
    /// A town with one report of each kind of course, and a draft on its way.
    private static func with(
        _ language: Language,
        _ body: @Sendable (TestSite, Browser, SubmitReport.Receipt) async throws -> Void
    ) async throws {
        try await TestSite.with("demo") { site in
            let (hall, town) = (site.hall, site.town)
            let receipt = try await hall.submit(.personal(in: town), language: language, in: town)
            let moved = try await hall.submit(in: town).number
            hall.clock.advance(.hours(26))
            try await hall.decide(Decision(to: .accepted), about: moved, in: town)
            try await hall.decide(
                Decision(to: .inProgress, justification: "Zamówiliśmy lampę."),
                about: moved,
                in: town
            )
            let browser = site.browser()
            _ = try await browser.get("/demo?lang=\(language.rawValue)")
            _ = try await browser.fillPlace()
            _ = try await browser.fillProblem()
            _ = try await browser.fillContact()
            try await body(site, browser, receipt)
        }
    }

    private static let pages = [
        "home": "/demo", "place": "/demo/report/place", "problem": "/demo/report/problem",
        "photos": "/demo/report/photos",
        "contact-step": "/demo/report/contact", "check": "/demo/report/check", "receipt": "/demo/z/SECRET/receipt",
        "status": "/demo/z/SECRET", "lookup": "/demo/status", "reports": "/demo/reports",
        "report": "/demo/reports/2026-2", "contact": "/demo/contact", "privacy": "/demo/privacy",
        "accessibility": "/demo/accessibility", "imprint": "/demo/imprint", "disruptions": "/demo/disruptions",
        "regulation": "/demo/regulation", "sign-in": "/demo/office/sign-in",
        "no-page": "/demo/nowhere", "towns": "/",
    ]

    @Test(
        "A page of the residents is as it was recorded",
        arguments: pages.keys.sorted().map { ($0, Language.polish) } + [
            ("receipt", .ukrainian), ("place", .ukrainian), ("status", .english), ("home", .english),
        ]
    )
    func resident(name: String, language: Language) async throws {
        try await Self.with(language) { site, browser, receipt in
            let secret = "\(receipt.number.path)/\(receipt.secret.grouped)"
            let path = try #require(Self.pages[name]).replacing("SECRET", with: secret)
            let answer = try await browser.get(path)
            try Self.expect(answer, "page-\(name)-\(language.rawValue)", without: secret)
        }
    }

    @Test(
        "The refusal of a report for registered residents is as it was recorded",
        .clause("demo/§5.7"),
        arguments: Language.allCases
    )
    func refused(language: Language) async throws {
        try await TestSite.with("demo") { site in
            var submission = Submission.sample(in: site.town)
            submission.category = "vehicle"
            let number = try await site.hall.submit(submission, in: site.town).number
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            let answer = try await site.get("/demo/reports/\(number.path)?lang=\(language.rawValue)")
            try Self.expect(answer, "page-registered-only-\(language.rawValue)")
        }
    }

    @Test("A page with mistakes is as it was recorded", arguments: ["place", "problem", "contact", "check"])
    func mistakes(step: String) async throws {
        try await Self.with(.polish) { site, browser, _ in
            let fields: KeyValuePairs = [
                "address": "", "category": "", "description": "", "email": "ida", "phone": "1",
            ]
            let answer = try await browser.post("/demo/report/\(step)", fields)
            try Self.expect(answer, "page-\(step)-mistakes-pl")
        }
    }

    @Test(
        "A page of the office is as it was recorded",
        arguments: [
            ("inbox", "", Language.polish), ("case-new", "/reports/2026-1", .polish),
            ("case-begun", "/reports/2026-2", .english),
        ]
    )
    func office(name: String, path: String, language: Language) async throws {
        try await Self.with(.polish) { site, _, _ in
            let officer = try await site.officer()
            let answer = try await officer.get("/demo/office\(path)", [.acceptLanguage: language.rawValue])
            try Self.expect(answer, "page-\(name)-\(language.rawValue)")
        }
    }

    /// The whole page, without what is another in every run.
    private static func expect(_ answer: Answer, _ name: String, without secret: String = "") throws {
        var markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
        if !secret.isEmpty { markup = markup.replacing(secret, with: "2026-1/SECRET") }
        try expectSnapshot(HTML(trusted: markup), named: name)
    }
}
