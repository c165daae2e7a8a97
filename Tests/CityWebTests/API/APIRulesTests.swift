import CityDomain
import CityKit
import CityTestSupport
import Foundation
import HTTPTypes
import Testing

@testable import CityWeb

/// What all operations have in common: keys and scopes, limits, tags.
@Suite struct APIRulesTests {
    @Test("A key opens what its role may, and nothing else", arguments: APIRole.allCases)
    func scopes(role: APIRole) async throws {
        try await TestSite.with("kielce") { site in
            let program = try await Program(role, site)
            for operation in APIRoutes.operations {
                guard case .key(let scope) = operation.access else { continue }
                let answer = try await program.call(
                    operation.id,
                    ["number": "2026-1", "photo": "x", "webhook": "x", "delivery": "x"],
                    body: "{}"
                )
                let mayNot = answer.status == 403 && answer["detail"].contains(scope.rawValue)
                #expect(mayNot == !role.scopes.contains(scope), "\(operation.id)")
            }
        }
    }

    @Test("A wrong key is told so everywhere, even where none is needed")
    func wrongKey() async throws {
        try await TestSite.with("kielce") { site in
            for path in ["", "/reports", "/office/counts"] {
                let answer = try await site.get("/kielce/api/v1\(path)", [.authorization: "Bearer nonsense"])
                #expect(answer.status == 401)
            }
        }
    }

    @Test("Each answer tells what is left of the limit, and a used up one says when to come back")
    func limits() async throws {
        try await TestSite.with("kielce") { site in
            let program = try await Program(.reporter, site, limit: RequestLimit(perMinute: 2))
            var told: [String?] = []
            var answer = try await program.call("getTown")
            for _ in 0..<3 {
                told.append(answer.headers[.rateLimit])
                answer = try await program.call("getTown")
            }
            #expect(told == ["\"minute\";r=1;t=30", "\"minute\";r=0;t=60", "\"minute\";r=0;t=30"])
            #expect(answer.headers[.rateLimitPolicy] == "\"minute\";q=2;w=60")
            #expect([answer.status, Int(answer.headers[.retryAfter] ?? "")] == [429, 30])
            // Others have limits of their own.
            #expect(try await Program(.reporter, site).call("getTown").status == 200)
            #expect(try await Program(nil, site).call("getTown").headers[.rateLimit] == "\"minute\";r=599;t=1")
            site.hall.clock.advance(.seconds(30))
            #expect(try await program.call("getTown").status == 200)
        }
    }

    @Test("Who tries many keys uses up the limit of its network")
    func guessing() async throws {
        try await TestSite.with("kielce") { site in
            let wrong = try await site.get("/kielce/api/v1/office/counts", [.authorization: "Bearer nonsense"])
            #expect(wrong.headers[.rateLimit] == "\"minute\";r=599;t=1")
        }
    }

    @Test("A key without a limit is told of none")
    func noLimit() async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await Program(.reporter, site, limit: .none).call("getTown")
            #expect(answer.headers[.rateLimit] == nil)
        }
    }

    @Test(
        "A page that no page leads to is told so, by name and not with the first page",
        arguments: [
            ("listReports", "after=rubbish"), ("listReports", "after=1_2_3"), ("listReports", "near=50,20&after=1_2"),
            ("listReports", "after=n1_2"), ("listReports", "q=a&after=n1_2"), ("listInbox", "after=1_2"),
            ("listInbox", "after=x_2_3"),
            ("listWebhookDeliveries", "after=1_2"), ("listWebhookDeliveries", "after=x.2"),
        ]
    )
    func unknownPage(id: String, query: String) async throws {
        try await TestSite.with("kielce") { site in
            let program = try await Program(.administrator, site)
            let body = #"{"url": "https://receiver.example/", "topics": ["report.moved"]}"#
            let webhook = try await program.call("createWebhook", body: body)["id"]
            let answer = try await program.call(id, ["webhook": webhook], query: "?\(query)")
            #expect([answer["code"], "\(answer.status)"] == ["invalid", "400"])
            #expect(answer["detail"] == site.words()("list.failure.unknownPlace"))
        }
    }

    @Test("So do the pages of lists", arguments: ["reports", "office"])
    func unknownPageOfSite(path: String) async throws {
        try await TestSite.with("kielce") { site in
            let browser = try await site.officer()
            let answer = try await browser.get("/kielce/\(path)?after=rubbish")
            #expect(answer.status == 400)
            #expect(answer.body.contains(site.words()("list.failure.unknownPlace")))
        }
    }

    @Test("What the client has already is not sent again")
    func tags() async throws {
        try await TestSite.with("kielce") { site in
            let program = try await Program(.operator, site)
            _ = try await site.hall.submit(in: site.town)
            for (id, values) in [("getTown", [:]), ("getReport", ["number": "2026-1"]), ("listInbox", [:])] {
                let first = try await program.call(id, values)
                let tag = try #require(first.headers[.eTag])
                let rows = [
                    (tag, 304), ("W/\(tag)", 304), ("\"x\", \(tag)", 304), ("*", 304), ("\"x\"", 200), ("", 200),
                ]
                for (typed, status) in rows {
                    let again = try await program.call(id, values, [.ifNoneMatch: typed])
                    #expect(again.status == status, "\(id) \(typed)")
                    #expect(again.headers[.eTag] == tag)
                    #expect(again.body.isEmpty == (status == 304))
                }
            }
        }
    }

    @Test("An act on a report that has changed since it was read is refused; without a tag it is done")
    func preconditions() async throws {
        try await TestSite.with("kielce") { site in
            let program = try await Program(.operator, site)
            _ = try await site.hall.submit(in: site.town)
            let tag = try #require(try await program.call("getReport", ["number": "2026-1"]).headers[.eTag])
            let question = #"{"question": "Która latarnia?"}"#
            let accept = #"{"status": "accepted", "publicText": "Nie świeci latarnia."}"#
            func act(_ id: String, _ typed: String?, _ body: String) async throws -> Int {
                let headers: HTTPFields = typed.map { [.ifMatch: $0] } ?? [:]
                return try await program.call(id, ["number": "2026-1"], headers, body: body).status
            }
            #expect(try await act("decideReport", "\"7\"", accept) == 412)
            #expect(try await act("decideReport", "\"other\"", accept) == 412)
            #expect(try await act("decideReport", tag, accept) == 200)
            #expect(try await act("askReporter", tag, question) == 412)
            #expect(try await act("askReporter", "\"3\"", question) == 200)
            #expect(try await act("noteReply", nil, #"{"reply": "Trzecia."}"#) == 200)
            #expect(try await act("placeReport", "*", #"{"latitude": 50.85, "longitude": 20.6}"#) == 200)
        }
    }
}
