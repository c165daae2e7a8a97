import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Foundation
import HTTPTypes
import Testing

@testable import CityWeb

@Suite struct IdempotencyTests {
    @Test("Every POST takes a name, and nothing else does", arguments: APIRoutes.operations.map(\.id))
    func described(id: String) throws {
        let operation = try #require(APIRoutes.operations.first { $0.id == id })
        let isNamed = operation.parameters.contains { $0.name == "Idempotency-Key" }
        #expect(isNamed == (operation.method == .post))
    }

    /// An act that is done again and again when nothing prevents it: its line in the history may stand there twice.
    struct Act: Sendable, CustomTestStringConvertible {
        let operation: String
        let body: String
        let other: String
        /// What the office does before.
        var before: [String] = []

        var testDescription: String { operation }
    }

    static let acts = [
        Act(operation: "handOverReport", body: #"{"unit": "lighting"}"#, other: #"{"unit": "greenery"}"#),
        Act(operation: "askReporter", body: #"{"question": "Gdzie?"}"#, other: #"{"question": "Kiedy?"}"#),
        Act(
            operation: "noteReply",
            body: #"{"reply": "Tu."}"#,
            other: #"{"reply": "Tam."}"#,
            before: ["askReporter", #"{"question": "Gdzie?"}"#]
        ),
        Act(
            operation: "decideReport",
            body: #"{"status": "accepted", "publicText": "Dziura."}"#,
            other: #"{"status": "accepted", "publicText": "Dół."}"#
        ),
        Act(
            operation: "correctReport",
            body: #"{"reason": "Pomyłka."}"#,
            other: #"{"reason": "Inna."}"#,
            before: ["decideReport", #"{"status": "accepted", "publicText": "Dziura."}"#]
        ),
        Act(
            operation: "publishReport",
            body: #"{"publicText": "Dziura w jezdni."}"#,
            other: #"{"publicText": "Dół."}"#,
            before: ["decideReport", #"{"status": "accepted", "publicText": "Dziura."}"#]
        ),
        Act(
            operation: "takeDownReport",
            body: #"{"reason": "Nazwisko."}"#,
            other: #"{"reason": "Adres."}"#,
            before: ["decideReport", #"{"status": "accepted", "publicText": "Dziura."}"#]
        ),
        Act(
            operation: "placeReport",
            body: #"{"latitude": 50.85, "longitude": 20.6}"#,
            other: #"{"latitude": 50.86, "longitude": 20.6}"#
        ),
    ]

    private static let values = ["number": "2026-1"]

    private static func lines(_ site: TestSite) async throws -> Int {
        try await site.hall.readReport.unseen(ReportNumber(year: 2026, sequence: 1), in: site.town).report.history.count
    }

    /// A report on which the act can be done.
    private static func prepared(_ act: Act, _ body: @Sendable (TestSite, Program) async throws -> Void) async throws {
        try await TestSite.with("kielce") { site in
            _ = try await site.hall.submit(.personal(in: site.town), in: site.town)
            let program = try await Program(.operator, site)
            if let id = act.before.first, let words = act.before.last {
                #expect(try await program.call(id, values, body: words).status == 200)
            }
            try await body(site, program)
        }
    }

    @Test("An act of the office that comes again is done once and answered the same", arguments: acts)
    func office(act: Act) async throws {
        try await Self.prepared(act) { site, program in
            let before = try await Self.lines(site)
            let first = try await program.call(act.operation, Self.values, [.idempotencyKey: "k"], body: act.body)
            let after = try await Self.lines(site)
            #expect(first.status == 200)
            #expect(after > before)
            // What happens meanwhile does not change the answer.
            let elsewhere = #"{"latitude": 50.87, "longitude": 20.63}"#
            #expect(try await program.call("placeReport", Self.values, body: elsewhere).status == 200)
            let again = try await program.call(act.operation, Self.values, [.idempotencyKey: "k"], body: act.body)
            #expect(again.facts == first.facts)
            let other = try await program.call(act.operation, Self.values, [.idempotencyKey: "k"], body: act.other)
            #expect(other.status == 422)
            #expect(other.body.contains(#""field":"Idempotency-Key""#))
            #expect(try await Self.lines(site) == after + 1)
        }
    }

    /// Forgets that requests were answered, as if the process had died in between.
    private static func loseAnswers(_ site: TestSite) async throws {
        try await site.hall.loseAnswers(in: site.town)
        site.hall.clock.advance(.minutes(2))
    }

    @Test("An act whose answer was lost in a crash is not done twice, and answered with the report", arguments: acts)
    func crash(act: Act) async throws {
        try await Self.prepared(act) { site, program in
            let first = try await program.call(act.operation, Self.values, [.idempotencyKey: "k"], body: act.body)
            let after = try await Self.lines(site)
            try await Self.loseAnswers(site)
            for _ in 0..<2 {
                let again = try await program.call(act.operation, Self.values, [.idempotencyKey: "k"], body: act.body)
                #expect(again.facts == first.facts)
            }
            #expect(try await Self.lines(site) == after)
        }
    }

    @Test("An act that comes again stands in the audit log once; a look after a crash is one more", arguments: acts)
    func audited(act: Act) async throws {
        try await Self.prepared(act) { site, program in
            func noted() async throws -> [String] {
                try await site.hall.auditStore.queue(limit: 100).waiting.map(\.kind).sorted()
            }
            func call() async throws -> Answer {
                try await program.call(act.operation, Self.values, [.idempotencyKey: "k"], body: act.body)
            }
            let before = try await noted()
            #expect(try await call().status == 200)
            let after = try await noted()
            #expect(after.count == before.count + 2)
            #expect(try await call().status == 200)
            #expect(try await noted() == after)
            try await Self.loseAnswers(site)
            #expect(try await call().status == 200)
            #expect(try await noted() == (after + ["report.viewed"]).sorted())
        }
    }

    @Test("An act that had no effect before the crash is done by the repetition", arguments: acts)
    func crashBefore(act: Act) async throws {
        try await Self.prepared(act) { site, program in
            let before = try await Self.lines(site)
            let refused = try await program.call(
                act.operation,
                Self.values,
                [.idempotencyKey: "k", .ifMatch: "\"99\""],
                body: act.body
            )
            #expect(refused.status == 412)
            try await Self.loseAnswers(site)
            let again = try await program.call(act.operation, Self.values, [.idempotencyKey: "k"], body: act.body)
            #expect(again.status == 200)
            #expect(try await Self.lines(site) > before)
        }
    }

    @Test("A refusal is an answer too: the same comes again, whatever has changed")
    func refusal() async throws {
        try await Self.prepared(Self.acts[0]) { site, program in
            let headers: HTTPFields = [.idempotencyKey: "k", .ifMatch: "\"7\""]
            let body = Self.acts[0].body
            let first = try await program.call("handOverReport", Self.values, headers, body: body)
            #expect(first.status == 412)
            let again = try await program.call("handOverReport", Self.values, [.idempotencyKey: "k"], body: body)
            #expect(again.facts == first.facts)
        }
    }

    @Test("A name belongs to one key: another key’s request of the same name is done")
    func callers() async throws {
        try await Self.prepared(Self.acts[1]) { site, program in
            let other = try await Program(.operator, site)
            let body = #"{"latitude": 50.85, "longitude": 20.6}"#
            for program in [program, other, program] {
                _ = try await program.call("placeReport", Self.values, [.idempotencyKey: "k"], body: body)
            }
            #expect(try await Self.lines(site) == 3)
        }
    }

    @Test("While the first request is being answered the next one is 409")
    func underWay() async throws {
        try await Self.prepared(Self.acts[0]) { site, program in
            let key = try #require(try await site.hall.apiKeys.all(in: site.town.id).first)
            let body = Self.acts[0].body
            let path = "/kielce/api/v1/reports/2026-1/handover"
            let named = NamedRequest(
                try IdempotencyKey(header: "k"),
                by: .program(key.id),
                parts: ["POST", path, body]
            )
            _ = try await site.hall.answerRequest(named, in: site.town.id, at: site.hall.now) { _ in
                let answer = try await program.call("handOverReport", Self.values, [.idempotencyKey: "k"], body: body)
                #expect([answer["code"], "\(answer.status)"] == ["conflict", "409"])
                return RequestAnswer(status: 200, headers: [], body: "")
            }
            #expect(try await Self.lines(site) == 1)
        }
    }

    @Test("Of many equal acts at once one is done")
    func race() async throws {
        try await Self.prepared(Self.acts[7]) { site, program in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await program.call(
                            "placeReport",
                            Self.values,
                            [.idempotencyKey: "k"],
                            body: Self.acts[7].body
                        ).status
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(statuses.contains(200))
            #expect(statuses.isSubset(of: [200, 409]))
            #expect(try await Self.lines(site) == 2)
        }
    }

    @Test("A reporter’s reply goes in once, and the names of two reporters do not meet")
    func reporter() async throws {
        try await TestSite.with("kielce") { site in
            let office = try await Program(.operator, site)
            for place in 1...2 {
                var program = try await Program(nil, site)
                program.secret = try await site.hall.submit(in: site.town).secret.grouped
                let values = ["number": "2026-\(place)"]
                _ = try await office.call("askReporter", values, body: #"{"question": "Gdzie?"}"#)
                let body = #"{"answer": "Tu."}"#
                let first = try await program.call("replyToOffice", values, [.idempotencyKey: "k"], body: body)
                #expect(first.status == 200)
                let again = try await program.call("replyToOffice", values, [.idempotencyKey: "k"], body: body)
                #expect(again.facts == first.facts)
                try await Self.loseAnswers(site)
                // The reply itself bars another one.
                let later = try await program.call("replyToOffice", values, [.idempotencyKey: "k"], body: body)
                #expect(later.status == 409)
            }
        }
    }

    @Test("A webhook is made once, also when its answer was lost in a crash; the secret is the same")
    func webhook() async throws {
        try await TestSite.with("kielce") { site in
            let program = try await Program(.administrator, site)
            let body = #"{"url": "https://receiver.example/hook", "topics": ["report.moved"]}"#
            let first = try await program.call("createWebhook", [:], [.idempotencyKey: "k"], body: body)
            let again = try await program.call("createWebhook", [:], [.idempotencyKey: "k"], body: body)
            try await Self.loseAnswers(site)
            let later = try await program.call("createWebhook", [:], [.idempotencyKey: "k"], body: body)
            #expect(first["secret"].hasPrefix("whsec_"))
            #expect([again.facts, later.facts] == [first.facts, first.facts])
            #expect(try await site.hall.manageWebhooks().all(in: site.town.id).count == 1)
        }
    }

    @Test("A photo is taken once; another file under its name is refused")
    func photo() async throws {
        try await TestSite.with("kielce") { site in
            let token = try await site.hall.apiKeys.create(
                name: "x",
                role: .reporter,
                by: .test,
                in: site.town.id,
                at: site.hall.now
            ).text
            func send(_ file: [UInt8]) async throws -> Answer {
                let headers: HTTPFields = [.authorization: "Bearer \(token)", .idempotencyKey: "k"]
                return try await site.request(.post, "/kielce/api/v1/photos?acceptedTerms=2025-01", headers, body: file)
            }
            let first = try await send(SamplePhoto.jpeg)
            #expect(first.status == 201)
            #expect(try await send(SamplePhoto.jpeg).facts == first.facts)
            var other = SamplePhoto.jpeg
            other[other.count - 1] ^= 1
            #expect(try await send(other).status == 422)
        }
    }

    @Test("A name that is none is told so, and nothing is done")
    func malformed() async throws {
        try await Self.prepared(Self.acts[0]) { site, program in
            let answer = try await program.call(
                "handOverReport",
                Self.values,
                [.idempotencyKey: "a b"],
                body: Self.acts[0].body
            )
            #expect([answer["code"], "\(answer.status)"] == ["invalid", "422"])
            #expect(try await Self.lines(site) == 1)
        }
    }

    @Test("How a file is cut into pieces does not change its tag")
    func pieces() {
        let bytes = (0..<100).map { UInt8($0) }
        for size in [1, 3, 7, 8, 9, 50] {
            var tag = ContentTag([])
            for start in stride(from: 0, to: bytes.count, by: size) {
                tag.add(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            #expect(tag.description == ContentTag(bytes).description)
        }
    }
}
