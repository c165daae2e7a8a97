import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Reports that are put aside, on both engines.
@Suite struct AsideStoreTests {
    private static func with(
        _ engine: Engine,
        _ changes: ProjectTown.Change?...,
        body: @Sendable (AsideDesk) async throws -> Void
    ) async throws {
        let changes = changes.compactMap(\.self)
        let town = try changes.first.map { try ProjectTown.named("suprasl", $0) }
        try await engine.withDatabase { try await body(AsideDesk($0, town)) }
    }

    private static let network = "203.0.113.7"

    // MARK: - What is put aside

    @Test(
        "A flood from one network loses nothing and leaves the queue of the office clean",
        .clause("suprasl/V.3"),
        arguments: Engine.available
    )
    func flood(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let before = try await desk.submit(from: "198.51.100.1").number
            let flood = try await withThrowingTaskGroup(of: ReportNumber.self) { group in
                for sender in 0..<200 {
                    group.addTask { try await desk.submit(from: "203.0.113.\(sender)").number }
                }
                return try await group.reduce(into: Set<ReportNumber>()) { $0.insert($1) }
            }
            #expect(flood.count == 200)
            let waiting = try await desk.hall.asides.waiting(limit: 500, within: .everything, in: desk.town.id)
            let aside = Set(waiting.map(\.report.number))
            #expect(aside.count == 180 && aside.isSubset(of: flood))
            #expect(try await desk.inbox() == flood.subtracting(aside).union([before]))
            #expect(try await desk.figures() == [.waiting: 180])
            #expect(try await desk.figures(.network) == [.waiting: 180])
            #expect(waiting.allSatisfy { $0.reasons.map(\.rule) == [.network] })
            // Another network is not held up, and tomorrow this one is not either.
            #expect(try await !desk.report(desk.submit(from: "198.51.100.1").number).isPutAside)
            desk.hall.clock.advance(.hours(24))
            #expect(try await !desk.report(desk.submit(from: Self.network).number).isPutAside)
        }
    }

    @Test("A window goes on over midnight, when a network gets another hash", arguments: Engine.available)
    func midnight(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            desk.hall.clock.advance(.hours(12))
            for _ in 0..<20 { try await desk.submit(from: Self.network) }
            let today = try await Self.networks(desk)
            desk.hall.clock.advance(.hours(12))
            let number = try await desk.submit(from: Self.network).number
            #expect(try await desk.rules(number) == [.network])
            #expect(try await Self.networks(desk).count == 2 && today.count == 1)
        }
    }

    /// What is kept of the networks.
    private static func networks(_ desk: AsideDesk) async throws -> Set<[UInt8]> {
        try await desk.hall.database.town(desk.town.id).read { transaction in
            Set(
                try transaction.query("SELECT network FROM abuse_traces WHERE municipality = {town}").map {
                    try $0.blob("network")
                }
            )
        }
    }

    @Test("One device, nearly equal texts and words of the list put a report aside", arguments: Engine.available)
    func otherRules(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            for _ in 0..<8 { try await desk.submit(device: "a") }
            #expect(try await desk.rules(desk.submit(device: "a").number) == [.device])
            #expect(try await desk.rules(desk.submit(device: "b").number) == [])
            let text =
                "Od trzech tygodni na rogu ulicy leży sterta gruzu po remoncie i nikt jej nie sprząta, mimo próśb."
            for _ in 0..<5 { #expect(try await desk.rules(desk.submit(text).number) == []) }
            #expect(try await desk.rules(desk.submit(text + " Pilne!").number) == [.alike])
            #expect(try await desk.rules(desk.submit("Najlepsze KASÝNO online").number) == [.words])
        }
    }

    @Test(
        "What the office writes down, and what a program sends from one place, is not held up by its number",
        arguments: Engine.available
    )
    func notHeldUp(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            var submission = Submission.sample(in: desk.town)
            submission.description = "Dzwoni pan w sprawie viagra"
            let register = desk.hall.registerReport
            let key = ClientKey(random: desk.hall.randomness)
            let called = try await register(
                submission,
                over: .phone,
                clientKey: key,
                by: .officer,
                in: desk.town,
                at: desk.hall.now
            )
            #expect(try await !desk.report(called.number).isPutAside)
            var short = submission
            short.description = "Dziura w drodze."
            for _ in 0..<30 {
                let sent = try await desk.hall.submit(short, origin: .api(ID("app")), in: desk.town)
                #expect(try await !desk.report(sent.number).isPutAside)
            }
            let spam = try await desk.hall.submit(submission, origin: .api(ID("app")), in: desk.town)
            #expect(try await desk.rules(spam.number) == [.words])
        }
    }

    @Test("Danger to life is never put aside", .clause("demo/§4.18"), arguments: Engine.available)
    func never(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let desk = try AsideDesk(database, ProjectTown.named("demo"))
            let words = "Woda w piwnicy, zarobek bez wychodzenia z domu"
            #expect(try await !desk.report(desk.submit(words, category: "flood-damage").number).isPutAside)
            #expect(try await desk.rules(desk.submit(words, category: "street-light").number) == [.words])
        }
    }

    @Test(
        "Who was refused twice for what was written waits, signed in or with a confirmed address",
        arguments: Engine.available
    )
    func refusals(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let ida = try await desk.hall.resident(in: desk.town)
            for _ in 0..<2 {
                let number = try await desk.submit(by: ida).number
                try await desk.hall.decide(
                    Decision(to: .rejected, justification: "Obelgi.", rejection: .offensive),
                    about: number,
                    in: desk.town
                )
            }
            #expect(try await desk.rules(desk.submit(by: ida).number) == [.refusals])
            #expect(try await desk.rules(desk.submit(email: ida.profile.email.text).number) == [])
            desk.hall.clock.advance(.days(91))
            let again = try await desk.hall.again(ida, in: desk.town)
            #expect(try await desk.rules(desk.submit(by: again).number) == [])
        }
    }
}
