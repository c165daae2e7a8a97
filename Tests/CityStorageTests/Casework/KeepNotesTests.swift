import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@testable import CityDomain

/// Notes that the office alone reads, and their files.
@Suite struct KeepNotesTests {
    private struct Office {
        let hall: TestTownHall
        let town: Municipality
        let number: ReportNumber

        init(_ database: any Database) async throws {
            town = try ProjectTown.named("demo")
            hall = try TestTownHall(database, town)
            number = try await hall.submit(.personal(in: town), in: town).number
        }

        func work(_ staff: String = "ida", _ role: StaffRole = .operator, unit: ID<Unit>? = nil) -> WorkOnCase.Work {
            let rights = StaffRights([StaffGrant(role, unit: unit)])
            return hall.work(on: number, by: Caller(ID(staff), rights, request: "test"), in: town)
        }

        func receive(_ name: String, _ content: String) async throws -> KeepNotes.Received {
            try await hall.keepNotes.receive(name, FileChunks(Array(content.utf8)))
        }

        func write(_ words: String, _ files: KeyValuePairs<String, String>) async throws {
            var received: [KeepNotes.Received] = []
            for (name, content) in files { received.append(try await receive(name, content)) }
            try await hall.keepNotes.write(work(), words, with: received)
        }

        var lines: [OpenCasework.Line] { get async throws { try await hall.workOnCase.read(work()).lines } }

        var sealed: SealedCasework {
            get async throws {
                let report = try await hall.readReport.unseen(number, in: town).report.id
                return try await hall.cases.casework(on: report, in: town.id)
            }
        }

        func content(_ id: ID<NoteFile>) async throws -> String {
            let (_, chunks) = try await hall.keepNotes.open(id, work())
            return String(decoding: try await chunks.bytes(limit: 1_000), as: UTF8.self)
        }

