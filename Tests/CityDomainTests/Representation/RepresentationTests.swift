import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct RepresentationTests {
    private static let today = CivilDate(2026, 4, 20)

    private static func form(_ changes: [(WritableKeyPath<RepresentationForm, String>, String)]) -> RepresentationForm {
        changes.reduce(into: .sample(on: today)) { $0[keyPath: $1.0] = $1.1 }
    }

    private struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let form: RepresentationForm
        let failures: [RepresentationFailure]

        init(
            _ name: String,
            _ changes: [(WritableKeyPath<RepresentationForm, String>, String)],
            _ failures: [RepresentationFailure] = []
        ) {
            self.name = name
            form = RepresentationTests.form(changes)
            self.failures = failures
        }

        var testDescription: String { name }
    }

    private static let cases = [
        Case("a body of a company", []),
        Case("no end", [(\.validTo, " ")]),
        Case("the last day is today", [(\.validFrom, "2026-04-01"), (\.validTo, "2026-04-20")]),
        Case("a power of attorney of a person", [(\.kind, "powerOfAttorney"), (\.registerNumber, "")]),
        Case("a power of attorney of a company", [(\.kind, "powerOfAttorney")]),
        Case("a parent", [(\.kind, "statutory"), (\.registerNumber, "")]),
        Case("a code of eight digits", [(\.registerNumber, "12345678")]),
        Case("no kind", [(\.kind, "friend")], [.kindMissing]),
        Case("a body of a person", [(\.registerNumber, "")], [.registerNumber]),
        Case("a guardian of a company", [(\.kind, "guardian")], [.registerNumberOfPerson]),
        Case("a number that is too short", [(\.registerNumber, "1234567")], [.registerNumber]),
        Case("a number of 15 digits", [(\.registerNumber, "123456789012345")], [.registerNumber]),
        Case("a number of letters", [(\.registerNumber, "KRS0000123")], [.registerNumber]),
        Case("no name", [(\.name, " \u{200B} ")], [.name]),
        Case("a name of 251 characters", [(\.name, String(repeating: "ż", count: 251))], [.name]),
        Case("no number of a document", [(\.documentNumber, "")], [.documentNumber]),
        Case("a document of tomorrow", [(\.documentDate, "2026-04-21")], [.documentDate]),
        Case("a day that does not exist", [(\.validFrom, "2026-02-30")], [.validFrom]),
        Case("an end before the beginning", [(\.validFrom, "2026-05-02"), (\.validTo, "2026-05-01")], [.validTo]),
        Case("an end that is over", [(\.validFrom, "2026-04-01"), (\.validTo, "2026-04-19")], [.validTo]),
        Case(
            "everything at once",
            [(\.kind, ""), (\.name, ""), (\.documentDate, ""), (\.validTo, "x")],
            [.kindMissing, .name, .documentDate, .validTo]
        ),
    ]

    @Test("All that is wrong with the form is said at once", arguments: cases)
    private func form(_ row: Case) {
        var found: [RepresentationFailure] = []
        do {
            _ = try CheckedRepresentation(row.form, on: Self.today)
        } catch {
            found = (error as? Failures)?.all.compactMap { $0 as? RepresentationFailure } ?? []
        }
        #expect(found == row.failures)
    }

    @Test("What was typed is kept as one line, and a register number as digits")
    func details() throws {
        let form = Self.form([(\.name, "  Zmyślona \t Spółka ")])
        let details = try CheckedRepresentation(form, on: Self.today).details
        #expect(details.represented.words == "Zmyślona Spółka (0000123456)")
        #expect(details.documentDate == CivilDate(2026, 4, 10))
    }

    private static func representation(_ from: CivilDate, _ to: CivilDate?) -> Representation {
        Representation(
            id: ID("r"),
            resident: ID("ida"),
            kind: .powerOfAttorney,
            validFrom: from,
            validTo: to,
            askedAt: .monday,
            state: .asked,
            changedAt: .monday,
            endsAt: nil
        )
    }

    @Test(
        "A granted authority can be used from its first day to the end of its last one, by the clock of the town",
        arguments: [
            (-1, 23, Representation.Standing.coming), (0, 0, .valid), (0, 12, .valid), (3, 23, .valid),
            (4, 0, .expired),
        ]
    )
    func days(day: Int, hour: Int, standing: Representation.Standing) throws {
        let town = try ProjectTown.named("kremenchuk")
        let first = town.clock.date(of: .monday) + 2
        var representation = Self.representation(first, first + 3)
        try representation.grant(at: .monday, in: town)
        let moment = town.clock.start(of: first + day) + .hours(Int64(hour))
        #expect(representation.standing(at: moment, in: town) == standing)
    }

    private enum Move: CaseIterable {
        case grant, refuse, withdraw, giveUp

        func make(_ representation: inout Representation, in town: Municipality) throws {
            switch self {
            case .grant: try representation.grant(at: .monday, in: town)
            case .refuse: try representation.refuse(at: .monday)
            case .withdraw: try representation.withdraw(at: .monday)
            case .giveUp: try representation.giveUp(at: .monday)
            }
        }
    }

    @Test("Only what waits is decided, only what was granted is withdrawn, and what ended stays so")
    func moves() throws {
        let town = try ProjectTown.named("kremenchuk")
        let today = town.clock.date(of: .monday)
        let allowed: [Representation.State: Set<Move>] = [
            .asked: [.grant, .refuse, .giveUp], .granted: [.withdraw, .giveUp],
        ]
        let ways: [(Representation.State, [Move])] = [
            (.asked, []), (.granted, [.grant]), (.refused, [.refuse]), (.withdrawn, [.grant, .withdraw]),
            (.givenUp, [.giveUp]),
        ]
        for (state, way) in ways {
            var representation = Self.representation(today, nil)
            for move in way { try move.make(&representation, in: town) }
            #expect(representation.state == state)
            for move in Move.allCases {
                var copy = representation
                let isDone = (try? move.make(&copy, in: town)) != nil
                #expect(isDone == allowed[state, default: []].contains(move), "\(state) \(move)")
            }
        }
    }

    @Test("A request whose last day passed while it waited is not granted")
    func late() throws {
        let town = try ProjectTown.named("kremenchuk")
        let today = town.clock.date(of: .monday)
        var representation = Self.representation(today - 5, today - 1)
        #expect(throws: RepresentationFailure.validTo) { try representation.grant(at: .monday, in: town) }
        #expect(representation.state == .asked)
    }
}
