import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct HealthTests {
    @Test("The process says that it lives, and what it cannot do without")
    func readiness() async throws {
        struct Broken: Readiness {
            func failing() async -> [String] { ["database", "mail"] }
        }
        try await TestSite.with("kielce") { site in
            let facts = [try await site.get("/livez").facts, try await site.get("/readyz").facts]
            #expect(facts == Array(repeating: ["200", "text/plain; charset=utf-8", "ok\n"], count: 2))
        }
        try await TestSite.with("kielce", readiness: Broken()) { site in
            #expect(try await site.get("/livez").status == 200)
            let broken = try await site.get("/readyz")
            #expect(broken.facts == ["503", "text/plain; charset=utf-8", "database: failing\nmail: failing\n"])
        }
    }

    @Test(
        "When the database is away every door says to come back, in its own form",
        arguments: [
            ("/kielce/reports", "text/html; charset=utf-8"), ("/kielce/reports/2026-1", "text/html; charset=utf-8"),
            ("/kielce/z/2026-1/0000-0000-0000-0000-0000-0000-0000", "text/html; charset=utf-8"),
            ("/kielce/api/v1/reports/2026-1", "application/problem+json"),
            ("/kielce/open311/v2/requests/2026-1.xml", "text/xml; charset=utf-8"),
            ("/kielce/open311/v2/requests/2026-1.json", "application/json; charset=utf-8"),
        ]
    )
    func unavailable(path: String, type: String) async throws {
        try await TestSite.with("kielce") { site in
            await site.hall.database.close()
            let answer = try await site.get(path)
            #expect(answer.status == 503)
            #expect([answer.headers[.retryAfter], answer.headers[.contentType]] == ["5", type])
            let words = site.words()(Text("storage.unavailable"))
            #expect(site.log.lines.contains("error request failed error=StorageUnavailable kind=unavailable"))
            #expect(type.hasPrefix("text/html") ? answer.page.text.contains(words) : answer.body.contains(words))
        }
    }

    @Test("Nothing is lost silently: a form or a submission sent meanwhile is answered with 503")
    func unavailableWrites() async throws {
        try await TestSite.with("kielce") { site in
            let key = try await site.hall.apiKeys.create(
                name: "x",
                role: .reporter,
                by: .test,
                in: site.town.id,
                at: site.hall.now
            )
            await site.hall.database.close()
            let page = try await site.browser().fillPlace()
            let headers: HTTPFields = [.contentType: "application/json", .authorization: "Bearer \(key.text)"]
            let json = try await site.request(.post, "/kielce/api/v1/reports", headers, body: Array("{}".utf8))
            let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            let body = Array("api_key=\(key.text)".utf8)
            let xml = try await site.request(.post, "/kielce/open311/v2/requests.xml", form, body: body)
            for answer in [page, json, xml] {
                #expect(answer.status == 503)
                #expect(answer.headers[.retryAfter] == "5")
                #expect(answer.cookies.isEmpty)
            }
            #expect(json.body.contains("\"code\":\"unavailable\""))
        }
    }

    @Test("Pages that need no database stay open", arguments: ["", "/contact", "/privacy", "/regulation", "/api/v1"])
    func open(path: String) async throws {
        try await TestSite.with("kielce") { site in
            await site.hall.database.close()
            let answer = try await site.get("/kielce\(path)")
            #expect(answer.status == 200)
        }
    }
}
