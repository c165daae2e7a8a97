import CityDomain
import CityKit
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct CrossSiteTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let site: String?
        let origin: String?
        let isTaken: Bool

        init(_ site: String?, _ origin: String?, _ isTaken: Bool) {
            self.site = site
            self.origin = origin
            self.isTaken = isTaken
        }

        var testDescription: String { "\(site ?? "–"), \(origin ?? "–"): \(isTaken ? "taken" : "refused")" }
    }

    static let forms = [
        "/kielce/status", "/kielce/report/place", "/kielce/office/sign-in", "/kielce/office/sign-out",
        "/kielce/confirm/2026-1/\(String(repeating: "0", count: 52))", "/kielce/office/reports/2026-1",
    ]

    @Test(
        "A form counts only when a page of this site sent it",
        arguments: [
            Row("same-origin", nil, true), Row("none", nil, true), Row("same-site", nil, false),
            Row("cross-site", nil, false), Row("", nil, false), Row("SAME-ORIGIN", nil, false),
            Row("cross-site", "http://localhost", false), Row(nil, "http://localhost", true),
            Row(nil, "https://evil.example", false), Row(nil, "http://localhost.evil.example", false),
            Row(nil, "http://localhost:81", false), Row(nil, "null", false), Row(nil, "", false), Row(nil, nil, false),
        ],
        forms
    )
    func checking(row: Row, path: String) async throws {
        try await TestSite.with("kielce") { site in
            let officer = try await site.officer()
            _ = try await site.hall.submit(in: site.town)
            var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            headers[.secFetchSite] = row.site
            headers[.origin] = row.origin
            headers[.cookie] = "staff=\(officer.cookie("staff") ?? "")"
            let answer = try await site.request(.post, path, headers, body: [])
            #expect((answer.status != 403) == row.isTaken)
            if !row.isTaken {
                #expect(answer.page.text.contains(site.words()(RequestFailure.crossSite.text)))
                #expect(answer.cookies.isEmpty)
            }
        }
    }

    @Test("A decision that another site sends changes nothing")
    func forgedDecision() async throws {
        try await TestSite.with("kielce") { site in
            let number = try await site.hall.submit(in: site.town).number
            let officer = try await site.officer()
            let fields: KeyValuePairs = ["move": "rejected", "rejection": "unlawful", "seen": "1"]
            let path = "/kielce/office/reports/2026-1"
            let forged = try await officer.post(path, fields, [.secFetchSite: "cross-site"])
            #expect(forged.status == 403)
            #expect(try await site.hall.readReport.unseen(number, in: site.town).report.status == .new)
            #expect(try await officer.post(path, fields).status == 303)
        }
    }

    @Test(
        "A form comes as a form: other types, that a foreign page could send unasked, are refused",
        arguments: [
            ("text/plain", 415), ("multipart/form-data; boundary=x", 415), ("application/json", 415), (nil, 415),
            ("application/x-www-form-urlencodedx", 415), ("Application/X-WWW-Form-URLEncoded ; charset=UTF-8", 422),
        ] as [(String?, Int)]
    )
    func contentType(type: String?, status: Int) async throws {
        try await TestSite.with("kielce") { site in
            var headers: HTTPFields = [.secFetchSite: "same-origin"]
            headers[.contentType] = type
            let answer = try await site.request(.post, "/kielce/status", headers, body: Array("number=2026%2F1".utf8))
            #expect(answer.status == status)
            #expect(answer.headers[.accept] == (status == 415 ? "application/x-www-form-urlencoded" : nil))
        }
    }
}
