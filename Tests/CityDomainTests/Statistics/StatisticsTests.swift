import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct StatisticsTests {
    private static let start = CivilDate(2026, 3, 30)

    private static func deadline(_ name: DeadlineName, due: Int, held: Int? = nil, ended: Int? = nil) -> ReportDeadline
    {
        ReportDeadline(
            name: name,
            startedOn: start,
            within: .workingDays(3),
            due: start + due,
            revision: 1,
            endsAt: [.done],
            clause: Clause("x"),
            heldSince: held.map { start + $0 },
            endedOn: ended.map { start + $0 }
        )
    }

    private static func counted(
        _ status: ReportStatus,
        ended: Int? = nil,
        ground: StatisticGround? = nil,
        area: MapCell? = nil,
        district: CountedDistrict? = nil,
        deadlines: [ReportDeadline] = []
    ) -> CountedReport {
        CountedReport(
            category: ID("bin"),
            unit: ID("roads"),
            kind: .issue,
            status: status,
            receivedOn: start,
            endedOn: ended.map { start + $0 },
            ground: ground,
            area: area,
            district: district,
            deadlines: deadlines
        )
    }

    @Test("An open report is a receipt of its month and a running term; what the reporter must do is not counted")
    func open() {
        let report = Self.counted(
            .new,
            deadlines: [
                Self.deadline(.verify, due: 3), Self.deadline(.reply, due: 9), Self.deadline(.finish, due: 30, held: 1),
            ]
        )
        #expect(
            report.facts.map(\.what) == [
                .received(.new, ground: nil), .term(.verify, .running(due: Self.start + 3)), .term(.finish, .held),
            ]
        )
        #expect(Set(report.facts.map(\.month)) == [CivilMonth(2026, 3)])
    }

    @Test(
        "A handled report is counted in the month of its end by its calendar days, and where it stands in that of its receipt"
    )
    func handled() throws {
        let square = StatisticArea.square(of: try .sample)
        let report = Self.counted(
            .rejected,
            ended: 5,
            ground: .rejected(.duplicate),
            area: square,
            district: .within(ID("old-town")),
            deadlines: [Self.deadline(.verify, due: 3, ended: 5), Self.deadline(.start, due: 5, ended: 5)]
        )
        #expect(
            report.facts.map { "\($0.month) \($0.what)" } == [
                "2026-03 \(StatisticFact.What.received(.rejected, ground: .rejected(.duplicate)))",
                "2026-04 \(StatisticFact.What.handled(days: 5))", "2026-03 \(StatisticFact.What.area(square))",
                "2026-03 \(StatisticFact.What.district(.within(ID("old-town"))))",
                "2026-03 \(StatisticFact.What.term(.verify, .late))",
                "2026-03 \(StatisticFact.What.term(.start, .inTime))",
            ]
        )
    }

    @Test(
        "Half and nine of ten were handled within the days of one of them",
        arguments: [
            ([:], nil, nil), ([4: 1], 4, 4), ([0: 1, 9: 1], 0, 9), ([1: 5, 2: 4, 30: 1], 1, 2),
            ([1: 4, 2: 4, 30: 1], 2, 30),
            ([0: 49, 1: 41, 7: 10], 1, 1), ([0: 49, 1: 40, 7: 11], 1, 7),
        ] as [([Int: Int], Int?, Int?)]
    )
    func quantiles(counts: [Int: Int], median: Int?, ninetieth: Int?) {
        let days = DayCounts(counts)
        #expect(days.median == median && days.ninetieth == ninetieth)
    }

    @Test("Quantiles are those of the sorted days, whatever was added and taken away")
    func quantilesOfAll() {
        var dice = Dice(seed: 3)
        for _ in 0..<300 {
            let all = (0..<Int.random(in: 1...40, using: &dice)).map { _ in Int.random(in: 0...9, using: &dice) }
                .sorted()
            var days = DayCounts()
            for day in all + [3, 3] { days.add(1, days: day) }
            days.add(-2, days: 3)
            #expect(days.median == all[(all.count + 1) / 2 - 1])
            #expect(days.ninetieth == all[(all.count * 9 + 9) / 10 - 1])
            #expect(days.total == all.count)
        }
    }

    @Test("What everybody is told of one table gives no small group of another one away")
    func linked() {
        var figures = StatisticsFigures()
        func part(_ status: ReportStatus, _ count: Int, _ ground: StatisticGround? = nil) -> StatisticsFigures.Received
        {
            .init(category: ID("bin"), unit: ID("roads"), kind: .issue, status: status, ground: ground, count: count)
        }
        figures.received = [part(.accepted, 3), part(.done, 42), part(.rejected, 10, .rejected(.spam))]
        figures.handled = [.init(category: ID("bin"), unit: ID("roads"), days: DayCounts([4: 52]))]
        figures.terms = [StatisticsFigures.Terms(name: .verify)]
        (figures.terms[0].inTime, figures.terms[0].late) = (52, 3)
        let months = CivilMonth(2026, 1)...CivilMonth(2026, 3)
        let office = Statistics(figures, of: months, for: .office)
        #expect(office.handled == .count(52) && office.terms[0].share != nil && office.byUnit.count == 1)
        let told = Statistics(figures, of: months, for: .everybody)
        // 52 that ended less 42 that are done would be those that were rejected, and so the three would be known.
        #expect(told.total == .count(55) && told.handled == .hidden && told.byUnit.isEmpty && told.grounds.isEmpty)
        #expect(told.byStatus.filter { $0.received == .hidden }.map(\.key) == [.accepted, .rejected])
        #expect(told.terms[0].share == nil && told.terms[0].inTime == .hidden)
        #expect(told.median == 4)
    }

    @Test("Everybody is told of districts or of squares, never of both; empty districts are told, small ones are not")
    func districts() throws {
        let districts = try #require(try ProjectTown.named("demo").districts)
        let (old, east, north) = (
            CountedDistrict.within(ID("stare-miasto")), CountedDistrict.within(ID("zarzecze")),
            CountedDistrict.within(ID("podgaje"))
        )
        var figures = StatisticsFigures()
        figures.areas = [StatisticArea.square(of: try .sample): 52]
        figures.districts = [old: 30, east: 3, .elsewhere: 19]
        let months = CivilMonth(2026, 1)...CivilMonth(2026, 3)
        func lines(_ reader: StatisticsReader, _ districts: Districts?) -> [CountedDistrict: Int?] {
            let told = Statistics(figures, of: months, for: reader, districts: districts)
            #expect(told.areas.isEmpty == (reader == .everybody && districts != nil))
            return Dictionary(uniqueKeysWithValues: told.districts.map { ($0.key, $0.received.number) })
        }
        #expect(lines(.office, nil).isEmpty && lines(.everybody, nil).isEmpty)
        let office = lines(.office, districts)
        #expect(office.count == 6 && office[east] == 3 && office[north] == 0)
        let told = lines(.everybody, districts)
        #expect(told[old] == 30 && told[north] == 0 && told[east] == .some(nil) && told[.elsewhere] == .some(nil))
    }

    @Test("The share in time is of what is decided: running terms within their days and those that stand still are not")
    func share() {
        var terms = StatisticsFigures.Terms(name: .finish)
        #expect(terms.share == nil)
        (terms.inTime, terms.late, terms.overdue, terms.running, terms.held) = (6, 1, 1, 5, 3)
        #expect(terms.share == 0.75)
    }
}

