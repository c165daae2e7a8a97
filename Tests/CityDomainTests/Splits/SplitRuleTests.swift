import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What a case lets the office do with parts of it.
@Suite struct SplitRuleTests {
    private static let now = Instant.monday
    private static func number(_ sequence: Int) -> ReportNumber { ReportNumber(year: 2026, sequence: sequence) }

    private static func part(_ sequence: Int, _ status: ReportStatus) -> Split.Part {
        Split.Part(
            number: number(sequence),
            category: ID("lamp"),
            unit: ID("roads"),
            status: status,
            isPublished: false,
            isLookedPast: false
        )
    }

    private static let origin = Split.Origin(
        number: number(9),
        category: ID("lamp"),
        unit: ID("roads"),
        status: .accepted
    )

    private static func report(
        _ status: ReportStatus,
        _ split: Split = .none,
        joined: Join? = nil,
        in town: Municipality
    ) throws -> Report {
        let category = try #require(town.categories.first)
        let new = Report(receiving: ID("r1"), number: number(1), in: category, of: nil, at: now, by: town)
        return Report(
            id: new.id,
            number: new.number,
            category: new.category,
            kind: new.kind,
            receivedAt: now,
            unit: new.unit,
            status: status,
            history: new.history,
            deadlines: new.deadlines,
            joined: joined,
            split: split
        )
    }

    /// How the case stands before somebody splits a part off it.
    enum Before: CaseIterable {
        case alone, hasParts, isFull, isPart, isJoined, ended
    }

    @Test(
        "A part is split off an open case of its own that has fewer than ten parts",
        arguments: [
            (.alone, nil), (.hasParts, nil), (.isFull, .tooMany), (.isPart, .isPart(of: number(9))),
            (.isJoined, .joined(to: number(8))), (.ended, .finished),
        ] as [(Before, SplitFailure?)]
    )
    func splitting(before: Before, failure: SplitFailure?) throws {
        let town = try ProjectTown.named("demo")
        let parts = (2..<11).map { Self.part($0, .done) }
        var report =
            switch before {
            case .alone: try Self.report(.new, in: town)
            case .hasParts: try Self.report(.new, Split(from: nil, parts: parts), in: town)
            case .isFull: try Self.report(.new, Split(from: nil, parts: parts + [Self.part(11, .new)]), in: town)
            case .isPart: try Self.report(.new, Split(from: Self.origin, parts: []), in: town)
            case .isJoined: try Self.report(.new, joined: Join(leading: Self.number(8), way: .beside), in: town)
            case .ended: try Self.report(.done, in: town)
            }
        let untouched = report
        #expect(report.canSplit == (failure == nil))
        guard let failure else {
            try report.splitOff(Self.number(12), by: .officer, at: Self.now)
            #expect(report.history.last?.act == .splitOff(Self.number(12)))
            #expect(report.status == untouched.status && report.deadlines == untouched.deadlines)
            return
        }
        #expect(throws: failure) { try report.splitOff(Self.number(12), by: .officer, at: Self.now) }
        #expect(report == untouched)
    }

    @Test(
        "The office ends no case while a part is open; what it does short of the end, and what others end, goes on",
        arguments: [
            (.closed, .office(.officer), .new, false), (.closed, .office(.officer), .inProgress, false),
            (.closed, .office(.officer), .done, true), (.closed, .office(.officer), .rejected, true),
            (.accepted, .office(.officer), .new, true), (.closed, .system, .new, true),
            (.closed, .reporter, .new, true),
        ] as [(ReportStatus, ReportEvent.Actor, ReportStatus, Bool)]
    )
    func ending(to: ReportStatus, by actor: ReportEvent.Actor, part: ReportStatus, isAllowed: Bool) throws {
        let town = try ProjectTown.named("demo")
        let split = Split(from: nil, parts: [Self.part(2, .done), Self.part(3, part)])
        var report = try Self.report(to == .accepted ? .new : .accepted, split, in: town)
        let decision = Decision(to: to, justification: "Nie da się.", solution: "Inaczej.")
        func move() throws { try report.move(decision, answer: nil, by: actor, at: Self.now, in: town) }
        guard isAllowed else {
            #expect(throws: ReportFailure.partsOpen([Self.number(3)])) { try move() }
            return
        }
        try move()
        #expect(report.status == to)
    }

    @Test("A report that its reporter takes back waits for no part")
    func withdrawal() throws {
        let town = try ProjectTown.named("demo")
        var report = try Self.report(.new, Split(from: nil, parts: [Self.part(2, .new)]), in: town)
        try report.withdraw(at: Self.now, in: town)
        #expect(report.status == .closed)
    }

    @Test("Nobody is asked in a part, because whoever reported it stands in the first case")
    func asking() throws {
        let town = try ProjectTown.named("demo")
        let question = Sealed<Answer>(ciphertext: [1])
        var part = try Self.report(.new, Split(from: Self.origin, parts: []), in: town)
        #expect(throws: ReportFailure.noReporter(first: Self.number(9))) {
            try part.ask(question, by: .officer, at: Self.now, in: town)
        }
        var own = try Self.report(.new, in: town)
        try own.ask(question, by: .officer, at: Self.now, in: town)
        #expect(own.isWaiting)
    }

    @Test("A part is not joined with the case that it came of, in neither direction", arguments: [true, false])
    func joining(partGoes: Bool) throws {
        let town = try ProjectTown.named("demo")
        let first = Split.Origin(number: Self.number(1), category: ID("lamp"), unit: ID("roads"), status: .new)
        let whole = try Self.report(.new, Split(from: nil, parts: [Self.part(2, .done)]), in: town)
        let part = Report(
            id: ID("r2"),
            number: Self.number(2),
            category: whole.category,
            kind: whole.kind,
            receivedAt: Self.now,
            unit: whole.unit,
            status: .new,
            history: whole.history,
            deadlines: [],
            split: Split(from: first, parts: [])
        )
        var pair = JoinedPair(report: partGoes ? part : whole, leading: partGoes ? whole : part)
        #expect(throws: JoinFailure.part(of: pair.leading.number)) {
            _ = try pair.join(by: .officer, at: Self.now) { _ in ReportChange() }
        }
    }

    @Test(
        "The end of the parts is news when all have ended and somebody has not looked past one",
        arguments: [
            ([], false), ([(.done, true)], false), ([(.done, false)], true), ([(.done, false), (.new, false)], false),
            ([(.done, true), (.rejected, false)], true),
        ] as [([(ReportStatus, Bool)], Bool)]
    )
    func news(parts: [(status: ReportStatus, isLookedPast: Bool)], isNews: Bool) {
        let split = Split(
            from: nil,
            parts: parts.map { part in
                Split.Part(
                    number: Self.number(2),
                    category: ID("lamp"),
                    unit: ID("roads"),
                    status: part.status,
                    isPublished: false,
                    isLookedPast: part.isLookedPast
                )
            }
        )
        #expect(split.isDone == isNews)
    }
}
