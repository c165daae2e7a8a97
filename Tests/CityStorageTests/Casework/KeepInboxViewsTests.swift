import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Views of the inbox that people of the office keep.
@Suite struct KeepInboxViewsTests {
    private static let view = InboxView(queue: .overdue, status: .accepted, category: ID("lamp"), unit: ID("roads"))

    private static func with(
        _ engine: Engine,
        _ body: @Sendable (TestTownHall, Municipality, [Staff]) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            var people: [Staff] = []
            for login in ["ida@urzad.example", "jan@urzad.example"] {
                let id = try await hall.hire(login, [StaffGrant(.operator)], in: town)
                people.append(try #require(try await hall.staff.person(id, in: town.id)).staff)
            }
            try await body(hall, town, people)
        }
    }

    @Test("A view is kept for its owner alone, and forgotten by its owner alone", arguments: Engine.available)
    func keeping(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, people in
            let views = hall.inboxViews
            try await views.keep(Self.view, as: " Latarnie przed świętami ", of: people[0], in: town, at: hall.now)
            let kept = try #require(try await views.all(of: people[0], in: town).first)
            #expect(kept.name == "Latarnie przed świętami")
            #expect(kept.view == Self.view)
            #expect(try await views.all(of: people[1], in: town).isEmpty)
            try await views.forget(kept.id, of: people[1], in: town)
            #expect(try await views.all(of: people[0], in: town).count == 1)
            try await views.forget(kept.id, of: people[0], in: town)
            #expect(try await views.all(of: people[0], in: town).isEmpty)
        }
    }

    @Test("A view has a name, and a person has twenty of them", arguments: Engine.available)
    func limits(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, people in
            for name in ["", "  ", String(repeating: "a", count: 61)] {
                await #expect(throws: CaseworkFailure.viewNameMissing) {
                    try await hall.inboxViews.keep(Self.view, as: name, of: people[0], in: town, at: hall.now)
                }
            }
            for count in 1...20 {
                try await hall.inboxViews.keep(Self.view, as: "\(count)", of: people[0], in: town, at: hall.now)
            }
            await #expect(throws: CaseworkFailure.tooManyViews(20)) {
                try await hall.inboxViews.keep(Self.view, as: "21", of: people[0], in: town, at: hall.now)
            }
            try await hall.manageStaff.close(people[0].id, by: StaffAuthority(command: "test"), in: town, at: hall.now)
            #expect(try await hall.inboxViews.all(of: people[0], in: town).isEmpty)
        }
    }
}
