import CityDomain
import CityKit
import Foundation
import Testing

@testable import CityVault

@Suite struct ErasureLedgerTests {
    private static func record(_ resident: String, _ ground: ErasureGround = .consentWithdrawn) -> ErasureRecord {
        ErasureRecord(town: .town, resident: ID(resident), ground: ground, at: Instant(milliseconds: 1_777_000_000_123))
    }

    private static func ledger(_ path: String, disk: Disk = .system) -> DiskErasureLedger {
        DiskErasureLedger(path: path, threads: BlockingThreads(name: "ledger", count: 1), disk: disk)
    }

    @Test("A line says town, account, moment and ground", arguments: ErasureGround.allCases)
    func line(ground: ErasureGround) {
        let record = Self.record("r1", ground)
        #expect(record.line == "ratusz-erasure-1 north r1 1777000000123 \(ground.rawValue)")
        #expect(ErasureRecord(line: record.line) == record)
    }

    @Test("What a crash leaves of a line is no record, wherever it cut")
    func torn() {
        let line = Self.record("r1").line
        for length in 0..<line.count {
            let rest = line.prefix(length)
            #expect(ErasureRecord(line: rest) == nil && ErasureRecord.isTorn(rest), "\(rest)")
        }
    }

    @Test("Records are added in order, also after a line that a crash cut short")
    func adding() async throws {
        let folder = try TemporaryFolder()
        let ledger = Self.ledger(folder.path("new/ledger"))
        #expect(!ledger.isThere)
        #expect(try await ledger.records() == [])
        try await ledger.add(Self.record("r1"))
        let file = try #require(FileHandle(forWritingAtPath: ledger.path))
        try file.seekToEnd()
        try file.write(contentsOf: Data("ratusz-erasure-1 north r2 17".utf8))
        try file.close()
        try await ledger.add(Self.record("r3"))
        #expect(try await ledger.records() == [Self.record("r1"), Self.record("r3")])
        let mode = try FileManager.default.attributesOfItem(atPath: ledger.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("Two ledgers become one without a record twice")
    func merging() async throws {
        let folder = try TemporaryFolder()
        let ledger = Self.ledger(folder.path("ledger"))
        try await ledger.add(Self.record("r1"))
        try await ledger.merge([Self.record("r2"), Self.record("r1")])
        try await ledger.merge([])
        #expect(try await ledger.records() == [Self.record("r1"), Self.record("r2")])
    }

    @Test(
        "A line that no crash can have left stops whoever reads it",
        arguments: [
            "ratusz-erasure-2 north r1 1 consentWithdrawn", "ratusz-erasure-1 north r1 1 because", "hello",
            "ratusz-erasure-1 north r1 1 legalDuty more", "ratusz-erasure-1 north r1 soon legalDuty",
        ]
    )
    func unreadable(line: String) async throws {
        let folder = try TemporaryFolder()
        let ledger = Self.ledger(folder.path("ledger"))
        try await ledger.add(Self.record("r1"))
        let text = try String(contentsOfFile: ledger.path, encoding: .utf8)
        try Data("\(text)\(line)\n".utf8).write(to: URL(filePath: ledger.path))
        await #expect(throws: ErasureLedgerFault.unreadable(path: ledger.path, line: 2)) {
            try await ledger.records()
        }
    }

    @Test("What is not synced is not said to be written")
    func disk() async throws {
        let folder = try TemporaryFolder()
        var disk = Disk.system
        disk.sync = { _ in
            errno = EIO
            return -1
        }
        let ledger = Self.ledger(folder.path("ledger"), disk: disk)
        await #expect(throws: ErasureLedgerFault.disk(path: ledger.path, code: EIO)) {
            try await ledger.add(Self.record("r1"))
        }
    }
}
