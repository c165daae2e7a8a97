import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// Rules of routing on the reports of the last thirty days.
@Suite struct TryRoutingTests {
    private static func with(_ engine: Engine, _ body: @Sendable (TestTownHall, Municipality) async throws -> Void)
        async throws
    {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            try await body(try TestTownHall(database, town), town)
        }
    }

    private static func submit(_ category: String, longitude: Double? = nil, _ hall: TestTownHall, _ town: Municipality)
        async throws -> ReportNumber
    {
        var submission = Submission.sample(in: town)
        submission.category = category
        submission.answers = [:]
        for field in town.category(ID(category))?.fields ?? [] where field.isRequired {
            submission.answers[field.id.rawValue] = [field.options?.first?.id ?? "1"]
        }
        if let longitude { (submission.latitude, submission.longitude) = ("52.1", "\(longitude)") }
        return try await hall.submit(submission, in: town).number
    }

    private static let dispatcher = Caller(ID("dispatcher"), StaffRights([StaffGrant(.dispatcher)]), request: "test")

    @Test("A trial says what goes elsewhere, and whether that is where it is now", arguments: Engine.available)
    func trial(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let old = try await Self.submit("street-light", hall, town)
            hall.clock.advance(.days(31))
            let dark = try await Self.submit("street-light", hall, town)
            let beyond = try await Self.submit("street-light", longitude: 19.35, hall, town)
            let bin = try await Self.submit("bin", hall, town)
            try await hall.work(dark, in: town) { try await $0.handOver($1, to: ID("order"), note: "") }
            var typed = RoutingDraft.Typed()
            (typed.unit, typed.categories) = ("order", ["street-light"])
            let draft = try RoutingDraft(typed, in: town)
            let trial = try await hall.tryRouting(draft, by: Self.dispatcher, in: town, at: hall.now)
            #expect(trial.count == 3)
            #expect(trial.taken == [RoutingDraft.newRule: 2])
            #expect(trial.moves.map(\.number) == [beyond, dark])
            #expect(trial.moves.map(\.before.rawValue) == ["roads", "lighting"])
            #expect(trial.moves.map(\.after.rawValue) == ["order", "order"])
            #expect(trial.moves.map(\.district?.rawValue) == ["zarzecze", nil])
            #expect([trial.moveCount, trial.spared, trial.misled] == [2, 1, 1])
            let share = try #require(trial.units[ID("order")])
            #expect([share.before, share.after] == [0, 2])
            #expect(!trial.moves.map(\.number).contains(old) && !trial.moves.map(\.number).contains(bin))
            let same = try await hall.tryRouting(
                RoutingDraft(of: town),
                by: Self.dispatcher,
                in: town,
                at: hall.now
            )
            #expect(same.moveCount == 0)
            #expect(same.taken == [ID("lights-of-zarzecze"): 1])
        }
    }

    @Test("Reports are read in slices, the newest first, and none twice", arguments: Engine.available)
    func slices(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            for _ in 1...5 { _ = try await Self.submit("bin", hall, town) }
            let store = SQLRoutingStore(database: hall.database)
            var seen: [Int] = []
            var last: ReportNumber?
            while true {
                let slice = try await store.received(since: hall.now, before: last, limit: 2, in: town.id)
                guard let end = slice.last else { break }
                seen += slice.map(\.number.sequence)
                last = end.number
            }
            #expect(seen == [5, 4, 3, 2, 1])
            #expect(try await store.received(since: hall.now + .seconds(1), before: nil, limit: 9, in: town.id).isEmpty)
        }
    }

    @Test("Who has no right to it tries nothing")
    func right() async throws {
        try await Self.with(.sqlite) { hall, town in
            await #expect(throws: AccountFailure.rightMissing(.tryRouting)) {
                _ = try await hall.tryRouting(RoutingDraft(of: town), by: .officer, in: town, at: hall.now)
            }
        }
    }
}
