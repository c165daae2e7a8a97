import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct RetentionRuleTests {
    private static func rule(_ json: String) throws -> RetentionRule {
        let town = try ProjectTown.named(
            "siedlce",
            .init("rules.json5", "retention: [", "retention: [ { \(json), basis: \"a test\" },")
        )
        return town.retentionRules[0]
    }

    @Test(
        "A period is over after its last day; a class of the filing plan counts full years from 1 January after the end",
        .clause("biale-blota/§7 b2•2"),
        arguments: [
            ("data: \"contacts\", keep: \"30 days\"", CivilDate(2026, 4, 27), "2026-05-28", RetentionEnd.discarded),
            ("data: \"contacts\", keep: \"12 months\"", CivilDate(2026, 4, 27), "2027-04-28", .discarded),
            // The last day would be a Sunday.
            ("data: \"contacts\", keep: \"6 days\"", CivilDate(2026, 4, 27), "2026-05-05", .discarded),
            ("data: \"reports\", archive: \"B5\"", CivilDate(2026, 1, 1), "2032-01-01", .discarded),
            ("data: \"reports\", archive: \"B5\"", CivilDate(2026, 12, 31), "2032-01-01", .discarded),
            ("data: \"reports\", archive: \"B10\"", CivilDate(2026, 6, 1), "2037-01-01", .discarded),
            ("data: \"reports\", archive: \"BE10\"", CivilDate(2026, 6, 1), "2037-01-01", .appraised),
            ("data: \"reports\", archive: \"A\"", CivilDate(2026, 6, 1), "2052-01-01", .handedOver),
        ]
    )
    func terms(json: String, event: CivilDate, due: String, end: RetentionEnd) throws {
        let calendar = try ProjectTown.named("siedlce").calendar
        let rule = try Self.rule(json)
        #expect("\(rule.due(after: event, in: calendar))" == due)
        #expect(rule.end == end)
    }

    @Test(
        "What happened before the first day that is kept is due, and what happened on it is not",
        arguments: [
            "data: \"contacts\", keep: \"1 day\"", "data: \"contacts\", keep: \"90 days\"",
            "data: \"accounts\", keep: \"36 months\"", "data: \"accounts\", keep: \"9999 months\"",
            "data: \"reports\", archive: \"B5\"", "data: \"reports\", archive: \"A\"",
        ]
    )
    func border(json: String) throws {
        let calendar = try ProjectTown.named("siedlce").calendar
        let rule = try Self.rule(json)
        for today in stride(from: CivilDate(2026, 12, 20), to: CivilDate(2027, 1, 12), by: 1) {
            let first = rule.firstKept(on: today, in: calendar)
            #expect(rule.due(after: first, in: calendar) > today, "\(today)")
            #expect(rule.due(after: first - 1, in: calendar) <= today, "\(today)")
        }
    }

    @Test("Where the town is silent the program's own rules hold, and only there")
    func silence() throws {
        let silent = try ProjectTown.named("kremenchuk")
        let rules = silent.retention.map { "\($0.data) \($0.term)" }
        #expect(rules == ["representations 36 months", "followers 90 days", "comments 12 months", "attempts 30 days"])
        let own = try ProjectTown.named(
            "siedlce",
            .init(
                "rules.json5",
                "retention: [",
                "retention: [ { data: \"followers\", keep: \"7 days\", basis: \"a test\" },"
            )
        )
        let followers = own.retention.filter { $0.data == .followers }
        #expect(followers.map(\.term) == ["7 days"])
    }

    @Test("A rule that names a category goes before the one for all others")
    func categories() throws {
        let town = try ProjectTown.named("demo")
        let classes = ["pothole", "idea", "flood-damage"].map { town.retention(of: .reports, in: ID($0))?.archive }
        #expect(classes == [.b5, .be10, .a])
        #expect(try ProjectTown.named("kielce").retention(of: .reports, in: ID("pothole")) == nil)
    }
}
