import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct FileCaseTests {
    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, Municipality, ReportNumber, Caller) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("biale-blota")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(by: try await hall.resident(in: town), in: town).number
            let id = try await hall.hire("ola@urzad.example", [StaffGrant(.operator)], in: town)
            try await body(hall, town, number, Caller(id, StaffRights([StaffGrant(.operator)]), request: "test"))
        }
    }

    private static let filing = CaseFiling(words: "GK.7021.12.2026 BE10")

    @Test(
        "The whole case goes out under its sign, and who did it stands at the case and in the audit log",
        .clause("biale-blota/§7 b2•2"),
        arguments: Engine.available
    )
    func whole(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, number, caller in
            let work = hall.work(on: number, by: caller, in: town)
            let offer = try await hall.fileCase.offer(work)
            #expect(offer.archivalClass == .b5 && offer.last == nil, "the class is that of the rules")
            let plan = try await hall.keepNotes.receive("plan.pdf", FileChunks(Array("%PDF-plan obwodu".utf8)))
            try await hall.keepNotes.write(work, "Ten sam obwód.", with: [plan])
            let filing = try #require(Self.filing)
            let archive = try await hall.fileCase(work, as: filing) { file in Array("%PDF \(file.filing.sign)".utf8) }
            var bytes: [UInt8] = []
            try await archive.write { bytes += $0 }
            let text = String(decoding: bytes, as: UTF8.self)
            for words in [
                "\"sign\" : \"GK.7021.12.2026\"", "\"archivalClass\" : \"BE10\"", "Ten sam obwód.", "%PDF GK.7021",
                "\"name\" : \"plan.pdf\"", "\"path\" : \"notes/1.pdf\"", "%PDF-plan obwodu", "data/notes/1.pdf",
                "External-Identifier: GK.7021.12.2026", "Archival-Class: BE10", "ida@example.org",
            ] {
                #expect(text.contains(words), "\(words)")
            }
            let line = try #require(try await hall.workOnCase.read(work).lines.last)
            #expect(line.act == .filed && line.words == "GK.7021.12.2026 BE10")
            #expect(try await hall.fileCase.offer(work).last == filing, "the next time begins with the same sign")
            let entry = try #require(
                try await hall.auditStore.queue(limit: 30).waiting.last { $0.kind == "case.filed" }
            )
            #expect(try hall.audit.values(of: entry) == ["sign": "GK.7021.12.2026 BE10"])
        }
    }

    @Test("Where the document cannot be made, nothing says that a file was handed over", arguments: Engine.available)
    func unprinted(_ engine: Engine) async throws {
        struct NoPrinter: Error {}
        try await Self.with(engine) { hall, town, number, caller in
            let work = hall.work(on: number, by: caller, in: town)
            let filing = try #require(Self.filing)
            await #expect(throws: NoPrinter.self) {
                _ = try await hall.fileCase(work, as: filing) { _ in throw NoPrinter() }
            }
            #expect(try await hall.workOnCase.read(work).lines.isEmpty)
        }
    }

    @Test("Nothing goes out to somebody of another unit, and nothing is noted", arguments: Engine.available)
    func reach(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, number, _ in
            let id = try await hall.hire("eda@urzad.example", [StaffGrant(.auditor)], in: town)
            let work = hall.work(
                on: number,
                by: Caller(id, StaffRights([StaffGrant(.auditor)]), request: "test"),
                in: town
            )
            let filing = try #require(Self.filing)
            await #expect(throws: AccountFailure.rightMissing(.decideReports)) {
                _ = try await hall.fileCase.offer(work)
            }
            await #expect(throws: AccountFailure.rightMissing(.decideReports)) {
                _ = try await hall.fileCase(work, as: filing) { _ in [] }
            }
            #expect(try await hall.auditStore.queue(limit: 30).waiting.allSatisfy { $0.kind != "case.filed" })
        }
    }

}
