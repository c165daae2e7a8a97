import CityDomain
import CityKit
import CityPostgres
import CitySQLite
import CityStorage
import CityTestSupport
import Foundation
import Testing

/// Saving a database while others write to it, and loading it somewhere else.
@Suite struct DatabaseArchiveTests {
    @Test(
        "A saved state is one state: what is written meanwhile is in it whole or not at all",
        arguments: Engine.available
    )
    func oneState(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let database = try await place.open()
            let writing = Task {
                var round = 0
                while !Task.isCancelled {
                    round += 1
                    try await Self.write(round, to: database)
                }
                return round
            }
            try await Self.write(0, to: database)
            try await Self.withFile { file in
                let survey = try await place.archive.save(to: file) { _ in
                } look: {
                    try BackupSurvey(reading: $0)
                }
                writing.cancel()
                #expect(try await writing.value > 0)
                #expect(survey.contents.rows["counters"] == survey.contents.rows["outbox"])
                #expect(survey.contents.schema == Schema.ratusz.migrations.count)
                try await place.withFreePlace { free in
                    #expect(try await free.archive.occupant() == nil)
                    try await free.archive.load(from: file)
                    #expect(try await free.archive.occupant() != nil)
                    #expect(try await free.archive.faults() == [])
                    let restored = try await free.open()
                    let found = try await restored.withReading { try BackupSurvey(reading: $0) }
                    await restored.close()
                    #expect(found.contents.rows["counters"] == survey.contents.rows["counters"])
                    #expect(found.contents.masterKeys == survey.contents.masterKeys)
                }
            }
            await database.close()
        }
    }

    @Test("The keys of a database tell which master keys they need", arguments: Engine.available)
    func masterKeys(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.town(ID("kielce")).write { transaction in
                for (owner, version) in [("a", 2), ("b", 7), ("c", 2)] as [(String, UInt8)] {
                    try transaction.execute(
                        "INSERT INTO data_keys (municipality, owner, purpose, wrapped_key) VALUES ({town}, ?, 'case', ?)",
                        owner,
                        [1, version, 9, 9] as [UInt8]
                    )
                }
            }
            let survey = try await database.withReading { try BackupSurvey(reading: $0) }
            #expect(survey.contents.masterKeys == [2, 7])
            #expect(survey.contents.rows["data_keys"] == 3)
            #expect(survey.files == [])
        }
    }

    @Test(
        "Whatever names a stored file goes into backups and is left alone by the sweep of files",
        arguments: Engine.available
    )
    func files(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.town(ID("kielce")).write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO report_messages (municipality, id, report, at, way, from_elsewhere, mail_file, mail_size, news)
                    VALUES ({town}, 'm', 'r', 0, 'mail', FALSE, 'kept-mail', 1, FALSE)
                    """
                )
            }
            let survey = try await database.withReading { try BackupSurvey(reading: $0) }
            #expect(survey.files == [ID("kept-mail")])
            let photos = SQLReportPhotoStore(database: database)
            #expect(try await photos.known([ID("kept-mail"), ID("nobody's")]) == [ID("kept-mail")])
            let named = try await database.acrossTowns.read { transaction in
                try transaction.query("SELECT c.table_name, c.name FROM {columns} AS c").map {
                    "\(try $0.text("table_name")).\(try $0.text("name"))"
                }
            }
            let isFile = /.*\.(.*_)?(file|thumbnail)/
            #expect(
                named.filter { $0.wholeMatch(of: isFile) != nil }.sorted() == [
                    "note_files.file", "report_messages.mail_file", "report_photos.covered_file",
                    "report_photos.covered_thumbnail",
                    "report_photos.file", "report_photos.thumbnail",
                ]
            )
        }
    }

    @Test("A database that is damaged is told")
    func damagedSQLite() async throws {
        try await Engine.sqlite.withPlace { place in
            let database = try await place.open()
            for round in 0..<400 { try await Self.write(round, to: database) }
            await database.close()
            #expect(try await place.archive.faults() == [])
            let file = try FileHandle(forUpdating: URL(filePath: place.address))
            let size = try file.seekToEnd()
            for page in stride(from: UInt64(8 * 4_096), to: size, by: 3 * 4_096) {
                try file.seek(toOffset: page + 8)
                try file.write(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF])
            }
            try file.close()
            let faults = try? await place.archive.faults()
            #expect(faults?.isEmpty != true)
        }
    }

    @Test("A database that is not there, and a place that is taken, are told", arguments: Engine.available)
    func wrongPlaces(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            try await Self.withFile { file in
                let nowhere = place.archive(at: place.address + "-nosuch")
                await #expect(throws: (any Error).self) {
                    try await nowhere.save(to: file, progress: { _ in }, look: { _ in })
                }
            }
            #expect(try await place.archive.occupant() != nil)
        }
    }

    /// Two rows in one transaction.
    private static func write(_ round: Int, to database: any Database) async throws {
        try await database.town(ID("kielce")).write { transaction in
            try transaction.execute(
                "INSERT INTO counters (municipality, series, value) VALUES ({town}, ?, 1)",
                "\(round)"
            )
            try transaction.execute(
                "INSERT INTO outbox (municipality, id, kind, report, sequence, at) VALUES ({town}, ?, 'x', 'r', 1, 0)",
                "\(round)"
            )
        }
    }

    private static func withFile(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "archive-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.appending(path: "saved").path)
    }
}
