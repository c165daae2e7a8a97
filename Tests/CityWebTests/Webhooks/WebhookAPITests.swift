import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Foundation
import Testing

@testable import CityWeb

@Suite struct WebhookAPITests {
    private static let body = #"{"url": "https://receiver.example/hook", "topics": ["report.received"]}"#

    /// Makes a webhook and gives its id.
    private static func make(_ program: Program, _ body: String = body) async throws -> String {
        let answer = try await program.call("createWebhook", body: body)
        #expect(answer.status == 201)
        return try #require(answer.body.firstMatch(of: /"id":"([^"]+)"/).map { String($0.1) })
    }

    /// A delivery of a new report to the webhook, failed.
    private static func fail(_ site: TestSite) async throws {
        let hall = site.hall
        _ = try await hall.submit(in: site.town)
        try await hall.handleEvents()
        let reason = DeliveryReason("answered 410", status: 410)
        let sending = SendDeliveries(
            store: hall.deliveries,
            letters: hall.webhookLetters,
            channel: FakeWebhookChannel(.permanent(reason, .message)),
            kind: .webhook,
            clock: hall.clock,
            randomness: hall.randomness,
            wait: { _ in try await Task.sleep(for: .hours(1)) }
        )
        #expect(try await sending(limit: 1) == 1)
    }

    @Test("A webhook is made, shown, changed and taken away, and its secret is told once")
    func life() async throws {
        try await TestSite.with("kielce") { site in
            let program = try await Program(.administrator, site)
            let made = try await program.call("createWebhook", body: Self.body)
            #expect(made.status == 201)
            #expect(made.body.contains(#""secret":"whsec_"#))
            let id = try #require(made.body.firstMatch(of: /"id":"([^"]+)"/).map { String($0.1) })
            let list = try await program.call("listWebhooks")
            #expect(list.body.contains(#""topics":["report.received"]"#) && list.body.contains(#""state":"on""#))
            #expect(!list.body.contains("secret"))
            let change = #"{"topics": ["report.moved", "report.takenDown"], "state": "off"}"#
            let changed = try await program.call("updateWebhook", ["webhook": id], body: change)
            #expect(changed.status == 200)
            #expect(changed.body.contains(#""topics":["report.moved","report.takenDown"]"#))
            #expect(changed.body.contains(#""state":"off""#))
            #expect(try await program.call("deleteWebhook", ["webhook": id]).status == 204)
            #expect(try await program.call("deleteWebhook", ["webhook": id]).status == 404)
            #expect(try await program.call("listWebhooks").body == #"{"webhooks":[]}"#)
        }
    }

    private static let topic = #""report.moved""#

    @Test(
        "What is no webhook is refused with the field that is wrong",
        arguments: [
            (#"{"url": "http://receiver.example/", "topics": ["report.moved"]}"#, ["url"]),
            (#"{"url": "receiver", "topics": ["report.moved"]}"#, ["url"]),
            (#"{"url": "https://receiver.example/", "topics": []}"#, ["topics"]),
            (
                #"{"url": "https://receiver.example/", "topics": [\#(repeatElement(topic, count: 6).joined(separator: ","))]}"#,
                ["topics"]
            ),
            (#"{"url": "https://receiver.example/", "topics": ["report.eaten"]}"#, ["topics"]),
            (#"{"url": "https://receiver.example/", "topics": ["report.moved"], "secret": "x"}"#, ["secret"]),
        ]
    )
    func refused(body: String, fields: [String]) async throws {
        try await TestSite.with("kielce") { site in
            let answer = try await Program(.administrator, site).call("createWebhook", body: body)
            #expect(answer.status == 422)
            #expect(answer.body.matches(of: /"field":"(\w+)"/).map { String($0.1) } == fields)
        }
    }

    @Test("The 51st webhook of a town is refused")
    func most() async throws {
        try await TestSite.with("kielce") { site in
            let program = try await Program(.administrator, site)
            for _ in 0..<Webhook.most { _ = try await Self.make(program) }
            #expect(try await program.call("createWebhook", body: Self.body).status == 409)
        }
    }

    @Test("The log shows each delivery with its attempts, and what failed is tried again")
    func log() async throws {
        try await TestSite.with("kielce") { site in
            let program = try await Program(.administrator, site)
            let webhook = try await Self.make(program)
            try await Self.fail(site)
            let log = try await program.call("listWebhookDeliveries", ["webhook": webhook], query: "?state=failed")
            #expect(log.status == 200)
            let delivery = try #require(log.body.firstMatch(of: /"id":"([^"]+)"/).map { String($0.1) })
            for part in [
                #""topic":"report.received""#, #""report":"2026/1""#, #""version":1"#, #""outcome":"failed""#,
                #""status":410"#, #""reason":"answered 410""#,
            ] {
                #expect(log.body.replacing(#"\/"#, with: "/").contains(part), "\(part)")
            }
            let values = ["webhook": webhook, "delivery": delivery]
            #expect(try await program.call("retryWebhookDelivery", values).body == #"{"retried":1}"#)
            #expect(try await program.call("retryWebhookDelivery", values).status == 404)
            #expect(try await program.call("retryWebhook", ["webhook": webhook]).body == #"{"retried":0}"#)
            let other = try await Self.make(program)
            #expect(
                try await program.call("listWebhookDeliveries", ["webhook": other]).body == #"{"deliveries":[]}"#
            )
            #expect(
                try await program.call("listWebhookDeliveries", ["webhook": webhook], query: "?state=lost").status
                    == 422
            )
        }
    }

    @Test("The log has pages")
    func paging() async throws {
        try await TestSite.with("kielce") { site in
            let program = try await Program(.administrator, site)
            let webhook = try await Self.make(program)
            for _ in 0..<3 { _ = try await site.hall.submit(in: site.town) }
            try await site.hall.handleEvents()
            var reports: [String] = []
            var query = "?limit=2"
            while true {
                let page = try await program.call("listWebhookDeliveries", ["webhook": webhook], query: query)
                reports += page.body.matches(of: /2026\\?\/(\d+)/).map { String($0.1) }
                guard let next = page.body.firstMatch(of: /"next":"([^"]+)"/) else { break }
                query = "?limit=2&after=\(next.1)"
            }
            #expect(reports.sorted() == ["1", "2", "3"])
        }
    }

    @Test("A ping tells at once whether anybody listens")
    func ping() async throws {
        try await TestSite.with("kielce") { site in
            let program = try await Program(.administrator, site)
            let webhook = try await Self.make(program)
            let answer = try await program.call("testWebhook", ["webhook": webhook])
            #expect(answer.body == #"{"arrived":true,"status":204}"#)
            #expect(try await program.call("testWebhook", ["webhook": "x"]).status == 404)
        }
    }

    @Test("The webhooks of one town are nothing in another")
    func separation() async throws {
        try await TestSite.with("kielce", "suprasl") { site in
            let webhook = try await Self.make(Program(.administrator, site))
            let other = site.hall.towns[1].id
            #expect(try await site.hall.webhooks.webhook(ID(webhook), in: other) == nil)
            #expect(
                try await site.hall.webhooks.remove(
                    ID(webhook),
                    noting: .sample(in: other),
                    at: site.hall.now,
                    in: other
                ) == false
            )
        }
    }
}
