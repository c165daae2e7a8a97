import CityDomain
import CityKit
import Foundation
import Synchronization
import Testing

@testable import CityVault

/// Lets each system call fail in turn: whatever fails, the caller hears of it and nothing is left over.
@Suite struct DiskFaultTests {
    private let folder: TemporaryFolder
    private let key: any DataKey

    init() throws {
        folder = try TemporaryFolder()
        key = try SodiumVault.fake().newKey(in: .contact).key
    }

    @Test(
        "The first, second, … system call fails: no file is acknowledged and none is left",
        arguments: [
            (EIO, FileStoreFailure.broken(code: EIO)), (ENOSPC, .full), (EDQUOT, .full), (EFBIG, .full),
            (EROFS, .broken(code: EROFS)),
        ] as [(Int32, FileStoreFailure)]
    )
    func everyCall(code: Int32, failure: FileStoreFailure) async throws {
        let content = FakeRandomness().bytes(200_000)
        // create, header, four pieces, sync, close, rename, sync of the folder.
        for call in 1...10 {
            let store = try store(failingDisk(call: call, code: code))
            await #expect(throws: failure, "call \(call)") { try await store.write(content, under: key) }
            #expect(try leftOvers().isEmpty, "call \(call)")
        }
        let store = try store(failingDisk(call: 11, code: code))
        let stored = try await store.write(content, under: key)
        #expect(try await store.read(stored.name, under: key).bytes(limit: 200_000) == content)
    }

    @Test("A disk that fails to read is told, from the header to the last piece")
    func readFault() async throws {
        let content = FakeRandomness().bytes(200_000)
        let stored = try await store(.system).write(content, under: key)
        // Format, sealed key, stream header, four pieces, the end.
        for call in 1...8 {
            let calls = CallCounter(failing: call, code: EIO)
            var disk = Disk.system
            disk.read = { file, bytes in calls.next() ? Disk.system.read(file, bytes) : -1 }
            let store = try store(disk)
            await #expect(throws: FileStoreFailure.broken(code: EIO), "call \(call)") {
                try await store.read(stored.name, under: key).bytes(limit: 200_000)
            }
        }
    }

    @Test("Reading and writing block none of Swift's own threads")
    func threads() async throws {
        let names = Mutex<Set<String>>([])
        let note: @Sendable (String) -> Void = { call in
            let name = Thread.current.name ?? ""
            names.withLock { _ = $0.insert("\(call) on \(name)") }
        }
        var disk = Disk.system
        disk.write = {
            note("write"); return Disk.system.write($0, $1)
        }
        disk.read = {
            note("read"); return Disk.system.read($0, $1)
        }
        disk.sync = {
            note("sync"); return Disk.system.sync($0)
        }
        let store = try store(disk)
        let stored = try await store.write(FakeRandomness().bytes(200_000), under: key)
        _ = try await store.read(stored.name, under: key).bytes(limit: 200_000)
        #expect(names.withLock { $0 } == ["write on files", "sync on files", "read on files"])
    }

    @Test("A disk that writes a few octets at a time and is interrupted writes the whole file")
    func partialWrites() async throws {
        var disk = Disk.system
        let interrupted = Mutex(false)
        disk.write = { file, bytes in
            let interrupt = interrupted.withLock { interrupted in
                interrupted.toggle()
                return interrupted
            }
            if interrupt {
                errno = EINTR
                return -1
            }
            return Foundation.write(file, bytes.baseAddress, min(bytes.count, 7_001))
        }
        let content = FakeRandomness().bytes(150_000)
        let store = try store(disk)
        let stored = try await store.write(content, under: key)
        #expect(try await store.read(stored.name, under: key).bytes(limit: 150_000) == content)
    }

    @Test("A folder that cannot be written to is told at the start", .enabled(if: geteuid() != 0))
    func readOnlyFolder() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
        #expect(throws: (any Error).self) { try store(.system) }
    }

    @Test(
        "A full file system is told as full, and leaves room for smaller files",
        .enabled(if: TinyFileSystem.isPossible)
    )
    func fullDisk() async throws {
        let tiny = try TinyFileSystem(kilobytes: 256)
        let store = try FolderFileStore(
            folder: tiny.path + "/files",
            threads: BlockingThreads(name: "files", count: 1),
            randomness: SystemRandomness()
        )
        await #expect(throws: FileStoreFailure.full) {
            try await store.write(FakeRandomness().bytes(300_000), under: key)
        }
        let stored = try await store.write([1, 2, 3], under: key)
        #expect(try await store.read(stored.name, under: key).bytes(limit: 3) == [1, 2, 3])
    }

    private func store(_ disk: Disk) throws -> FolderFileStore {
        try FolderFileStore(
            folder: folder.path("files"),
            threads: BlockingThreads(name: "files", count: 1),
            randomness: SystemRandomness(),
            disk: disk
        )
    }

    private func leftOvers() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path("files")).filter { $0.utf8.count > 20 }
    }
}

/// A disk on which one system call fails: the one of this number after the folders were made.
private func failingDisk(call: Int, code: Int32) -> Disk {
    let calls = CallCounter(failing: call, code: code)
    let system = Disk.system
    return Disk(
        create: { path in calls.next() ? system.create(path) : -1 },
        write: { file, bytes in calls.next() ? system.write(file, bytes) : -1 },
        sync: { file in calls.next() ? system.sync(file) : -1 },
        // A failed close closes all the same.
        close: { file in
            let result = system.close(file)
            return calls.next() ? result : -1
        },
        rename: { from, to in calls.next() ? system.rename(from, to) : -1 },
        syncFolder: { path in path.hasSuffix("files") || calls.next() ? system.syncFolder(path) : -1 }
    )
}

private final class CallCounter: Sendable {
    private let count = Mutex(0)
    private let failing: Int
    private let code: Int32

    init(failing: Int, code: Int32) {
        self.failing = failing
        self.code = code
    }

    /// Whether the next call works; sets `errno` when not.
    func next() -> Bool {
        let number = count.withLock { count in
            count += 1
            return count
        }
        if number == failing { errno = code }
        return number != failing
    }
}

/// A file system in memory of a few kilobytes. Only root may mount one.
private final class TinyFileSystem {
    let path: String

    static var isPossible: Bool { (try? TinyFileSystem(kilobytes: 64)) != nil }

    init(kilobytes: Int) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "tiny-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k,mode=700") == 0 else {
            rmdir(path)
            throw CocoaError(.fileWriteNoPermission)
        }
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }
}
