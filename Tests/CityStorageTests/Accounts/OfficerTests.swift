import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct OfficerTests {
    @Test(
        "Who acts for the office is read back as it was written",
        arguments: [Officer.staff(ID("s1")), .program(ID("k1"))]
    )
    func stored(_ officer: Officer) { #expect(Officer(databaseValue: officer.databaseValue) == officer) }

    @Test("Lines from before programs could act for the office are those of its staff", arguments: Engine.available)
    func migration(_ engine: Engine) async throws {
        let before = Schema(Array(Schema.ratusz.migrations.prefix(4)))
        try await engine.withPlace(Schema([])) { place in
            let old = try await place.open(before)
            _ = try await Migrator(old).migrate(at: .monday)
            try await old.town(.north).write { transaction in
                for (sequence, actor, staff) in [(1, "reporter", nil), (2, "staff", "s1" as String?)] {
                    try transaction.execute(
                        """
                        INSERT INTO report_events (municipality, report, sequence, act, status, at, actor, staff)
                        VALUES ({town}, 'r1', ?, 'moved', 'new', 1, ?, ?)
                        """,
                        sequence,
                        actor,
                        staff
                    )
                }
            }
            await old.close()
            let new = try await place.open(.ratusz)
            _ = try await Migrator(new).migrate(at: .monday)
            let rows = try await new.town(.north).read { transaction in
                try transaction.query(
                    "SELECT actor, officer FROM report_events WHERE municipality = {town} ORDER BY sequence"
                ).map { Array($0.all) }
            }
            #expect(rows == [["reporter", .null], ["office", "s1"]])
            await new.close()
        }
    }
}
