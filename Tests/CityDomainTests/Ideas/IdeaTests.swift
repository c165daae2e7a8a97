import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// How an idea collects support, and what becomes of it.
@Suite struct IdeaTests {
    private static let officer = Officer.staff(ID("operator"))
    /// The day on which the idea of the tests is published; its thirty days end on 27 May.
    private static let published = Instant.monday

    private static func idea(_ category: String = "idea", in town: Municipality) throws -> Report {
        var idea = Report(
            receiving: ID("idea"),
            number: ReportNumber(year: 2026, sequence: 1),
            in: try #require(town.category(ID(category))),
            of: nil,
            at: published,
            by: town
        )
        try idea.move(Decision(to: .accepted), answer: nil, by: .office(officer), at: published, in: town)
        try idea.publish(.asWritten, by: officer, at: published, in: town)
        return idea
    }

    private static func instant(_ day: CivilDate, _ time: String, in town: Municipality) throws -> Instant {
        town.clock.instant(of: day, at: try #require(TimeOfDay(time)))
    }

    @Test(
        "Enough support in time makes the office consider an idea; too little ends it, by the clocks of the town",
        .clause("demo/§4.17"),
        arguments: [
            (9, 5, 27, "23:59", IdeaState.collecting), (10, 5, 27, "23:59", .considered),
            (10, 4, 27, "10:00", .considered), (1, 5, 28, "00:00", .lapsed), (9, 5, 28, "00:00", .lapsed),
            // Nobody had counted before the time was over: who was there in time counts.
            (10, 5, 28, "00:01", .considered), (250, 5, 1, "12:00", .considered),
        ] as [(Int, Int, Int, String, IdeaState)]
    )
    func support(persons: Int, month: Int, day: Int, time: String, expected: IdeaState) throws {
        let town = try ProjectTown.named("demo")
        var idea = try Self.idea(in: town)
        #expect(idea.ideaState == .collecting && idea.collection?.due == CivilDate(2026, 5, 27))
        let now = try Self.instant(CivilDate(2026, month, day), time, in: town)
        #expect(idea.settleSupport(of: persons, at: now, in: town) == (expected != .collecting))
        #expect(idea.ideaState == expected)
        let answer = idea.deadlines.first { $0.name == .consider }
        #expect(answer?.startedOn == (expected == .considered ? CivilDate(2026, month, day) : nil))
        #expect(idea.collection?.isOverdue(on: CivilDate(2026, 12, 1)) == (expected == .collecting))
    }

    @Test("What was reached stays reached, and is reached once", .clause("demo/§4.17"))
    func once() throws {
        let town = try ProjectTown.named("demo")
        var idea = try Self.idea(in: town)
        let reached = idea.settleSupport(of: 10, at: Self.published, in: town)
        #expect(reached)
        for (persons, days) in [(11, 0), (2, 1), (1, 90)] as [(Int, Int64)] {
            let again = idea.settleSupport(of: persons, at: Self.published + .days(days), in: town)
            #expect(!again)
        }
        #expect(idea.ideaState == .considered)
        #expect(idea.history.filter { if case .supported = $0.act { true } else { false } }.count == 1)
    }

    @Test(
        "The office's answer is a state of the idea, with or without the support",
        .clause("demo/§4.17"),
        arguments: [
            (ReportStatus.done, IdeaExtent.whole, IdeaState.accepted, "idea.state.accepted"),
            (.done, .inPart, .acceptedInPart, "idea.state.acceptedInPart"),
            (.closed, .whole, .notAccepted, "idea.state.notAccepted"),
        ]
    )
    func answers(to: ReportStatus, extent: IdeaExtent, expected: IdeaState, words: String) throws {
        let town = try ProjectTown.named("demo")
        for persons in [1, 10] {
            var idea = try Self.idea(in: town)
            _ = idea.settleSupport(of: persons, at: Self.published, in: town)
            let decision = Decision(to: to, justification: "Bo tak.", extent: extent)
            try idea.move(decision, answer: nil, by: .office(Self.officer), at: Self.published, in: town)
            #expect(idea.ideaState == expected)
            #expect(idea.statusText == Text(words))
            #expect(idea.deadlines.allSatisfy { !$0.isRunning })
            let later = idea.settleSupport(of: 10, at: Self.published + .days(60), in: town)
            #expect(!later)
            try idea.correct(reason: .init(ciphertext: [1]), by: Self.officer, at: Self.published, in: town)
            #expect(idea.ideaState == (persons == 1 ? .collecting : .considered))
        }
    }

    @Test("A refusal that was a mistake, taken back after the last day, gives the idea its whole time again")
    func takenBackLate() throws {
        let town = try ProjectTown.named("demo")
        var idea = try Self.idea(in: town)
        let refusal = Decision(to: .closed, justification: "Bo tak.")
        try idea.move(refusal, answer: nil, by: .office(Self.officer), at: Self.published + .days(2), in: town)
        let later = Self.published + .days(60)
        try idea.correct(reason: .init(ciphertext: [1]), by: Self.officer, at: later, in: town)
        let lapses = idea.settleSupport(of: 9, at: later + .minutes(1), in: town)
        #expect(!lapses && idea.ideaState == .collecting)
        #expect(idea.collection?.startedOn == town.clock.date(of: later))
        #expect(idea.deadlines.filter { $0.name == .support }.count == 1)
        let reached = idea.settleSupport(of: 10, at: later + .days(29), in: town)
        #expect(reached && idea.ideaState == .considered)
    }

    @Test("Nobody collects support for what is not public: it begins anew when it is")
    func takenDown() throws {
        let town = try ProjectTown.named("demo")
        var idea = try Self.idea(in: town)
        try idea.takeDown(reason: .init(ciphertext: [1]), by: Self.officer, at: Self.published)
        #expect(idea.collection == nil && idea.ideaState == nil)
        let lapses = idea.settleSupport(of: 1, at: Self.published + .days(90), in: town)
        #expect(!lapses && idea.status == .accepted)
        let later = Self.published + .days(10)
        try idea.publish(.edited, by: Self.officer, at: later, in: town)
        #expect(idea.collection?.startedOn == town.clock.date(of: later))
        // Other words are no new publication.
        try idea.publish(.edited, by: Self.officer, at: later + .days(5), in: town)
        #expect(idea.collection?.startedOn == town.clock.date(of: later))
    }

    @Test("A time that nobody of the office keeps is no term of the office, and a question does not hold it")
    func notOfOffice() throws {
        let town = try ProjectTown.named("demo")
        var idea = try Self.idea(in: town)
        #expect(idea.nextDeadline?.name == .finish)
        #expect(idea.expectedOn == idea.deadlines.first { $0.name == .finish }?.due)
        try idea.ask(.init(ciphertext: [1]), by: Self.officer, at: Self.published, in: town)
        #expect(idea.isCollecting && idea.collection?.isHeld == false)
        let counted = CountedReport(idea, at: nil, by: town.clock)
        let terms = counted.facts.compactMap { if case .term(let name, _) = $0.what { name } else { nil } }
        #expect(!terms.contains(.support) && terms.contains(.finish))
    }

    @Test("An idea that lapsed is not opened again", .clause("demo/§4.17"))
    func lasting() throws {
        let town = try ProjectTown.named("demo")
        var idea = try Self.idea(in: town)
        _ = idea.settleSupport(of: 1, at: Self.published + .days(40), in: town)
        #expect(idea.ideaState == .lapsed && idea.isPublished)
        #expect(idea.reopening(by: town.reports) == nil && idea.correctable == nil)
        #expect(town.lastDayOfSatisfaction(about: idea) == nil)
    }

    @Test("Ideas that need no support are considered at once, in a town without the rule as all reports are")
    func others() throws {
        let demo = try ProjectTown.named("demo")
        #expect(try Self.idea("idea-traffic", in: demo).ideaState == .considered)
        let kielce = try ProjectTown.named("kielce")
        var idea = try Self.idea(in: kielce)
        #expect(idea.collection == nil && idea.deadlines.first { $0.name == .finish }?.within == .months(3))
        #expect(IdeaProgress(idea, persons: 5, in: kielce) == nil)
        let closing = Decision(to: .closed, justification: "Bo tak.", solution: "Inaczej.")
        try idea.move(closing, answer: nil, by: .office(Self.officer), at: Self.published, in: kielce)
        #expect(idea.history.last?.act == .closed(.notFeasible))
    }

    @Test("A town that drops the rule lets ideas go on without it")
    func dropped() throws {
        let demo = try ProjectTown.named("demo")
        var idea = try Self.idea(in: demo)
        let without = try ProjectTown.named(
            "demo",
            revision: 2,
            .init("rules.json5", "support: { persons: 10, within: \"30 days\", answer: \"30 days\" }, ", "")
        )
        let changed = idea.settleSupport(of: 1, at: Self.published + .days(40), in: without)
        #expect(changed && idea.ideaState == .considered && idea.collection == nil)
    }

    @Test("The page says how much support there is and how many days are left")
    func progress() throws {
        let town = try ProjectTown.named("demo")
        let idea = try Self.idea(in: town)
        let progress = try #require(IdeaProgress(idea, persons: 7, in: town))
        #expect((progress.persons, progress.needed) == (7, 10))
        let left = [CivilDate(2026, 4, 27), CivilDate(2026, 5, 27), CivilDate(2026, 5, 28)].map(progress.daysLeft)
        #expect(left == [31, 1, 0])
        #expect(progress.answerBy == nil)
    }
}

/// The rule for ideas.
@Suite struct IdeaRuleTests {
    private static let rule = "support: { persons: 10, within: \"30 days\", answer: \"30 days\" }"

