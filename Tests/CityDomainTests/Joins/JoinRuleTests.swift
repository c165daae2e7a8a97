import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What the rules of a town make of a join.
@Suite struct JoinRuleTests {
    private static let now = Instant.monday

    private static func report(_ sequence: Int, _ status: ReportStatus, in town: Municipality) throws -> Report {
        let category = try #require(town.categories.first)
        let number = ReportNumber(year: 2026, sequence: sequence)
        var report = Report(receiving: ID("r\(sequence)"), number: number, in: category, of: nil, at: now, by: town)
        if status != .new { report.reach(status, .moved, answer: nil, by: .system, at: now, in: town) }
        return report
    }

    @Test(
        "A report that the rules let the office reject is rejected, another open one goes on beside, an ended one is not joined",
        .clause("suprasl/II b7", "biale-blota/§3 b5"),
        arguments: ["suprasl", "biale-blota", "siedlce", "demo"],
        [
            (.new, .rejected), (.accepted, .beside), (.inProgress, .beside), (.done, nil), (.closed, nil),
            (.rejected, nil),
        ] as [(ReportStatus, Join.Way?)]
    )
    func ways(town: String, row: (status: ReportStatus, way: Join.Way?)) throws {
        let town = try ProjectTown.named(town)
        #expect(try Self.report(1, row.status, in: town).joinWay(by: town.reports) == row.way)
    }

    @Test("Where the rules know no duplicates, nothing is rejected for being one")
    func otherGrounds() throws {
        let town = try ProjectTown.named("kielce")
        #expect(!town.reports.rejection.reasons.contains { $0.id == .duplicate })
        #expect(try Self.report(1, .new, in: town).joinWay(by: town.reports) == .beside)
    }

    /// How the two stand before somebody joins 1 to 2.
    enum Before: CaseIterable {
        case apart, itself, joined, leads, led
    }

    @Test(
        "Nothing is joined to itself, twice, with those that it leads, or to one that is joined",
        arguments: [
            (.apart, nil), (.itself, .itself), (.joined, .joinedAlready(to: ReportNumber(year: 2026, sequence: 9))),
            (.leads, .leadsOthers(2)), (.led, .leadingJoined(to: ReportNumber(year: 2026, sequence: 9))),
        ] as [(Before, JoinFailure?)]
    )
    func refusals(before: Before, failure: JoinFailure?) throws {
        let town = try ProjectTown.named("demo")
        var pair = JoinedPair(report: try Self.report(1, .new, in: town), leading: try Self.report(2, .new, in: town))
        let other = Join(leading: ReportNumber(year: 2026, sequence: 9), way: .beside)
        switch before {
        case .apart: break
        case .itself: pair.leading = pair.report
        case .joined: pair.report.joined = other
        case .leads: pair.report.leads = 2
        case .led: pair.leading.joined = other
        }
        let untouched = pair
        func join() throws {
            _ = try pair.join(by: .officer, at: Self.now) { report in
                report.goBeside(ReportNumber(year: 2026, sequence: 2), words: nil, by: .officer, at: Self.now)
                return ReportChange()
            }
        }
        guard let failure else {
            try join()
            #expect(pair.report.joined == Join(leading: pair.leading.number, way: .beside))
            #expect(pair.report.status == .new && pair.leading.leads == 1)
            #expect(pair.leading.history.last?.act == .tookIn(pair.report.number))
            return
        }
        #expect(throws: failure) { try join() }
        #expect(pair.report == untouched.report && pair.leading == untouched.leading)
    }

    @Test("An open report does not go on beside one that has ended")
    func ended() throws {
        let town = try ProjectTown.named("demo")
        var pair = JoinedPair(
            report: try Self.report(1, .accepted, in: town),
            leading: try Self.report(2, .done, in: town)
        )
        #expect(throws: JoinFailure.leadingFinished(pair.leading.number)) {
            _ = try pair.join(by: .officer, at: Self.now) { _ in ReportChange() }
        }
    }

    @Test("A report that leads others is not taken back by its reporter")
    func withdrawal() throws {
        let town = try ProjectTown.named("demo")
        var report = try Self.report(1, .new, in: town)
        report.leads = 1
        #expect(throws: ReportFailure.leadsOthers) { try report.withdraw(at: Self.now, in: town) }
        report.leads = 0
        try report.withdraw(at: Self.now, in: town)
        #expect(report.status == .closed)
    }
}
