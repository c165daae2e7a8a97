import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct PlacesMigrationTests {
    @Test(
        "Reports on the map get their place in the new table; those that an import holds back wait",
        arguments: Engine.available
    )
    func places(_ engine: Engine) async throws {
        let before = Schema(Array(Schema.ratusz.migrations.prefix(9)))
        try await engine.withPlace(Schema([])) { place in
            let old = try await place.open(before)
            _ = try await Migrator(old).migrate(at: .monday)
            try await old.town(.north).write { transaction in
                for (number, cell) in [(1, 77), (2, nil), (3, 78)] as [(Int, Int?)] {
                    try transaction.execute(
                        """
                        INSERT INTO public_reports (municipality, number, category, kind, status, title, latitude, longitude,
                            cell, received_at, published_at, updated_at)
                        VALUES ({town}, ?, 'pothole', 'problem', 'accepted', 'Dziura', ?, ?, ?, 10, 20, 30)
                        """,
                        number,
                        cell.map { _ in 50.5 },
                        cell.map { _ in 20.5 },
                        cell
                    )
                }
                try transaction.execute("INSERT INTO map_uncounted (municipality, number) VALUES ({town}, 3)")
            }
            await old.close()
            let new = try await place.open(.ratusz)
            #expect(try await Migrator(new).migrate(at: .monday).first == 10)
            let rows = try await new.town(.north).read { transaction in
                try transaction.query(
                    """
                    SELECT number, cell, latitude, longitude, category, kind, status, received_at FROM public_places
                    WHERE municipality = {town}
                    """
                ).map { Array($0.all) }
            }
            #expect(rows == [[1, 77, 50.5, 20.5, "pothole", "problem", "accepted", 10]])
            await new.close()
        }
    }
}
