import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct QueuePageTests {
    /// An administrator who is signed in.
    private static func administrator(_ site: TestSite) async throws -> Browser {
        _ = try await site.hall.createStaff(
            name: PersonName(typed: "Adela Próbna"),
            login: EmailAddress(typed: "adela@urzad.example"),
            password: Password(typed: TestSite.officerPassword),
            roles: [.administrator, .operator],
            by: .test,
            in: site.town.id,
            at: site.hall.now
        )
        let browser = site.browser()
        _ = try await browser.signIn(at: site.town, login: "adela@urzad.example")
        return browser
    }

    /// Two letters that failed, one that waits and a webhook with a delivery that waits for its next attempt.
    private static func fill(_ site: TestSite) async throws {
        let (hall, town) = (site.hall, site.town)
        _ = try await hall.manageWebhooks()
            .create(
                url: "https://receiver.example/secret-path",
                topics: [.received],
                by: .program,
                in: town.id,
                at: hall.now
            )
        for _ in 0..<2 { _ = try await hall.submit(.personal(in: town), in: town) }
        try await hall.handleEvents()
        let refusal = Outcome.permanent(DeliveryReason("550 5.1.1 (RCPT TO): no such user", status: 550), .address)
        let letters = SendDeliveries(
            store: hall.deliveries,
            letters: try hall.letters(),
            channel: FakeChannel(refusal, refusal),
            kind: .email,
            clock: hall.clock,
            randomness: hall.randomness,
            wait: { _ in try await Task.sleep(for: .hours(1)) }
        )
        #expect(try await letters(limit: 9) == 2)
        let answer = Outcome.transient(DeliveryReason("answered 500", status: 500))
        let calls = SendDeliveries(
            store: hall.deliveries,
            letters: hall.webhookLetters,
            channel: FakeWebhookChannel(answer, answer),
            kind: .webhook,
            clock: hall.clock,
            randomness: hall.randomness,
            wait: { _ in try await Task.sleep(for: .hours(1)) }
        )
        #expect(try await calls(limit: 9) == 2)
    }

    @Test("The page shows what waits and what failed, with the reason, and nobody's name or address")
    func showing() async throws {
        try await TestSite.with("demo") { site in
            try await Self.fill(site)
            let page = try await Self.administrator(site).get("/demo/office/queue").page
            for words in ["550 5.1.1 (RCPT TO): no such user", "2026/1", "2026/2", "receiver.example"] {
                #expect(page.text.contains(words), "\(words)")
            }
            for word in ["Wymyślona", "poczta.example", "600 123", "secret-path"] {
                #expect(!page.text.contains(word), "\(word)")
            }
        }
    }

    @Test("The page is as it was recorded", arguments: Language.allCases)
    func recorded(language: Language) async throws {
        try await TestSite.with("demo") { site in
            try await Self.fill(site)
            let answer = try await Self.administrator(site).get("/demo/office/queue?lang=\(language.rawValue)")
            let markup = answer.body.replacing(answer.headers[.requestID] ?? "none", with: "REQUEST")
            try expectSnapshot(HTML(trusted: markup), named: "page-queue-\(language.rawValue)")
        }
    }

    @Test("An empty queue says so")
    func empty() async throws {
        try await TestSite.with("demo") { site in
            let page = try await Self.administrator(site).get("/demo/office/queue").page
            #expect(page.text.contains(site.words()("queue.dead.none")))
            #expect(page.text.contains(site.words()("queue.counts.none")))
        }
    }

    @Test(
        "Each button does what it says, for one or for all",
        arguments: [
            ("retry", false, 1, 0), ("retry", true, 2, 0), ("give-up", false, 0, 1), ("give-up", true, 0, 2),
        ]
    )
    func acting(button: String, isForAll: Bool, queued: Int, cancelled: Int) async throws {
        try await TestSite.with("demo") { site in
            try await Self.fill(site)
            let browser = try await Self.administrator(site)
            let queue = site.hall.deliveryQueue
            let dead = try await queue.dead(after: nil, limit: 9, in: site.town.id).elements
            let value = isForAll ? QueuePage.all : dead[0].id.rawValue
            let before = try await site.hall.deliveries.count(.queued)
            let answer = try await browser.post("/demo/office/queue/\(button)", ["delivery": value])
            #expect(answer.status == 303)
            #expect(answer.location == "/demo/office/queue")
            #expect(try await site.hall.deliveries.count(.queued) - before == queued)
            #expect(try await site.hall.deliveries.count(.cancelled) == cancelled)
            #expect(
                try await queue.dead(after: nil, limit: 9, in: site.town.id).elements.count == 2 - queued - cancelled
            )
        }
    }

    @Test("An operator finds no way to the queue, and the page is closed to them")
    func operators() async throws {
        try await TestSite.with("demo") { site in
            let officer = try await site.officer()
            #expect(try await !officer.get("/demo/office").page.links.contains("/demo/office/queue"))
            #expect(try await officer.get("/demo/office/queue").status == 403)
            for button in ["retry", "give-up"] {
                let answer = try await officer.post("/demo/office/queue/\(button)", ["delivery": QueuePage.all])
                #expect(answer.status == 403)
            }
            let administrator = try await Self.administrator(site)
            #expect(try await administrator.get("/demo/office").page.links.contains("/demo/office/queue"))
            #expect(try await site.get("/demo/office/queue").status == 303)
        }
    }

    @Test("A form of another site moves nothing")
    func crossSite() async throws {
        try await TestSite.with("demo") { site in
            try await Self.fill(site)
            let browser = try await Self.administrator(site)
            let fields: KeyValuePairs = ["delivery": QueuePage.all]
            let answer = try await browser.post("/demo/office/queue/give-up", fields, [.secFetchSite: "cross-site"])
            #expect(answer.status == 403)
            #expect(try await site.hall.deliveries.count(.failed) == 2)
        }
    }

    @Test("A page of the queue that no page leads to is told so")
    func unknownPage() async throws {
        try await TestSite.with("kielce") { site in
            let browser = try await Self.administrator(site)
            #expect(try await browser.get("/kielce/office/queue?after=rubbish").status == 400)
        }
    }
}
