import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

/// The page of the audit log.
@Suite struct AuditLogPageTests {
    @Test("An auditor finds what was done to a report, by whom, and goes from there to the case")
    func finding() async throws {
        try await TestSite.with("kielce") { site in
            let number = try await site.hall.submit(in: site.town).number
            try await site.hall.decide(Decision(to: .accepted), about: number, in: site.town)
            try await site.hall.linkAudit()
            let browser = try await site.rightsOfficer()
            let page = try await browser.get("/kielce/office/audit?report=2026%2F1&group=reports").page
            #expect(page.heading == site.words()("audit.title"))
            #expect(page.text.contains(site.words()(AuditKind.reportDecided.text)))
            #expect(page.links.contains("/kielce/office/reports/2026-1"))
            #expect(page.value("report") == "2026/1")
            #expect(try await browser.get("/kielce/office").page.links.contains("/kielce/office/audit"))
        }
    }

    @Test(
        "A question that cannot be read is told at its field",
        arguments: [("report=x", "report"), ("from=x", "from"), ("to=31.12.2026", "to")]
    )
    func wrong(query: String, field: String) async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await site.rightsOfficer().get("/kielce/office/audit?\(query)")
            #expect(answer.status == 422)
            #expect(answer.page.fault(at: field) != nil)
        }
    }
}
