import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Foundation
import Testing

@testable import CityApp

@Suite struct ReportImportTests {
    private static let mapping = """
        {
          source: "old",
          number: "{no}",
          received: { column: "at" },
          category: {
            value: "{what}",
            createMissing: { group: "other", unit: "residents", kind: "issue", icon: "more" },
          },
          description: "{text}",
          coordinates: { system: "PUWG 1992", east: "x", north: "y" },
          status: [{ status: "accepted" }],
          publish: true,
        }
        """

    private static let rows = """
        no\tat\twhat\ttext\tx\ty
        1\t2024-07-01\tDziura w jezdni\tDziura.\t614563,5\t335988.2
        2\t2024-07-01\tSzczury\tSzczury w parku.\t\t
        3\t01.07.2024\tSzczury\t\t1\t1
        """

    /// Writes the files and imports them.
    private func imported(
        _ installation: TestInstallation,
        rows: Data? = nil,
        mapping: String = mapping,
        town: String = "demo",
        _ mode: ImportReports.Mode = .store
    ) async throws -> ImportSummary {
        let file = installation.folder.appending(path: "rows.csv")
        let map = installation.folder.appending(path: "map.json5")
        // UTF-16 with a byte-order mark, as spreadsheets write it.
        try (rows ?? Data([0xFF, 0xFE]) + Self.rows.data(using: .utf16LittleEndian).orEmpty).write(to: file)
        try Data(mapping.utf8).write(to: map)
        let order = ReportImport(
            file: file.path,
            town: town,
            mapping: map.path,
            rejected: installation.folder.appending(path: "rejected.csv").path,
            mode: mode
        )
        return try await order.run(installation.settings())
    }

    private func categories(_ installation: TestInstallation) async throws -> [String] {
        try await installation.run { composition in
            try #require(composition.towns.municipality(ID("demo"))).categories.map(\.id.rawValue)
        }
    }

    @Test("A file becomes reports, categories and a list of what was left out", arguments: Engine.available)
    func whole(engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let before = try await categories(installation)
            let dry = try await imported(installation, .dryRun)
            #expect(dry.counts == Counts(3, imported: 2, repeated: 0, rejected: 1))
            #expect(try await categories(installation) == before)
            let summary = try await imported(installation)
            #expect(summary == dry)
            #expect(
                summary.faults.keys.map(\.description).sorted() == [
                    "coordinates: is outside of the area of PUWG 1992; are east and north in the wrong columns?",
                    "description: is empty",
                    "received: is no moment written as the mapping says",
                ]
            )
            #expect(try await categories(installation) == before + ["szczury"])
            let rejected = try String(contentsOf: installation.folder.appending(path: "rejected.csv"), encoding: .utf8)
            #expect(
                rejected == """
                    line,reason,no,at,what,text,x,y\r
                    4,received: is no moment written as the mapping says; description: is empty; \
                    coordinates: is outside of the area of PUWG 1992; are east and north in the wrong columns?,\
                    3,01.07.2024,Szczury,,1,1\r

                    """
            )
            let again = try await imported(installation)
            #expect(again.counts == Counts(3, imported: 0, repeated: 2, rejected: 1))
            let place = try await installation.run { composition in
                try await composition.reports.published(ReportNumber(year: 2024, sequence: 1), in: ID("demo"))?.text
                    .point
            }
            let expected = try #require(Coordinate(latitude: 50.8703, longitude: 20.6275))
            #expect(place.map { $0.distance(to: expected) < 2_000 } == true)
        }
    }

    @Test("The rows that were left out can be mended and imported by the same mapping", arguments: Engine.available)
    func mended(engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            _ = try await imported(installation)
            let file = installation.folder.appending(path: "rejected.csv")
            let mended = try String(contentsOf: file, encoding: .utf8)
                .replacing("01.07.2024,Szczury,,1,1", with: "2024-07-01,Szczury,Jeszcze raz szczury.,,")
            let summary = try await imported(installation, rows: Data(mended.utf8))
            #expect(summary.counts == Counts(1, imported: 1, repeated: 0, rejected: 0))
        }
    }

    @Test(
        "What is wrong with an order is told in words",
        arguments: [
            ("nowhere", mapping, rows, "there is no town “nowhere”; there are: "),
            ("demo", mapping.replacing("{no}", with: "{on}"), rows, "map.json5: number: the file has no column “on”"),
            ("demo", mapping, "", "rows.csv is empty"),
            (
                "demo", mapping.replacing("source", with: "file: { separator: \";;\" }, source"), rows,
                "file.separator must be"
            ),
        ]
    )
    func faults(town: String, mapping: String, rows: String, words: String) async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let error = await #expect(throws: (any Error).self) {
                _ = try await imported(installation, rows: Data(rows.utf8), mapping: mapping, town: town)
            }
            #expect(error.map { "\($0)".contains(words) } == true)
        }
    }
}

extension Data? {
    fileprivate var orEmpty: Data { self ?? Data() }
}

private struct Counts: Equatable {
    let read: Int
    let imported: Int
    let repeated: Int
    let rejected: Int

    init(_ read: Int, imported: Int, repeated: Int, rejected: Int) {
        self.read = read
        self.imported = imported
        self.repeated = repeated
        self.rejected = rejected
    }
}

extension ImportSummary {
    fileprivate var counts: Counts { Counts(read, imported: imported, repeated: repeated, rejected: rejected) }
}