@Suite struct SmallGroupsTests {
    @Test(
        "Counts below five are hidden, with as many of the next as it takes that a sum gives none away",
        arguments: [
            ([], ""), ([0, 0], "0 0"), ([5, 90, 0], "5 90 0"),
            // Alone, a small one would be the sum less the others.
            ([3, 40, 20, 0], "– 40 – 0"),
            // Two that together are still small.
            ([1, 1, 30, 12], "– – 30 –"),
            ([4, 4, 2, 99], "– – – 99"),
            // Nothing to hide behind: not even which ones are empty.
            ([2, 0, 0], "– – –"), ([3], "–"), ([2, 3], "– –"), ([1, 6], "– –"),
        ]
    )
    func hidden(counts: [Int], shown: String) {
        #expect(SmallGroups.protected(counts).map { $0.number.map(String.init) ?? "–" }.joined(separator: " ") == shown)
    }

    /// All ways to have the same sum that would be shown in the same way.
    private static func ways(_ counts: [Int]) -> [[Int]] {
        let (shown, sum) = (SmallGroups.protected(counts), counts.reduce(0, +))
        func fill(_ index: Int, _ left: Int) -> [[Int]] {
            guard index < counts.count else { return left == 0 ? [[]] : [] }
            let values = shown[index].number.map { [$0] } ?? Array(0...max(0, left))
            return values.filter { $0 <= left }.flatMap { value in fill(index + 1, left - value).map { [value] + $0 } }
        }
        return fill(0, sum).filter { SmallGroups.protected($0) == shown }
    }

    @Test("From the shown counts, their sum and this very rule, no small count can be worked out")
    func noDifference() {
        var dice = Dice(seed: 11)
        var checked = 0
        for _ in 0..<400 {
            let counts = (0..<Int.random(in: 2...4, using: &dice)).map { _ in Int.random(in: 0...11, using: &dice) }
            // Fewer than five in all is not shown at all.
            guard counts.reduce(0, +) >= SmallGroups.least else { continue }
            let ways = Self.ways(counts)
            for (index, count) in counts.enumerated() where count > 0 && count < SmallGroups.least {
                checked += 1
                #expect(Set(ways.map { $0[index] }).count > 1, "\(counts) gives \(count) away")
            }
        }
        #expect(checked > 100)
    }
}

extension Coordinate {
    fileprivate static var sample: Coordinate { get throws { try #require(PublicText.sample.point) } }
}