    @Test(
        "A rule by which nothing could be supported or answered is a fault",
        arguments: [
            (rule, "support: { persons: 1, within: \"30 days\" }", "ideas.support.persons"),
            (rule, "support: { persons: 100001, within: \"30 days\" }", "ideas.support.persons"),
            (rule, "support: { persons: 10, within: \"soon\" }", "ideas.support.within"),
            ("categories: [\"idea\"], support", "categories: [\"ideas\"], support", "did you mean “idea”"),
            ("categories: [\"idea\"], support", "categories: [\"pothole\"], support", "no category of ideas"),
            ("categories: [\"idea\"], support", "categories: [], support", "leave it out for all ideas"),
            (
                "publication: { when: \"onAcceptance\", clause: \"§5.1\" }",
                "publication: { when: \"never\", clause: \"§5.1\" }", "ideas.support"
            ),
            ("id: \"verify\", startsAt", "id: \"consider\", startsAt", "belongs to ideas"),
        ]
    )
    func faults(old: String, new: String, said: String) throws {
        let fault = #expect(throws: (any Error).self) {
            try ProjectTown.named("demo", revision: 2, ProjectTown.Change(MunicipalityFiles.rules, old, new))
        }
        #expect(fault.map { "\($0)" }?.contains(said) == true, "\(fault.map { "\($0)" } ?? "")")
    }

