import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// Who is asked how content they are, and what everybody is told of the answers.
@Suite struct SatisfactionTests {
    @Test(
        "Towns without the rule ask nobody",
        arguments: ["kielce", "suprasl", "biale-blota", "siedlce", "kremenchuk"]
    )
    func silent(name: String) throws {
        #expect(try ProjectTown.named(name).reports.satisfaction == nil)
    }

    @Test(
        "An end by the office is asked about, one by somebody else is not",
        arguments: [
            (ReportEvent.Act.moved, ReportStatus.done, true), (.moved, .inProgress, false),
            (.rejected(.outOfScope, earlier: nil), .rejected, true), (.closed(.notFeasible), .closed, true),
            (.closed(.noAnswer), .closed, false), (.closed(.withdrawn), .closed, false),
            (.closed(.notAdmitted), .closed, false), (.corrected, .done, false),
        ]
    )
    func decisions(act: ReportEvent.Act, status: ReportStatus, isAsked: Bool) {
        let event = ReportEvent(sequence: 2, act: act, status: status, at: .monday, actor: .system)
        #expect(event.isDecision == isAsked)
    }

    @Test(
        "Everybody is told of no small group of answers, and of none that gives one away",
        arguments: [
            ([12, 9, 7], [12, 9, 7]), ([12, 9, 3], [12, nil, nil]), ([4, 0, 0], [nil, nil, nil]), ([0, 0, 0], []),
        ] as [([Int], [Int?])]
    )
    func publicCounts(said: [Int], told: [Int?]) {
        var figures = StatisticsFigures()
        for (answer, count) in zip(Satisfaction.allCases, said) where count > 0 { figures.satisfaction[answer] = count }
        let months = CivilMonth(2026, 1)...CivilMonth(2026, 4)
        let everybody = Statistics(figures, of: months, for: .everybody)
        #expect(everybody.satisfaction.map(\.received.number) == told)
        let office = Statistics(figures, of: months, for: .office)
        #expect(office.satisfaction.map(\.received.number) == (told.isEmpty ? [] : said))
    }
}
