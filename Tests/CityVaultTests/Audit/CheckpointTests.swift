import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityVault

@Suite struct CheckpointTests {
    private static let head = AuditHead(sequence: 7, hash: [UInt8](repeating: 0xab, count: 32))

    private static func checkpoint(_ signer: SodiumAuditSigner) -> AuditCheckpoint {
        AuditCheckpoint(head, at: .monday, by: signer)
    }

    @Test("SHA-256 and Ed25519 are those of their standards")
    func vectors() throws {
        // FIPS 180-4, the first example, and RFC 8032, 7.1, test 3.
        #expect(
            Hex.text(SodiumAuditDigest().hash(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        let signer = SodiumAuditSigner(try .fake(CountedRandomness()))
        let key = try #require(
            Hex.bytes("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", count: 32)
        )
        let signature = try #require(
            Hex.bytes(
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                    + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
                count: 64
            )
        )
        #expect(signer.isSignature(signature, of: [0xaf, 0x82], by: key))
        #expect(!signer.isSignature(signature, of: [0xaf, 0x83], by: key))
    }

    @Test("The key is the same for as long as the root key is")
    func key() throws {
        let vault = try SodiumVault.fake(CountedRandomness())
        #expect(SodiumAuditSigner(vault).publicKey == SodiumAuditSigner(vault).publicKey)
        #expect(Self.checkpoint(SodiumAuditSigner(vault)) == Self.checkpoint(SodiumAuditSigner(vault)))
    }

    @Test(
        "A line of checkpoints is taken as it was signed, and nothing else is",
        arguments: [
            ("", "", []), (" 7 ", " 8 ", [.badSignature(line: 1)]), ("abab", "abac", [.badSignature(line: 1)]),
            (" 1", " 2", [.badSignature(line: 1)]), (" 7 ", " ", [.unreadable(line: 1)]),
            (" 7 ", " 0 ", [.unreadable(line: 1)]), ("audit-1 ", "audit-2 ", [.unreadable(line: 1)]),
            ("abab", "ABAB", [.unreadable(line: 1)]), ("abab", "aba", [.unreadable(line: 1)]),
        ] as [(String, String, [AuditFault])]
    )
    func lines(old: String, new: String, faults: [AuditFault]) throws {
        let signer = SodiumAuditSigner(try .fake(CountedRandomness()))
        let checkpoint = Self.checkpoint(signer)
        let file = CheckpointFile(
            "\(old.isEmpty ? checkpoint.line : checkpoint.line.replacing(old, with: new))\n",
            signer: signer
        )
        #expect(file.faults == faults)
        #expect(file.checkpoints == (faults.isEmpty ? [checkpoint] : []))
    }

    @Test("What another installation signed is not ours")
    func stranger() throws {
        let ring = try MasterKeyRing(lines: MasterKeyRing.firstLine)
        let root = try SodiumVault.newRootKey(under: ring, randomness: CountedRandomness(seed: 98))
        let vault = try SodiumVault(masterKeys: ring, rootKey: root, randomness: CountedRandomness())
        let stranger = SodiumAuditSigner(vault)
        let file = CheckpointFile(
            "\(Self.checkpoint(stranger).line)\n",
            signer: SodiumAuditSigner(try .fake(CountedRandomness()))
        )
        #expect(file.faults == [.badSignature(line: 1)])
    }

    @Test("Lines are only added, also after a crash in the middle of one")
    func shelf() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "checkpoints-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "audit/checkpoints").path
        let shelf = DiskCheckpointShelf(path: path, threads: BlockingThreads(name: "test", count: 1))
        let signer = SodiumAuditSigner(try .fake(CountedRandomness()))
        let checkpoint = Self.checkpoint(signer)
        #expect(shelf.text() == "")
        try await shelf.add(checkpoint)
        try await shelf.add(checkpoint)
        #expect(shelf.text() == "\(checkpoint.line)\n\(checkpoint.line)\n")
        try Data("\(checkpoint.line)\nratusz-au".utf8).write(to: URL(filePath: path))
        #expect(CheckpointFile(shelf.text(), signer: signer).faults.isEmpty)
        try await shelf.add(checkpoint)
        let file = CheckpointFile(shelf.text(), signer: signer)
        #expect(file.checkpoints == [checkpoint, checkpoint])
        #expect(file.faults == [.unreadable(line: 2)])
    }

    @Test("A disk that does not take the line fails aloud", arguments: ["append", "write", "sync", "syncFolder"])
    func faults(call: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "checkpoints-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var disk = Disk.system
        switch call {
        case "append": disk.append = { _ in Self.fail() }
        case "write": disk.write = { _, _ in Int(Self.fail()) }
        case "sync": disk.sync = { _ in Self.fail() }
        default: disk.syncFolder = { _ in Self.fail() }
        }
        let shelf = DiskCheckpointShelf(
            path: folder.appending(path: "checkpoints").path,
            threads: BlockingThreads(name: "test", count: 1),
            disk: disk
        )
        let checkpoint = Self.checkpoint(SodiumAuditSigner(try .fake(CountedRandomness())))
        await #expect(throws: CheckpointFault.self) { try await shelf.add(checkpoint) }
    }

    private static func fail() -> Int32 {
        errno = EIO
        return -1
    }
}