    @Test("A town without ideas has no use for the rule, and one that cannot decline them has no way to answer")
    func nothingToAnswer() throws {
        let idea = "  ideas: { clause: \"III.28\" },\n  retention: ["
        let siedlce = #expect(throws: (any Error).self) {
            try ProjectTown.named("siedlce", revision: 2, ProjectTown.Change("rules.json5", "  retention: [", idea))
        }
        #expect(siedlce.map { "\($0)" }?.contains("no category of the kind “idea”") == true)
        let kielce = try ProjectTown.named("kielce", revision: 2, .init("rules.json5", "  retention: [", idea))
        #expect(kielce.takesIdeas(.idea, in: ID("idea")) && kielce.support(of: .idea, in: ID("idea")) == nil)
    }

    @Test("The same move may ask other things of other kinds of reports, and of the same kind only once")
    func moves() throws {
        let town = try ProjectTown.named("demo")
        let idea = "kinds: [\"idea\"], clause: \"§4.17\" },\n      { from: \"inProgress\", to: \"done\""
        #expect(throws: (any Error).self) {
            try ProjectTown.named(
                "demo",
                revision: 2,
                .init("rules.json5", idea, idea.replacing("idea", with: "issue"))
            )
        }
        for (kind, wanted) in [
            (ReportKind.idea, Set([Requirement.justification])), (.issue, [.justification, .solution]),
        ] {
            let move = town.reports.transitions.first { $0.from == .accepted && $0.to == .closed && $0.binds(kind) }
            #expect(move?.needs == wanted)
        }
    }
}
