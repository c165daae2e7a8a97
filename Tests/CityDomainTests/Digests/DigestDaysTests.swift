import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// Which days a part of the morning letter asks for.
@Suite struct DigestDaysTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let today: CivilDate
        /// The last day of a term that is named as near.
        let soon: CivilDate
        /// The latest last day of a term of which the head of the unit is told.
        let escalated: CivilDate
        var testDescription: String { "\(today)" }
    }

    /// By a rule of two working days before and one after; the first of May 2026 is a Friday and a day off.
    static let rows: [Row] = [
        Row(today: CivilDate(2026, 4, 27), soon: CivilDate(2026, 4, 29), escalated: CivilDate(2026, 4, 26)),
        Row(today: CivilDate(2026, 4, 28), soon: CivilDate(2026, 4, 30), escalated: CivilDate(2026, 4, 27)),
        Row(today: CivilDate(2026, 4, 30), soon: CivilDate(2026, 5, 5), escalated: CivilDate(2026, 4, 29)),
        Row(today: CivilDate(2026, 5, 4), soon: CivilDate(2026, 5, 6), escalated: CivilDate(2026, 5, 3)),
    ]

    @Test("Working days are counted by the calendar of the town", arguments: rows)
    func days(row: Row) throws {
        let town = try ProjectTown.named("demo")
        let rule = try #require(town.reports.digest)
        let morning = ComposeDigest.Morning(
            town: town,
            rule: rule,
            day: row.today,
            standIns: .none,
            absent: [:],
            declined: []
        )
        let head = Staff.sample([StaffGrant(.unitHead, unit: ID("roads"))])
        let queries = Dictionary(uniqueKeysWithValues: morning.queries(for: head))
        #expect(queries[.overdue]?.through == row.today - 1)
        #expect(queries[.soon]?.from == row.today)
        #expect(queries[.soon]?.through == row.soon)
        #expect(queries[.unassigned]?.through == row.soon)
        #expect(queries[.escalated]?.through == row.escalated)
        #expect(queries[.escalated]?.scope == ReportScope([.init(unit: ID("roads"))]))
    }

    @Test("Who cannot assign is told of no case that nobody leads, and only heads of what is long overdue")
    func parts() throws {
        let town = try ProjectTown.named("demo")
        let rule = try #require(town.reports.digest)
        let morning = ComposeDigest.Morning(
            town: town,
            rule: rule,
            day: CivilDate(2026, 4, 27),
            standIns: .none,
            absent: [:],
            declined: []
        )
        let expected: [StaffRole: [Digest.Part]] = [
            .operator: [.overdue, .soon, .unassigned, .supported],
            .unitHead: [.overdue, .soon, .unassigned, .escalated, .supported],
            .dispatcher: [.overdue, .soon, .unassigned], .moderator: [.overdue, .soon], .administrator: [],
        ]
        for (role, parts) in expected {
            #expect(morning.queries(for: .sample([StaffGrant(role)])).map(\.0) == parts, "\(role)")
        }
    }
}

extension Staff {
    fileprivate static func sample(_ grants: [StaffGrant]) -> Self {
        Self(
            id: ID("ida"),
            rights: StaffRights(grants),
            name: Sealed(ciphertext: []),
            login: Sealed(ciphertext: []),
            personKey: WrappedKey(bytes: [])
        )
    }
}
