import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// Which reports a rule of routing takes, and where a report goes.
@Suite struct RoutingRuleTests {
    @Test(
        "Hours go over midnight, and their end is not among them",
        arguments: [
            ("08:00", "16:00", "08:00", true), ("08:00", "16:00", "15:59", true), ("08:00", "16:00", "16:00", false),
            ("08:00", "16:00", "07:59", false), ("16:00", "08:00", "16:00", true), ("16:00", "08:00", "23:59", true),
            ("16:00", "08:00", "00:00", true), ("16:00", "08:00", "07:59", true), ("16:00", "08:00", "08:00", false),
            ("16:00", "00:00", "23:59", true), ("16:00", "00:00", "00:00", false),
        ]
    )
    func hours(from: String, until: String, time: String, isIn: Bool) throws {
        let hours = RoutingRule.Hours(from: try #require(TimeOfDay(from)), until: try #require(TimeOfDay(until)))
        #expect(hours.contains(try #require(TimeOfDay(time))) == isIn)
    }

    @Test(
        "The first rule that takes a report counts; without one it goes to the unit of its category",
        arguments: [
            ("street-light", nil, "lighting"), ("street-light", Coordinate(latitude: 52.1, longitude: 19.35), "roads"),
            ("street-light", Coordinate(latitude: 52.1, longitude: 19.3), "lighting"),
            ("pothole", Coordinate(latitude: 52.1, longitude: 19.35), "roads"),
        ] as [(String, Coordinate?, String)]
    )
    func unit(category: String, point: Coordinate?, unit: String) throws {
        let town = try ProjectTown.named("demo")
        let category = try #require(town.category(ID(category)))
        #expect(town.unit(of: category, at: point, receivedAt: .monday) == ID(unit))
    }

    @Test("What was typed becomes a rule before those that stay, as the file writes it")
    func draft() throws {
        let town = try ProjectTown.named("demo")
        var typed = RoutingDraft.Typed()
        (typed.unit, typed.categories, typed.districts) = ("order", ["bin", "pothole"], ["zarzecze"])
        (typed.days, typed.from, typed.until, typed.kept) = ("working", "22:00", "6:30", ["bins-on-days-off"])
        #expect(Self.failures(of: typed, in: town) == [.timeMalformed(field: "until")])
        typed.until = "06:30"
        let draft = try RoutingDraft(typed, in: town)
        #expect(draft.rules.map(\.id.rawValue) == ["new", "bins-on-days-off"])
        #expect(
            draft.added?.json5
                == #"unit: "order", categories: ["bin", "pothole"], districts: ["zarzecze"], days: "working", "#
                + #"hours: { from: "22:00", until: "06:30" }"#
        )
        typed.unit = ""
        #expect(try RoutingDraft(typed, in: town).rules.map(\.id.rawValue) == ["bins-on-days-off"])
    }

    @Test("All that is wrong is told at once, each at its field")
    func wrong() throws {
        let town = try ProjectTown.named("demo")
        var typed = RoutingDraft.Typed()
        (typed.unit, typed.categories, typed.districts) = ("nobody", ["bin", "x"], ["nowhere"])
        (typed.days, typed.from, typed.until) = ("sundays", "08:00", "08:00")
        #expect(
            Self.failures(of: typed, in: town)
                == [.unitUnknown, .daysUnknown, .categoryUnknown, .districtUnknown, .noHours]
        )
    }

    private static func failures(of typed: RoutingDraft.Typed, in town: Municipality) -> [RoutingFailure] {
        do {
            _ = try RoutingDraft(typed, in: town)
            return []
        } catch {
            return error.all.compactMap { $0 as? RoutingFailure }
        }
    }
}
