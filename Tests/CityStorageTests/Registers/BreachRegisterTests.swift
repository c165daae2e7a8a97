import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// The register of breaches on both engines.
@Suite struct BreachRegisterTests {
    private static let words = BreachWords(
        events: "A list went to a wrong address.",
        data: "Reporters; names and e-mail.",
        consequences: "Unwanted mail.",
        measures: "The recipient erased it."
    )

    private static func description(_ persons: String = "") -> KeepBreaches.Description {
        KeepBreaches.Description(natures: [.confidentiality, .availability], persons: persons, words: words)
    }

    private static func with(_ engine: Engine, _ body: (TestTownHall, Municipality) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            try await body(try TestTownHall(database, town), town)
        }
    }

    @Test("A breach is noted, described, told of and closed, each act with its entry", arguments: Engine.available)
    func course(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (keep, learned) = (hall.keepBreaches, hall.now - .hours(80))
            func work() -> KeepBreaches.Work { KeepBreaches.Work(by: .dataOfficer, in: town, at: hall.now) }
            let id = try await keep.note(learnedAt: learned, Self.description(), work())
            try await keep.describe(id, Self.description("12"), work())
            await #expect(throws: BreachFailure.delayMissing) {
                try await keep.notify(id, at: hall.now, delay: " ", work())
            }
            try await keep.notify(id, at: hall.now, delay: "It was a long weekend.", work())
            try await keep.waiveTelling(id, because: "The list was encrypted.", work())
            try await keep.close(id, work())
            let (opened, persons) = try await keep.open(id, work())
            var words = Self.words
            (words.notice, words.telling) = ("It was a long weekend.", "The list was encrypted.")
            let expected = Breach(
                id: id,
                learnedAt: learned,
                natures: [.confidentiality, .availability],
                persons: 12,
                notice: .given(hall.now),
                telling: .unneeded,
                closedAt: hall.now
            )
            #expect(opened.breach == expected && opened.words == words && persons.isEmpty)
            #expect(try await keep.register(work()).map(\.breach) == [expected])
            let kinds = try await hall.auditStore.queue(limit: 99).waiting.map { "\($0.kind) \($0.part ?? "")" }
            #expect(
                kinds.sorted() == [
                    "breach.changed closed", "breach.changed notice", "breach.changed persons", "breach.changed words",
                    "breach.noted ", "breach.viewed ", "breach.viewed ",
                ]
            )
        }
    }

    @Test("The list names who is touched, by report or account, and forgets an erased one", arguments: Engine.available)
    func persons(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let keep = hall.keepBreaches
            func work() -> KeepBreaches.Work { KeepBreaches.Work(by: .dataOfficer, in: town, at: hall.now) }
            let id = try await keep.note(learnedAt: hall.now, Self.description(), work())
            let ida = try await hall.resident(in: town)
            let number = try await hall.submit(in: town).number
            for typed in [" \(number) ", "IDA@example.org"] {
                hall.clock.advance(.seconds(1))
                try await keep.add(person: typed, to: id, work())
            }
            for typed in ["2026/99", "nobody@example.org", "Ida"] {
                await #expect(throws: BreachFailure.personUnknown, "\(typed)") {
                    try await keep.add(person: typed, to: id, work())
                }
            }
            let resident = KeepBreaches.Person.resident(name: ida.profile.name, email: "ida@example.org")
            #expect(try await keep.open(id, work()).1 == [.reporter(number), resident])
            try await hall.eraseResident(ida, proof: .password(.sample), in: town, at: hall.now)
            #expect(try await keep.open(id, work()).1 == [.reporter(number), .erased])
        }
    }

    @Test("Of two who change a breach at once, one is told", arguments: Engine.available)
    func together(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let work = KeepBreaches.Work(by: .dataOfficer, in: town, at: hall.now)
            let id = try await hall.keepBreaches.note(learnedAt: hall.now, Self.description(), work)
            let store = SQLBreachStore(database: hall.database)
            let before = try #require(try await store.breach(id, in: town.id))
            try await hall.keepBreaches.describe(id, Self.description("3"), work)
            let entry = AuditEntry(
                .breachChanged,
                about: .breach(id),
                by: .command("test"),
                id: ID("e"),
                in: town.id,
                at: hall.now
            )
            #expect(try await !store.replace(before, with: before, noting: entry, in: town.id))
            #expect(try await hall.keepBreaches.open(id, work).0.breach.persons == 3)
        }
    }

    @Test(
        "Nothing is done without the right, in another town, or with a form that says too little",
        arguments: Engine.available
    )
    func refusals(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (keep, other) = (hall.keepBreaches, try ProjectTown.named("suprasl"))
            let work = KeepBreaches.Work(by: .dataOfficer, in: town, at: hall.now)
            let stranger = KeepBreaches.Work(by: .officer, in: town, at: hall.now)
            await #expect(throws: AccountFailure.rightMissing(.handleRights)) { try await keep.register(stranger) }
            await #expect(throws: AccountFailure.rightMissing(.handleRights)) {
                try await keep.note(learnedAt: hall.now, Self.description(), stranger)
            }
            let id = try await keep.note(learnedAt: hall.now, Self.description(), work)
            let elsewhere = KeepBreaches.Work(by: .dataOfficer, in: other, at: hall.now)
            await #expect(throws: BreachFailure.unknownBreach) { try await keep.open(id, elsewhere) }
            await #expect(throws: BreachFailure.momentMissing) {
                try await keep.note(learnedAt: nil, Self.description(), work)
            }
            await #expect(throws: BreachFailure.inFuture) {
                try await keep.note(learnedAt: hall.now + .seconds(1), Self.description(), work)
            }
            await #expect(throws: BreachFailure.personsWrong) {
                try await keep.note(learnedAt: hall.now, Self.description("many"), work)
            }
            let silent = BreachWords(events: " ", data: "", consequences: "", measures: "")
            await #expect(throws: BreachFailure.eventsMissing) {
                try await keep.describe(id, .init(natures: [.integrity], persons: "", words: silent), work)
            }
        }
    }
}