        /// Names of everything in the file store that rows know.
        func known(_ files: [StoredFile]) async throws -> Set<ID<StoredFile>> {
            try await hall.photos.known(files.map(\.name))
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Office) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(Office(database)) }
    }

    @Test("A note is kept sealed, and only where there is one", arguments: Engine.available)
    func notes(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.write("Ten sam obwód.\nKabel odsłaniamy po świętach. ", [:])
            office.hall.clock.advance(.seconds(1))
            try await office.write("Druga.", [:])
            let lines = try await office.lines
            #expect(lines.map(\.words) == ["Ten sam obwód.\nKabel odsłaniamy po świętach.", "Druga."])
            #expect(lines.map(\.act) == [.noted, .noted])
            await #expect(throws: CaseworkFailure.noteMissing) { try await office.write(" \n ", [:]) }
            let long = String(repeating: "a", count: 4_001)
            await #expect(throws: CaseworkFailure.noteTooLong(length: 4_001)) { try await office.write(long, [:]) }
            let bytes = try await office.sealed.lines.compactMap(\.words?.ciphertext)
            #expect(bytes.count == 2 && bytes.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("obwód") })
        }
    }

    @Test(
        "Files are kept with their note in their order, also without words, and opened again",
        arguments: Engine.available
    )
    func files(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.write("", ["umowa Zmyślona.pdf": "%PDF-1", "b.txt": "Notatka"])
            let line = try #require(try await office.lines.first)
            #expect(line.words == nil)
            #expect(line.files.map(\.kept?.name) == ["umowa Zmyślona.pdf", "b.txt"])
            #expect(line.files.map(\.kept?.size) == [6, 7])
            #expect(try await office.content(line.files[0].id) == "%PDF-1")
            #expect(try await office.content(line.files[1].id) == "Notatka")
            let stored = line.files.compactMap(\.kept?.file)
            #expect(try await office.known(stored).count == 2)
            for case .kept(let name, _) in try await office.sealed.files.map(\.state) {
                #expect(!String(decoding: name.ciphertext, as: UTF8.self).contains("umowa"))
            }
        }
    }

    @Test("What came for a note that is not taken is gone", arguments: Engine.available)
    func refusedNote(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let received = try await office.receive("a.txt", "Notatka")
            let long = String(repeating: "a", count: 4_001)
            await #expect(throws: CaseworkFailure.noteTooLong(length: 4_001)) {
                try await office.hall.keepNotes.write(office.work(), long, with: [received])
            }
            await #expect(throws: FileStoreFailure.notFound) {
                _ = try await office.hall.files.read(received.file.file.name, under: received.file.key)
            }
            #expect(try await office.lines.isEmpty)
        }
    }

    @Test(
        "A file is taken away once, and a trace stays",
        arguments: Engine.available
    )
    func removing(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.write("Dwa.", ["a.txt": "Pierwszy", "b.txt": "Drugi"])
            let files = try #require(try await office.lines.first).files
            let stored = try #require(files[0].kept).file
            try await office.hall.keepNotes.remove(files[0].id, office.work())
            await #expect(throws: NoteFileFailure.gone) {
                try await office.hall.keepNotes.remove(files[0].id, office.work())
            }
            await #expect(throws: NoteFileFailure.gone) { _ = try await office.content(files[0].id) }
            #expect(try await office.known([stored]).isEmpty)
            let left = try #require(try await office.lines.first)
            #expect(left.files.map(\.kept?.name) == [nil, "b.txt"])
            #expect(try await office.sealed.files[0].state == .removed(by: .staff(ID("ida")), at: office.hall.now))
            try await office.hall.keepNotes.remove(files[1].id, office.work("jan", .operator))
        }
    }

    @Test("Who takes it away while somebody else does is told", arguments: Engine.available)
    func removedMeanwhile(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.write("Jeden.", ["a.txt": "Pierwszy"])
            let file = try #require(try await office.sealed.files.first)
            let removed = NoteFile(id: file.id, line: file.line, .removed(by: .staff(ID("ida")), at: office.hall.now))
            try await office.hall.cases.remove(removed, noting: .sample(in: office.town.id), in: office.town.id)
            await #expect(throws: NoteFileFailure.gone) {
                try await office.hall.cases.remove(removed, noting: .sample(in: office.town.id), in: office.town.id)
            }
        }
    }

    @Test("Whoever lacks the right does none of it")
    func rights() async throws {
        try await Self.with(.sqlite) { office in
            try await office.write("Jeden.", ["a.txt": "Pierwszy"])
            let file = try #require(try await office.lines.first?.files.first).id
            let notes = office.hall.keepNotes
            await #expect(throws: AccountFailure.rightMissing(.noteReports)) {
                try await notes.write(office.work("ola", .auditor), "Notatka.")
            }
            await #expect(throws: AccountFailure.rightMissing(.noteReports)) {
                try await notes.check(office.work("ola", .auditor))
            }
            await #expect(throws: AccountFailure.rightMissing(.noteReports)) {
                try await notes.remove(file, office.work("ola", .auditor))
            }
            await #expect(throws: AccountFailure.rightMissing(.viewReports)) {
                _ = try await notes.open(file, office.work("ola", .administrator))
            }
            await #expect(throws: AccountFailure.outOfReach) {
                _ = try await notes.open(file, office.work("ola", .operator, unit: ID("nowhere")))
            }
        }
    }

    static let faulty: [(name: String, content: String, failure: NoteFileFailure)] = [
        ("a.txt", "", .empty), ("a.exe", "MZ", .kindNotTaken), ("a.pdf", "MZ", .kindNotTaken),
        ("a", "x", .kindNotTaken),
        ("a.txt", String(repeating: "a", count: NoteFile.largest + 1), .tooLarge(limit: NoteFile.largest)),
    ]

    @Test("A file that is not taken says why, and nothing of it stays", arguments: faulty)
    func refusedFile(_ row: (name: String, content: String, failure: NoteFileFailure)) async throws {
        try await Self.with(.sqlite) { office in
            await #expect(throws: row.failure) { _ = try await office.receive(row.name, row.content) }
        }
    }
}
