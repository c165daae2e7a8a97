import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// Where the rule wants it, nobody's account goes for want of use before its owner was told.
@Suite struct UnusedAccountTests {
    private static let rule = ProjectTown.Change(
        "rules.json5",
        "{ data: \"accounts\", keep: \"36 months\",",
        "{ data: \"accounts\", keep: \"36 months\", warnBefore: \"30 days\","
    )

    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, Municipality, SignInResident.Signed, CivilDate) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl", rule)
            let hall = try TestTownHall(database, town)
            let ida = try await hall.resident(in: town)
            let due = town.clock.date(of: hall.now).adding(months: 36) + 1
            try await body(hall, town, ida, due)
        }
    }

    @Test("The owner is told once, thirty days before, and the account goes after them", arguments: Engine.available)
    func told(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida, due in
            let days: [(CivilDate, letters: [String], stays: Bool)] = [
                (due - 31, [], true), (due - 30, ["ida@example.org"], true), (due - 29, [], true), (due - 1, [], true),
                (due, ["ida@example.org"], false),
            ]
            for (day, letters, stays) in days {
                try await hall.run(on: day, in: town)
                #expect(try await hall.mail().map(\.to.address.text) == letters, "\(day)")
                #expect((try await hall.residents.account(ida.resident.id, in: town.id) != nil) == stays, "\(day)")
            }
        }
    }

    @Test("The letter says the day, and the download that it went", arguments: Engine.available)
    func letter(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida, due in
            try await hall.run(on: due - 30, in: town)
            let letter = try #require(try await hall.mail().last)
            #expect(letter.text.contains(due.words(in: .polish)) && letter.text.contains("/account/sign-in"))
            let records = SQLPersonalRecordStore(database: hall.database)
            #expect(try await records.warned(ida.resident.id, in: town.id) == hall.now)
        }
    }

    @Test(
        "Who signs in keeps the account, gets no letter that waits, and is told again the next time",
        arguments: Engine.available
    )
    func signedIn(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida, due in
            try await hall.run(on: due - 30, in: town)
            _ = try await hall.signInResident.begin(ida.resident.id, from: .sample, in: town, at: hall.now)
            #expect(try await hall.mail() == [])
            try await hall.run(on: due, in: town)
            #expect(try await hall.residents.account(ida.resident.id, in: town.id) != nil)
            let next = Period.months(36).end(from: due - 30, in: town.calendar) + 1
            for (day, letters) in [(next - 30, 1), (next - 1, 0)] {
                try await hall.run(on: day, in: town)
                #expect(try await hall.mail().count == letters)
            }
            try await hall.run(on: next, in: town)
            #expect(try await hall.residents.account(ida.resident.id, in: town.id) == nil)
        }
    }

    @Test("An account that is overdue already has its thirty days, too", arguments: Engine.available)
    func overdue(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida, due in
            for (day, stays) in [(due + 100, true), (due + 129, true), (due + 130, false)] {
                try await hall.run(on: day, in: town)
                #expect((try await hall.residents.account(ida.resident.id, in: town.id) != nil) == stays, "\(day)")
            }
        }
    }

    @Test("What is held back is not told of an end", arguments: Engine.available)
    func held(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida, due in
            _ = try await hall.submit(by: ida, in: town)
            _ = try await hall.mail()
            try await hall.run(on: due, in: town)
            #expect(try await !hall.mail().contains { $0.text.contains("/account/sign-in") })
        }
    }
}

extension TestTownHall {
    fileprivate func run(on day: CivilDate, in town: Municipality) async throws {
        clock.set(town.clock.start(of: day) + .hours(3))
        try await runRetention(in: town, by: .test, at: now)
    }
}
