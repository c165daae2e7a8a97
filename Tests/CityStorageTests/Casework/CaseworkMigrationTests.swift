import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct CaseworkMigrationTests {
    /// Reports of before: one whose reporter was asked, one whose reporter has answered, one that is over.
    private static let reports: [(id: String, isFinished: Bool, answeredOn: CivilDate?)] = [
        ("asked", false, nil), ("answered", false, CivilDate(2026, 4, 27)), ("over", true, nil),
    ]

    @Test(
        "A report that waits for its reporter waits after the migration, and nobody leads any",
        arguments: Engine.available
    )
    func waiting(_ engine: Engine) async throws {
        let before = Schema(Array(Schema.ratusz.migrations.prefix { $0.number < 26 }))
        try await engine.withPlace(Schema([])) { place in
            let old = try await place.open(before)
            _ = try await Migrator(old).migrate(at: .monday)
            try await old.town(.north).write { transaction in
                for (index, report) in Self.reports.enumerated() {
                    try Self.insert(report.id, index + 1, report.isFinished, into: transaction)
                    try Self.ask(report.id, report.answeredOn, in: transaction)
                }
            }
            await old.close()
            let new = try await place.open(.ratusz)
            #expect(try await Migrator(new).migrate(at: .monday).first == 26)
            let rows = try await new.town(.north).read { transaction in
                try transaction.query("SELECT id, waiting, led_by FROM reports WHERE municipality = {town} ORDER BY id")
                    .map { (try $0.text("id"), try $0.bool("waiting"), try $0.optionalText("led_by")) }
            }
            #expect(rows.map(\.0) == ["answered", "asked", "over"])
            #expect(rows.map(\.1) == [false, true, false])
            #expect(rows.allSatisfy { $0.2 == nil })
            await new.close()
        }
    }

    private static func insert(_ id: String, _ sequence: Int, _ isFinished: Bool, into transaction: TownTransaction)
        throws
    {
        try transaction.execute(
            """
            INSERT INTO reports (municipality, id, year, sequence, category, kind, unit, status, finished, received_at,
                updated_at, content, language, has_email, client_key, body_hash, secret_hash, terms_version, origin)
            VALUES ({town}, ?, 2026, ?, 'pothole', 'issue', 'roads', 'accepted', ?, 1, 1, ?, 'pl', FALSE, ?, ?, ?, '1', 'page')
            """,
            id,
            sequence,
            isFinished,
            [UInt8](),
            id,
            [UInt8](),
            [UInt8]()
        )
    }

    private static func ask(_ report: String, _ answeredOn: CivilDate?, in transaction: TownTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO report_deadlines (municipality, report, name, started_on, within, due, earlier_dues, revision,
                ends_at, clause, ended_on, started_by)
            VALUES ({town}, ?, 'reply', ?, '7 days', ?, '', 1, '', '1', ?, 2)
            """,
            report,
            CivilDate(2026, 4, 20),
            CivilDate(2026, 4, 27),
            answeredOn
        )
    }
}
