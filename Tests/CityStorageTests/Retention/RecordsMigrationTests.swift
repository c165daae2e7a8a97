import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct RecordsMigrationTests {
    @Test(
        "A report from before has the end of its handling from its history; an open one has none",
        arguments: Engine.available
    )
    func ends(_ engine: Engine) async throws {
        let number = Schema.ratusz.migrations.firstIndex { $0.name == "records" } ?? 0
        let before = Schema(Array(Schema.ratusz.migrations.prefix(number)))
        try await engine.withPlace(Schema([])) { place in
            let old = try await place.open(before)
            _ = try await Migrator(old).migrate(at: .monday)
            try await old.town(.north).write { transaction in
                // Ended twice: the first end was a mistake. Then something was published.
                try Self.report("r1", ["new", "done", "new", "closed", "closed"], transaction)
                try Self.report("r2", ["new", "accepted"], transaction)
            }
            await old.close()
            let new = try await place.open(.ratusz)
            #expect(try await Migrator(new).migrate(at: .monday).first == number + 1)
            let ends = try await new.town(.north).read { transaction in
                try transaction.query("SELECT ended_at FROM reports WHERE municipality = {town} ORDER BY id")
                    .map { try $0.optionalInt("ended_at") }
            }
            #expect(ends == [40, nil])
            await new.close()
        }
    }

    private static func report(_ id: String, _ statuses: [String], _ transaction: TownTransaction) throws {
        let isFinished = ["done", "closed"].contains(statuses.last)
        try transaction.execute(
            """
            INSERT INTO reports (municipality, id, year, sequence, category, kind, unit, status, finished, received_at,
                updated_at, content, language, has_email, client_key, body_hash, secret_hash, terms_version, origin)
            VALUES ({town}, ?, 2026, ?, 'c', 'issue', 'u', ?, ?, 10, 99, ?, 'pl', FALSE, ?, ?, ?, '', 'page')
            """,
            id,
            Int(id.dropFirst()) ?? 0,
            statuses.last,
            isFinished,
            [1] as [UInt8],
            id,
            [1] as [UInt8],
            [1] as [UInt8]
        )
        for (index, status) in statuses.enumerated() {
            try transaction.execute(
                """
                INSERT INTO report_events (municipality, report, sequence, act, status, at, actor)
                VALUES ({town}, ?, ?, 'moved', ?, ?, 'system')
                """,
                id,
                index + 1,
                status,
                (index + 1) * 10
            )
        }
    }
}
