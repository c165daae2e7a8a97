import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct ReportMoveTests {
    /// A pothole in Kielce is an issue: checked in 3 working days, begun in 14, refused in 30 days.
    private static func report(in town: Municipality, category: String? = nil, at now: Instant = .monday) throws
        -> Report
    {
        let category = try #require(category.map { town.category(ID($0)) } ?? town.categories.first)
        return Report(
            receiving: ID("r1"),
            number: ReportNumber(year: 2026, sequence: 7),
            in: category,
            of: nil,
            at: now,
            by: town
        )
    }

    private static func complete(_ to: ReportStatus) -> Decision {
        Decision(to: to, justification: "Bo tak.", solution: "Inaczej.", rejection: to == .rejected ? .incomplete : nil)
    }

    /// The statuses on the shortest way to `status` by any town's rules.
    private static func way(to status: ReportStatus) -> [ReportStatus] {
        switch status {
        case .new: []
        case .accepted, .rejected: [status]
        case .inProgress, .closed: [.accepted, status]
        case .done: [.accepted, .inProgress, .done]
        }
    }

    @Test(
        "A town's rules allow these moves and no others",
        arguments: [
            (
                "kielce",
                [
                    "new→accepted", "new→rejected", "accepted→inProgress", "accepted→closed", "inProgress→done",
                    "inProgress→closed",
                ]
            ),
            (
                "suprasl",
                [
                    "new→accepted", "new→rejected", "accepted→inProgress", "accepted→closed", "inProgress→done",
                    "inProgress→closed",
                ]
            ),
            (
                "biale-blota",
                [
                    "new→accepted", "new→rejected", "accepted→inProgress", "accepted→done", "accepted→closed",
                    "inProgress→done", "inProgress→closed",
                ]
            ),
        ]
    )
    func allowed(name: String, expected: [String]) throws {
        let town = try ProjectTown.named(name)
        var found: [String] = []
        for from in ReportStatus.allCases {
            var standing = try Self.report(in: town)
            for step in Self.way(to: from) {
                try standing.move(Self.complete(step), answer: nil, by: .system, at: .monday, in: town)
            }
            for to in ReportStatus.allCases {
                var report = standing
                do {
                    try report.move(Self.complete(to), answer: nil, by: .system, at: .monday, in: town)
                    found.append("\(from)→\(to)")
                } catch {
                    #expect(error == .moveNotAllowed(from: from, to: to))
                    #expect(report == standing)
                }
            }
        }
        #expect(found == expected)
    }

    @Test("A report that comes in is new, with its first line of history and its terms running")
    func receiving() throws {
        let town = try ProjectTown.named("kielce")
        let report = try Self.report(in: town)
        let expected = Report(
            id: ID("r1"),
            number: ReportNumber(year: 2026, sequence: 7),
            category: ID("pothole"),
            kind: .issue,
            receivedAt: .monday,
            unit: ID("roads"),
            status: .new,
            history: [ReportEvent(sequence: 1, act: .received, status: .new, at: .monday, actor: .reporter)],
            deadlines: [Self.verify()]
        )
        #expect(report == expected)
    }

    private static func verify(endedOn: CivilDate? = nil) -> ReportDeadline {
        ReportDeadline(
            name: .verify,
            startedOn: CivilDate(2026, 4, 27),
            within: .workingDays(3),
            due: CivilDate(2026, 4, 30),
            revision: 1,
            endsAt: [.accepted, .rejected],
            clause: Clause("III.20"),
            endedOn: endedOn,
            endedBy: endedOn.map { _ in 2 }
        )
    }

    /// A term that begins with the acceptance on 30 April.
    private static func afterAcceptance(_ name: DeadlineName, _ within: Period, due: CivilDate, _ clause: String)
        -> ReportDeadline
    {
        ReportDeadline(
            name: name,
            startedOn: CivilDate(2026, 4, 30),
            within: within,
            due: due,
            revision: 1,
            endsAt: name == .start ? [.inProgress, .closed] : [.done, .closed],
            clause: Clause(clause),
            startedBy: 2
        )
    }

    @Test("A move adds a line to the history, ends the terms of the old status and starts those of the new one")
    func moving() throws {
        let town = try ProjectTown.named("kielce")
        var report = try Self.report(in: town)
        let later = Instant.utc(CivilDate(2026, 4, 29), 22, 30)
        let answer = Sealed<Answer>(ciphertext: [1, 2, 3])
        try report.move(Self.complete(.accepted), answer: answer, by: .office(.officer), at: later, in: town)
        let line = ReportEvent(
            sequence: 2,
            act: .moved,
            status: .accepted,
            at: later,
            actor: .office(.officer),
            answer: answer
        )
        // Half past ten in the evening in UTC is the next day in the town.
        let today = CivilDate(2026, 4, 30)
        let start = Self.afterAcceptance(.start, .workingDays(14), due: CivilDate(2026, 5, 21), "III.23")
        let close = Self.afterAcceptance(.closeAsNotFeasible, .days(30), due: CivilDate(2026, 6, 1), "III.25")
        #expect(report.status == .accepted)
        #expect(
            report.history == [
                ReportEvent(sequence: 1, act: .received, status: .new, at: .monday, actor: .reporter), line,
            ]
        )
        #expect(report.deadlines == [Self.verify(endedOn: today), start, close])
        #expect(report.nextDeadline == start)
    }

    @Test("A finished report has no running term, whatever its terms say", arguments: [ReportStatus.closed, .done])
    func finishing(end: ReportStatus) throws {
        let town = try ProjectTown.named("kielce")
        var report = try Self.report(in: town)
        for step in Self.way(to: end) {
            try report.move(Self.complete(step), answer: nil, by: .system, at: .monday, in: town)
        }
        let names: [DeadlineName] = [.verify, .start, .closeAsNotFeasible]
        #expect(report.deadlines.map(\.name) == names)
        #expect(report.deadlines.map(\.endedOn) == Array(repeating: CivilDate(2026, 4, 27), count: 3))
        #expect(report.nextDeadline == nil)
        #expect(report.moves(by: town.reports).isEmpty)
    }

    @Test("A rejected idea ends its long term too, and names its ground")
    func rejecting() throws {
        let town = try ProjectTown.named("kielce")
        var report = try Self.report(in: town, category: "idea")
        #expect(report.deadlines.map(\.due) == [CivilDate(2026, 4, 30), CivilDate(2026, 7, 27)])
        let tomorrow = Instant.monday + .days(1)
        try report.move(
            Decision(to: .rejected, rejection: .outOfScope),
            answer: nil,
            by: .system,
            at: tomorrow,
            in: town
        )
        #expect(report.deadlines.map(\.endedOn) == [CivilDate(2026, 4, 28), CivilDate(2026, 4, 28)])
        #expect(report.history.last?.rejection == .outOfScope)
    }

    @Test("A term that once ran does not start again when a report is opened again; another one does")
    func noSecondTerm() throws {
        let back = ProjectTown.Change(
            "rules.json5",
            "hiding: {",
            #"reopening: { from: ["closed"], to: "accepted", within: "7 days", clause: "III.25" }, hiding: {"#
        )
        let town = try ProjectTown.named("kielce", back)
        var report = try Self.report(in: town)
        for step in [ReportStatus.accepted, .closed] {
            try report.move(Self.complete(step), answer: nil, by: .system, at: .monday, in: town)
        }
        try report.reopen(Sealed(ciphertext: [1]), by: .office(.staff(ID("x"))), at: .monday, in: town)
        #expect(report.deadlines.map(\.name) == [.verify, .start, .closeAsNotFeasible, .reopened])
        #expect(report.deadlines.filter(\.isRunning).map(\.name) == [.reopened])
        #expect(report.history.map(\.status) == [.new, .accepted, .closed, .accepted])
    }

    @Test("In a town that has ended the service the office alone opens a report again")
    func closedTown() throws {
        let closing = ProjectTown.Change(
            "rules.json5",
            "accounts: {",
            #"closing: { from: "2026-04-20", clause: "§6.3" }, accounts: {"#
        )
        let town = try ProjectTown.named("demo", closing)
        var report = try Self.report(in: town)
        for step in [ReportStatus.accepted, .done] {
            try report.move(Self.complete(step), answer: nil, by: .system, at: .monday, in: town)
        }
        #expect(report.reopenableUntil(on: town.clock.date(of: .monday), in: town) == nil)
        #expect(throws: ReportFailure.serviceEnded(since: CivilDate(2026, 4, 20))) {
            try report.reopen(Sealed(ciphertext: [1]), by: .reporter, at: .monday, in: town)
        }
        try report.reopen(Sealed(ciphertext: [1]), by: .office(.staff(ID("x"))), at: .monday, in: town)
        #expect(report.status == .inProgress)
    }

    @Test(
        "What its reporter took back, and what was not admitted, is not opened again",
        arguments: [ClosingReason.withdrawn, .notAdmitted]
    )
    func lastingEnd(_ reason: ClosingReason) throws {
        let town = try ProjectTown.named("demo")
        var report = try Self.report(in: town)
        try reason == .withdrawn ? report.withdraw(at: .monday, in: town) : report.turnAway(at: .monday, in: town)
        #expect(report.reopening(by: town.reports) == nil)
        #expect(report.reopenableUntil(on: town.clock.date(of: .monday), in: town) == nil)
        #expect(throws: ReportFailure.reopeningNotAllowed) {
            try report.reopen(Sealed(ciphertext: [1]), by: .reporter, at: .monday, in: town)
        }
    }

    @Test(
        "A term is overdue from the day after its last day, and one that ended late stays late",
        arguments: [
            (nil, CivilDate(2026, 4, 30), false), (nil, CivilDate(2026, 5, 1), true),
            (CivilDate(2026, 4, 30), CivilDate(2026, 6, 1), false),
            (CivilDate(2026, 5, 1), CivilDate(2026, 6, 1), true),
        ] as [(CivilDate?, CivilDate, Bool)]
    )
    func overdue(endedOn: CivilDate?, today: CivilDate, isOverdue: Bool) {
        #expect(Self.verify(endedOn: endedOn).isOverdue(on: today) == isOverdue)
    }
}
