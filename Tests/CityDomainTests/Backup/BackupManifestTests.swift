import CityDomain
import CityKit
import Testing

@Suite struct BackupManifestTests {
    private static let contents = BackupContents(schema: 4, rows: ["reports": 7, "staff": 1], masterKeys: [1, 2])
    private static let manifest = BackupManifest(
        program: "2026.1",
        createdAt: "2026-11-25T19:22:05Z",
        engine: "sqlite",
        contents: contents,
        database: FileSum(size: 4_096, sha256: "ab"),
        files: FileTotals(count: 2, size: 10, listSHA256: "cd"),
        removedMeanwhile: ["x"],
        lost: ["y"]
    )

    @Test("A manifest is read as it was written")
    func roundTrip() throws {
        #expect(try BackupManifest(decoding: Self.manifest.encoded(), at: "/b") == Self.manifest)
    }

    @Test(
        "What is no manifest of this program is told",
        arguments: [
            ("", BackupFault.noBackup("/b")), ("{}", .noBackup("/b")), ("[1]", .noBackup("/b")),
            (#"{"format": 1, "program": "2026.1"}"#, .noBackup("/b")),
            (#"{"format": 2, "program": "2031.4", "shape": "new"}"#, .newerFormat(2, program: "2031.4")),
        ]
    )
    func strangers(text: String, fault: BackupFault) {
        #expect(throws: fault) { try BackupManifest(decoding: Array(text.utf8), at: "/b") }
    }

    @Test(
        "Each difference of what was found is a line",
        arguments: [
            (contents, []),
            (
                BackupContents(schema: 5, rows: contents.rows, masterKeys: [1, 2]),
                ["migration 4 in the manifest, 5 in the database"]
            ),
            (
                BackupContents(schema: 4, rows: ["reports": 6, "more": 0], masterKeys: [1, 2]),
                [
                    "table more: no table in the manifest, 0 rows found",
                    "table reports: 7 rows in the manifest, 6 rows found",
                    "table staff: 1 rows in the manifest, no table found",
                ]
            ),
            (
                BackupContents(schema: 4, rows: contents.rows, masterKeys: [1]),
                ["master keys [1, 2] in the manifest, [1] in the database"]
            ),
        ]
    )
    func differences(found: BackupContents, lines: [String]) {
        #expect(Self.contents.differences(from: found) == lines)
    }
}

@Suite struct BackupNameTests {
    @Test("A name is the moment in UTC, and nothing else is a name")
    func names() {
        let name = BackupName(at: Instant(milliseconds: 1_764_098_525_000))
        #expect(name.rawValue == "2025-11-25T192205Z")
        #expect(BackupName(rawValue: name.rawValue) == name)
        for stranger in [
            "", ".unfinished-2025-11-25T192205Z", "2025-11-25T19:22:05Z", "2025-11-25T192205Z.old", "lost+found",
        ] {
            #expect(BackupName(rawValue: stranger) == nil, "\(stranger)")
        }
    }

    @Test(
        "The oldest go, the newest stay, and one stays always",
        arguments: [(5, []), (3, []), (2, [0]), (1, [0, 1]), (0, [0, 1])] as [(Int, [Int])]
    )
    func outdated(count: Int, removed: [Int]) throws {
        let names = try ["2026-01-01T000000Z", "2026-01-02T000000Z", "2026-01-03T000000Z"].map {
            try #require(BackupName(rawValue: $0))
        }
        #expect(names.reversed().outdated(keeping: count) == removed.map { names[$0] })
    }
}
