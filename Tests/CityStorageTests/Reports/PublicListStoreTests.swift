import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Foundation
import Testing

@Suite struct PublicListStoreTests {
    private static func town(_ database: any Database, seed: UInt64) async throws -> PublicTown {
        var town = PublicTown(database, seed: seed)
        let places = (0..<160).map { index -> Coordinate? in
            let spread = index < 40 ? 0.000_5 : 0.3
            return index % 7 == 0
                ? nil
                : Coordinate(
                    latitude: 50.87 + town.roll(-spread...spread),
                    longitude: 20.63 + town.roll(-spread...spread)
                )
        }
        try await town.publish(places)
        return town
    }

    @Test("Every filter finds exactly its reports, newest first, page by page", arguments: Engine.available)
    func filters(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            var town = try await Self.town(database, seed: 21)
            for round in 0..<80 {
                var query = PublicQuery(filter: town.filter(), limit: [1, 7, 20, 500][town.roll(0..<4)])
                if round % 3 == 1 { query.from = .monday + .minutes(Int64(town.roll(0..<6))) }
                if round % 4 == 1 { query.before = .monday + .minutes(Int64(town.roll(2..<9))) }
                #expect(try await town.pages(query) == town.reference.list(query), "\(query)")
            }
        }
    }

    @Test("Words find titles and addresses that have all of them, with any filter", arguments: Engine.available)
    func words(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            var town = try await Self.town(database, seed: 22)
            for text in ["latarni", "LATARNIĄ", "zolwia", "ŻÓŁWIA latarnia", "dziury 21", "nic", "kosz park próbny 4"] {
                for _ in 0..<6 {
                    let query = PublicQuery(filter: town.filter(), words: SearchWords.of(text), limit: 9)
                    #expect(try await town.pages(query) == town.reference.list(query), "\(query)")
                    var changes = query
                    changes.limit = 30
                    let changed = try await database.entries.changes(changes, in: .north)
                    #expect(changed.map(\.number) == town.reference.changes(changes))
                }
            }
        }
    }

    @Test("The nearest stand first, page by page, however far they are", arguments: Engine.available)
    func nearest(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            var town = try await Self.town(database, seed: 23)
            for limit in [1, 6, 20, 200] {
                let near = try #require(
                    Coordinate(latitude: 50.87 + town.roll(-0.01...0.01), longitude: 20.63 + town.roll(-0.01...0.01))
                )
                let query = PublicQuery(filter: town.filter(), near: near, limit: limit)
                #expect(try await town.pages(query) == town.reference.list(query), "\(query)")
            }
            for cursor in ["rubbish", "n", "n1_x", "n-5_3", "n99999999999999_1", "1_2_3"] {
                let query = PublicQuery(near: Coordinate(latitude: 50.87, longitude: 20.63), after: cursor, limit: 5)
                await #expect(throws: PageFailure.unknownPlace, "\(cursor)") {
                    try await database.entries.entries(query, in: .north)
                }
            }
        }
    }

    @Test(
        "A word is found by its beginning, whatever its case, accents and ending",
        arguments: [
            ("Latarnię przy ul. Żółwiej 4", ["latar", "przy", "ul", "zolwi", "4"]),
            ("Łódź, ŁÓDŹ", ["lodz"]),
            ("Яма на вулиці Їжакевича", ["яма", "на", "вулиц", "іжаке"]),
            ("– … !", []),
            ("a b 7", ["7"]),
        ]
    )
    func folding(text: String, words: [String]) {
        #expect(SearchWords.of(text) == words.map { $0.folding(options: .diacriticInsensitive, locale: nil) })
    }
}
