import CityKit
import CityStorage
import CityTestSupport
import Foundation
import Testing

@testable import CityDomain

/// The kept counts are true, whatever happens to reports and to the accounts that sent them.
@Suite struct StatisticsStoreTests {
    private static func with(
        _ engine: Engine,
        _ name: String = "demo",
        _ body: (TestTownHall, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(name)
            try await body(try TestTownHall(database, town), town)
        }
    }

    private static func figures(
        _ hall: TestTownHall,
        _ town: Municipality,
        _ scope: ReportScope = .everything
    ) async throws -> StatisticsFigures {
        let months = CivilMonth(2026, 1)...CivilMonth(2027, 12)
        return try await hall.statistics.figures(
            StatisticsQuery(months: months),
            within: scope,
            on: town.clock.date(of: hall.now),
            in: town.id
        )
    }

    @Test("What a report is counted as follows it from the receipt to the end", arguments: Engine.available)
    func life(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let number = try await hall.submit(in: town).number
            var figures = try await Self.figures(hall, town)
            #expect(figures.counts { $0.status } == [.new: 1] && figures.months == [CivilMonth(2026, 4): 1])
            #expect(figures.handled.isEmpty && figures.areas.isEmpty)
            #expect(figures.terms.reduce(0) { $0 + $1.running } > 0)
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            hall.clock.advance(.days(9))
            for status in [ReportStatus.inProgress, .done] {
                try await hall.decide(Decision(to: status, justification: "Tak."), about: number, in: town)
            }
            figures = try await Self.figures(hall, town)
            #expect(figures.counts { $0.status } == [.done: 1])
            #expect(figures.handledMonths == [CivilMonth(2026, 5): DayCounts([9: 1])])
            #expect(figures.areas.values.reduce(0, +) == 1)
            let longer = try await hall.statistics.figures(
                StatisticsQuery(months: CivilMonth(2026, 1)...CivilMonth(2028, 1)),
                within: .everything,
                on: CivilDate(2028, 1, 1),
                in: town.id
            )
            #expect(longer.handledMonths.isEmpty && longer.allDays == DayCounts([9: 1]))
            #expect(figures.terms.reduce(0) { $0 + $1.running + $1.overdue } == 0)
            #expect(try await hall.keepStatistics.recount(in: town).isTrue)
        }
    }

    @Test(
        "A term that runs is overdue from the day after its last, without anybody touching the report",
        arguments: Engine.available
    )
    func overdue(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let number = try await hall.submit(in: town).number
            let report = try await hall.readReport.unseen(number, in: town).report
            let due = try #require(report.nextDeadline)
            for (day, overdue) in [(due.due, 0), (due.due + 1, 1)] {
                let months = CivilMonth(of: due.startedOn)...CivilMonth(of: due.startedOn)
                let figures = try await hall.statistics.figures(
                    StatisticsQuery(months: months),
                    within: .everything,
                    on: day,
                    in: town.id
                )
                #expect(figures.terms.first { $0.name == due.name }?.overdue == overdue)
            }
        }
    }

    @Test(
        "A query sees its months, category, unit and kind, and nothing outside of the reach",
        arguments: Engine.available
    )
    func narrowed(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let categories = Array(town.categories.prefix(2))
            for category in categories + [categories[0]] {
                var submission = Submission.sample(in: town)
                submission.category = category.id.rawValue
                _ = try await hall.submit(submission, in: town)
                hall.clock.advance(.days(20))
            }
            func total(_ query: StatisticsQuery, _ scope: ReportScope = .everything) async throws -> Int {
                try await hall.statistics.figures(query, within: scope, on: CivilDate(2026, 7, 1), in: town.id).total
            }
            let all = CivilMonth(2026, 1)...CivilMonth(2026, 12)
            let first = categories[0]
            #expect(try await total(StatisticsQuery(months: all)) == 3)
            #expect(try await total(StatisticsQuery(months: CivilMonth(2026, 5)...CivilMonth(2026, 5))) == 1)
            #expect(try await total(StatisticsQuery(months: all, category: first.id)) == 2)
            #expect(try await total(StatisticsQuery(months: all, unit: ID("nobody"))) == 0)
            #expect(try await total(StatisticsQuery(months: all, unit: first.unit, kind: first.kind)) >= 2)
            let reach = ReportScope([ReportScope.Part(categories: [categories[1].id])])
            #expect(try await total(StatisticsQuery(months: all), reach) == 1)
            #expect(try await total(StatisticsQuery(months: all), ReportScope([])) == 0)
            #expect(try await hall.statistics.firstMonth(in: town.id) == CivilMonth(2026, 4))
            #expect(try await hall.statistics.firstMonth(in: ID("elsewhere")) == nil)
        }
    }

    @Test(
        "Reports of an account that restricts the use of its data are not counted, until the restriction ends",
        .clause("suprasl/VII a13d"),
        arguments: Engine.available
    )
    func restriction(_ engine: Engine) async throws {
        try await Self.with(engine, "suprasl") { hall, town in
            let ida = try await hall.resident(in: town)
            _ = try await hall.submit(by: ida, in: town)
            _ = try await hall.submit(in: town)
            #expect(try await Self.figures(hall, town).total == 2)
            try await hall.askForRight(.restriction(.unlawful), words: "x", of: ida, in: town, at: hall.now)
            #expect(try await Self.figures(hall, town).total == 1)
            // What comes while it holds is not counted either.
            _ = try await hall.submit(by: ida, in: town)
            #expect(try await Self.figures(hall, town).total == 1)
            #expect(
                try await hall.keepStatistics.recount(in: town)
                    == Recount(reports: 1, uncounted: 0, stale: [], differences: [:])
            )
            try await hall.askForRight.endRestriction(of: ida, in: town, at: hall.now)
            #expect(try await Self.figures(hall, town).total == 3)
            try await hall.askForRight(.restriction(.unlawful), words: "x", of: ida, in: town, at: hall.now)
            // What stays of an erased account is nobody's.
            try await hall.eraseResident(ida, proof: .password(.sample), in: town, at: hall.now)
            #expect(try await Self.figures(hall, town).total == 3)
            #expect(try await hall.keepStatistics.recount(in: town).isTrue)
        }
    }

    /// In the middle of the town.
    private static func publish(_ number: ReportNumber, _ hall: TestTownHall, _ town: Municipality) async throws {
        try await hall.decide(Decision(to: .accepted), about: number, in: town)
        let middle = try #require(Coordinate(latitude: 52.1, longitude: 19.3))
        try await hall.work(number, in: town) { try await $0.place($1, at: middle) }
    }

    private static func districts(_ outline: String) throws -> Districts {
        let feature = #"{"type": "Feature", "properties": {"id": "new", "name": "New"}, "geometry": \#(outline)}"#
        let file = #"{"type": "FeatureCollection", "features": [\#(feature)]}"#
        return try JSONDecoder().decode(Districts.self, from: Data(file.utf8))
    }

    @Test(
        "Published places are counted for the district they are in, and again when they move or go",
        arguments: Engine.available
    )
    func sorted(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let keep = hall.keepStatistics
            let numbers = [try await hall.submit(in: town).number, try await hall.submit(in: town).number]
            #expect(try await keep.sortPlaces(in: town) == 0, "nothing is public yet")
            for number in numbers { try await Self.publish(number, hall, town) }
            #expect(try await Self.figures(hall, town).districts.isEmpty)
            #expect(try await keep.sortPlaces(in: town) == 2)
            #expect(try await keep.sortPlaces(in: town) == 0)
            let old = ID<District>("stare-miasto")
            #expect(try await Self.figures(hall, town).districts == [.within(old): 2])
            let (inZarzecze, outside) = (
                try #require(Coordinate(latitude: 52.1, longitude: 19.35)),
                try #require(Coordinate(latitude: 52.2, longitude: 19.3))
            )
            try await hall.work(numbers[0], in: town) { try await $0.place($1, at: inZarzecze) }
            #expect(try await Self.figures(hall, town).districts == [.within(old): 1], "until it is sorted again")
            try await keep.sortPlaces(in: town)
            #expect(try await Self.figures(hall, town).districts == [.within(old): 1, .within(ID("zarzecze")): 1])
            try await hall.work(numbers[0], in: town) { try await $0.place($1, at: outside) }
            try await keep.sortPlaces(in: town)
            #expect(try await Self.figures(hall, town).districts == [.within(old): 1, .elsewhere: 1])
            try await hall.work(numbers[1], in: town) { try await $0.takeDown($1, reason: "x") }
            #expect(try await Self.figures(hall, town).districts == [.elsewhere: 1])
            #expect(try await Self.figures(hall, town).isCounting == false)
            #expect(try await keep.recount(in: town).isTrue)
        }
    }

    @Test(
        "The page says that it counts while many places wait, and not for those of the last seconds",
        arguments: Engine.available
    )
    func sorting(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            try await hall.keepStatistics.sortPlaces(in: town)
            func publish(_ numbers: Range<Int>) async throws {
                try await hall.database.town(town.id).write { transaction in
                    for number in numbers {
                        try transaction.execute(
                            """
                            INSERT INTO publications
                                (municipality, report, title, description, latitude, longitude, published_at, listed)
                            VALUES ({town}, ?, 'x', 'x', 52.1, 19.3, 0, FALSE)
                            """,
                            "report-\(number)"
                        )
                    }
                }
            }
            try await publish(0..<1)
            #expect(try await hall.keepStatistics.sortPlaces(in: town) == 1)
            try await publish(1..<201)
            #expect(try await !Self.figures(hall, town).isCounting)
            try await publish(201..<202)
            #expect(try await Self.figures(hall, town).isCounting)
            #expect(try await hall.keepStatistics.sortPlaces(in: town) == 201)
            #expect(try await !Self.figures(hall, town).isCounting)
        }
    }

    @Test("New outlines sort everything anew; those of an older revision do nothing", arguments: Engine.available)
    func outlines(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let keep = hall.keepStatistics
            try await Self.publish(try await hall.submit(in: town).number, hall, town)
            try await keep.sortPlaces(in: town)
            let north = "[[[19, 53], [20, 53], [20, 54], [19, 53]]]"
            let here = "[[[19, 52], [20, 52], [20, 53], [19, 53], [19, 52]]]"
            let polygon = #"{"type": "Polygon", "coordinates": \#(north)}"#
            let several = #"{"type": "MultiPolygon", "coordinates": [\#(north), \#(here)]}"#
            func sort(_ districts: Districts?, _ revision: Int) async throws -> Int {
                let map = DistrictMap(districts, revision: revision, hall.vault)
                return try await hall.statistics.sortPlaces(limit: 9, by: map, in: town.id)
            }
            for (outline, revision, sorted, districts) in [
                (polygon, 4, 1, [CountedDistrict.elsewhere: 1]), (polygon, 5, 0, [.elsewhere: 1]),
                (several, 4, 0, [.elsewhere: 1]), (several, 6, 1, [.within(ID("new")): 1]),
            ] {
                #expect(try await sort(Self.districts(outline), revision) == sorted)
                #expect(try await Self.figures(hall, town).districts == districts)
                #expect(try await keep.recount(in: town).isTrue)
            }
            #expect(try await keep.sortPlaces(in: town) == 0, "a process that has not heard of revision 6")
            #expect(try await sort(nil, 7) == 1)
            let figures = try await Self.figures(hall, town)
            #expect(figures.districts.isEmpty && !figures.isCounting)
            #expect(try await keep.recount(in: town).isTrue)
        }
    }

    @Test("A case that is discarded is no longer counted, and leaves no empty lines", arguments: Engine.available)
    func discarded(_ engine: Engine) async throws {
        try await Self.with(engine, "suprasl") { hall, town in
            let number = try await hall.submit(in: town).number
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            for status in [ReportStatus.inProgress, .done] {
                try await hall.decide(Decision(to: status, justification: "Tak."), about: number, in: town)
            }
            hall.clock.advance(.days(3_000))
            try await hall.runRetention(in: town, by: .test, at: hall.now)
            #expect(try await hall.reports.file(number, in: town.id) == nil)
            let lines = try await hall.database.town(town.id).read { transaction in
                try ["statistic_counts", "statistic_days", "statistic_areas"].reduce(0) { (lines, table: SQL) in
                    lines + (try transaction.query("SELECT points FROM \(table) WHERE municipality = {town}").count)
                }
            }
            #expect(lines == 0)
        }
    }

    @Test(
        "Reports of before there were counts are counted once, also when one of them changes meanwhile",
        arguments: Engine.available
    )
    func uncounted(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let numbers = [try await hall.submit(in: town).number, try await hall.submit(in: town).number]
            try await hall.decide(Decision(to: .accepted), about: numbers[0], in: town)
            try await hall.database.town(town.id).write { transaction in
                for table: SQL in ["statistic_counts", "statistic_days", "statistic_areas"] {
                    try transaction.execute("DELETE FROM \(table) WHERE municipality = {town}")
                }
                try transaction.execute("UPDATE reports SET received_on = NULL WHERE municipality = {town}")
                try transaction.execute("UPDATE publications SET area = NULL WHERE municipality = {town}")
            }
            #expect(try await Self.figures(hall, town).isCounting)
            try await hall.decide(Decision(to: .accepted), about: numbers[1], in: town)
            #expect(try await hall.keepStatistics.recount(in: town).uncounted == 2)
            #expect(try await hall.keepStatistics.countUncounted(in: town) == 2)
            #expect(try await hall.keepStatistics.countUncounted(in: town) == 0)
            let figures = try await Self.figures(hall, town)
            #expect(!figures.isCounting && figures.total == 2 && figures.areas.values.reduce(0, +) == 2)
            #expect(try await hall.keepStatistics.recount(in: town).isTrue)
        }
    }

    @Test("A recount finds counts and notes that are not true, and mends them", arguments: Engine.available)
    func repair(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let number = try await hall.submit(in: town).number
            _ = try await hall.submit(in: town)
            let right = try await Self.figures(hall, town)
            try await hall.database.town(town.id).write { transaction in
                try transaction.execute("UPDATE statistic_counts SET points = points + 7 WHERE municipality = {town}")
                try transaction.execute(
                    "UPDATE reports SET ended_on = 5 WHERE municipality = {town} AND sequence = ?",
                    number.sequence
                )
            }
            let found = try await hall.keepStatistics.recount(in: town)
            #expect(!found.isTrue && found.stale.count == 1 && Set(found.differences.values) == [-7])
            try await hall.keepStatistics.repair(found, in: town)
            #expect(try await hall.keepStatistics.recount(in: town).isTrue)
            #expect(try await Self.figures(hall, town) == right)
        }
    }

    @Test("Submissions of many at once are all counted", arguments: Engine.available)
    func together(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<60 { group.addTask { _ = try await hall.submit(in: town) } }
                // One that fails takes nothing of the others along.
                group.addTask {
                    var submission = Submission.sample(in: town)
                    submission.category = "nothing"
                    _ = try? await hall.submit(submission, in: town)
                }
                try await group.waitForAll()
            }
            #expect(try await Self.figures(hall, town).total == 60)
            #expect(try await hall.keepStatistics.recount(in: town).isTrue)
        }
    }

    @Test(
        "After any acts in any order the kept counts are those of a recount",
        arguments: Engine.available,
        ["demo", "suprasl"]
    )
    func walk(_ engine: Engine, name: String) async throws {
        try await Self.with(engine, name) { hall, town in
            var walk = StatisticsWalk(hall, town, Dice(seed: 5))
            for step in 0..<240 {
                try await walk.step()
                guard step % 12 == 11 else { continue }
                let recount = try await hall.keepStatistics.recount(in: town)
                #expect(recount.isTrue, "after \(walk.log.suffix(12))")
            }
            // Otherwise the walk proves nothing.
            #expect(walk.done.count >= 17, "\(walk.done)")
        }
    }
}
