import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct SimilarReportStoreTests {
    private static let middle = (latitude: 50.87, longitude: 20.63)

    private static func probe(_ category: String, _ relatives: [String], at point: Coordinate?) -> DuplicateProbe {
        DuplicateProbe(
            category: ID(category),
            relatives: Set(relatives.map { ID($0) }),
            place: Place(address: nil, point: point, hint: nil),
            description: "",
            at: .monday + .hours(1)
        )
    }

    /// Within some hundred metres, some at one spot, some without a point.
    private static func somewhere(_ town: inout PublicTown) -> Coordinate? {
        let spread = [0, 0.000_3, 0.003][town.roll(0..<3)]
        return Coordinate(
            latitude: middle.latitude + town.roll(-spread...spread),
            longitude: middle.longitude + town.roll(-spread...spread)
        )
    }

    @Test(
        "Around a point exactly the open published reports are found that can be ranked",
        arguments: Engine.available
    )
    func around(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            var town = PublicTown(database, seed: 31)
            var places: [Coordinate?] = []
            for index in 0..<180 { places.append(index % 9 == 0 ? nil : Self.somewhere(&town)) }
            try await town.publish(places)
            for number in [3, 5, 8] { _ = try await town.hide(ReportNumber(year: 2026, sequence: number)) }
            let open = town.reference.entries.values.filter { !$0.status.isFinished }.map(EarlierReport.init)
            let store = SQLSimilarReportStore(database: database)
            for round in 0..<60 {
                let names = PublicTown.categories.keys.sorted()
                let own = names[town.roll(0..<3)]
                let relatives = names.filter { $0 != own }.prefix(round % 3)
                let probe = Self.probe(own, Array(relatives), at: Self.somewhere(&town))
                let found = try await store.published(around: probe, in: .north)
                #expect(
                    probe.ranked(found).map(\.report.number) == probe.ranked(open).map(\.report.number),
                    "\(probe)"
                )
                #expect(
                    Set(found.map(\.number)).count == found.count
                        && Set(found.map(\.number)).isSubset(of: open.map(\.number))
                )
                #expect(try await store.published(around: probe, in: .south).isEmpty)
            }
            #expect(try await store.published(around: Self.probe("lamp", ["road"], at: nil), in: .north).isEmpty)
        }
    }

    @Test("Where more stand than can be told apart, those at the place itself are read", arguments: Engine.available)
    func crowded(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let spot = try #require(Coordinate(latitude: Self.middle.latitude, longitude: Self.middle.longitude))
            let aside = try #require(Coordinate(latitude: spot.latitude + 0.001, longitude: spot.longitude))
            for sequence in 1...220 {
                _ = try await database.reports.submit(try .sample("r\(sequence)", category: "lamp"), in: .north)
                let text = PublicText(title: "–", description: "–", address: nil, point: sequence <= 30 ? spot : aside)
                _ = try await database.reports.change(
                    ReportNumber(year: 2026, sequence: sequence),
                    in: .north,
                    by: .warsaw
                ) {
                    report in
                    report = report.moved(to: .accepted)
                    report.note(.published(.asWritten), by: .office(.officer), at: .monday)
                    return ReportChange(publication: text)
                }
            }
            let store = SQLSimilarReportStore(database: database)
            let atSpot = try await store.published(around: Self.probe("lamp", [], at: spot), in: .north)
            #expect(Set(atSpot.map(\.number.sequence)) == Set(1...30))
            let atOther = try await store.published(around: Self.probe("lamp", [], at: aside), in: .north)
            #expect(Set(atOther.map(\.number.sequence)) == Set(31...220))
            #expect(atOther.count == 190)
        }
    }

    @Test("The lines come in the order they are asked for, and of published reports only", arguments: Engine.available)
    func lines(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            var town = PublicTown(database, seed: 33)
            try await town.publish([nil, nil, nil])
            _ = try await town.hide(ReportNumber(year: 2026, sequence: 2))
            let store = SQLSimilarReportStore(database: database)
            let numbers = [3, 2, 1, 9].map { ReportNumber(year: 2026, sequence: $0) }
            let expected = [3, 1].compactMap { town.reference.entries[ReportNumber(year: 2026, sequence: $0)] }
            #expect(try await store.entries(numbers, in: .north) == expected)
            #expect(try await store.entries([], in: .north).isEmpty)
        }
    }
}
