import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Synchronization
import Testing

@testable import CityVault

/// Backups on a real disk, and on one that fails at each call in turn.
@Suite struct BackupShelfTests {
    private let folder: TemporaryFolder
    private let key: any DataKey
    private let store: FolderFileStore

    init() throws {
        folder = try TemporaryFolder()
        key = try SodiumVault.fake().newKey(in: .contact).key
        store = try FolderFileStore(
            folder: folder.path("live"),
            threads: BlockingThreads(name: "files", count: 1),
            randomness: SystemRandomness()
        )
    }

    private func write(_ count: Int) async throws -> [ID<StoredFile>] {
        var names: [ID<StoredFile>] = []
        for index in 0..<count {
            names.append(try await store.write(FakeRandomness().bytes(1_000 + index), under: key).name)
        }
        return names.sorted { $0.rawValue < $1.rawValue }
    }

    private func name(_ day: Int) throws -> BackupName { try #require(BackupName(rawValue: "2026-01-0\(day)T000000Z")) }

    private func manifest(_ database: FileSum, _ totals: FileTotals) -> BackupManifest {
        BackupManifest(
            program: "2026.1",
            createdAt: "2026-01-01T00:00:00Z",
            engine: "sqlite",
            contents: BackupContents(schema: 4, rows: [:], masterKeys: [1]),
            database: database,
            files: totals,
            removedMeanwhile: [],
            lost: []
        )
    }

    @discardableResult
    private func back(up files: [ID<StoredFile>], on day: Int, _ disk: Disk = .system) throws -> StoredBackup {
        let draft = try BackupShelf(folder: folder.path("shelf"), disk: disk).begin(name(day))
        do {
            try Data("rows".utf8).write(to: URL(filePath: draft.database))
            let database = try draft.addDatabase()
            #expect(try draft.add(files, from: folder.path("live")) { _ in } == [])
            return try StoredBackup(folder: draft.commit { manifest(database, $0) })
        } catch {
            draft.abandon()
            throw error
        }
    }

    private func inode(_ path: String) throws -> UInt64 {
        var status = stat()
        try #require(stat(path, &status) == 0, "\(path)")
        return UInt64(status.st_ino)
    }

    @Test("What was backed up comes back and can be read")
    func wayBack() async throws {
        let files = try await write(3)
        let backup = try back(up: files, on: 1)
        #expect(backup.manifest.files.count == 3)
        #expect(backup.manifest.database.size == 4)
        for how in [StoredBackup.Transfer.copied, .linked] {
            let target = folder.path("\(how)")
            #expect(try backup.transfer(how, to: target) { _ in } == [])
            #expect(FilesFolder.isUsed(target))
            let restored = try FolderFileStore(
                folder: target,
                threads: BlockingThreads(name: "files", count: 1),
                randomness: SystemRandomness()
            )
            for file in files {
                let bytes = try await store.read(file, under: key).bytes(limit: 2_000)
                #expect(try await restored.read(file, under: key).bytes(limit: 2_000) == bytes)
            }
        }
        #expect(try backup.databaseFault() == nil)
    }

    @Test("A file that the backup before has is shared with it, and outlives it")
    func sharing() async throws {
        let old = try await write(2)
        let first = try back(up: old, on: 1)
        let second = try back(up: try await write(1) + old, on: 2)
        for file in old {
            let path = StoredBackup.path(of: file)
            #expect(try inode("\(first.folder)/\(path)") == inode("\(second.folder)/\(path)"))
        }
        let shelf = BackupShelf(folder: folder.path("shelf"))
        #expect(try shelf.keep(newest: 1) == [name(1)])
        #expect(shelf.names == [try name(2)])
        #expect(try second.transfer(.copied, to: folder.path("target")) { _ in } == [])
    }

    @Test("Files that are not there are named")
    func missing() async throws {
        let files = try await write(1)
        let draft = try BackupShelf(folder: folder.path("shelf")).begin(name(1))
        let gone = ID<StoredFile>(String(repeating: "a", count: 32))
        let outside = ID<StoredFile>("../../etc/passwd")
        #expect(try draft.add(files + [gone, outside], from: folder.path("live")) { _ in } == [gone, outside])
        draft.abandon()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("shelf")) == [".lock"])
    }

    @Test("Every octet that changed and every file that went is told")
    func damage() async throws {
        let files = try await write(3)
        let backup = try back(up: files, on: 1)
        let paths = files.map(StoredBackup.path(of:))
        try Data("other".utf8).write(to: URL(filePath: "\(backup.folder)/\(paths[0])"))
        try FileManager.default.removeItem(atPath: "\(backup.folder)/\(paths[1])")
        let faults = try backup.transfer(.copied, to: folder.path("target")) { _ in }
        #expect(Set(faults) == ["\(paths[0]) was changed", "\(paths[1]) is missing"])
        try Data("rowz".utf8).write(to: URL(filePath: backup.database))
        #expect(try backup.databaseFault() == "database was changed")
        try Data("".utf8).write(to: URL(filePath: "\(backup.folder)/SHA256SUMS"))
        #expect(throws: BackupFault.damaged(["SHA256SUMS is not the list that was written"])) { try backup.sums() }
        try FileManager.default.removeItem(atPath: "\(backup.folder)/manifest.json")
        #expect(throws: BackupFault.noBackup(backup.folder)) { try BackupShelf.backup(at: folder.path("shelf")) }
    }

    @Test("Two commands do not work in one folder, and the next one clears away what a killed one left")
    func lock() throws {
        let shelf = BackupShelf(folder: folder.path("shelf"))
        let draft = try shelf.begin(name(1))
        #expect(throws: BackupFault.inUse(shelf.folder)) { try shelf.begin(name(2)) }
        draft.abandon()
        try FileManager.default.createDirectory(
            atPath: "\(shelf.folder)/.unfinished-2026-01-01T000000Z/files",
            withIntermediateDirectories: true
        )
        #expect(shelf.names.isEmpty)
        try back(up: [], on: 2)
        let left = try FileManager.default.contentsOfDirectory(atPath: shelf.folder).sorted()
        #expect(left == [".lock", "2026-01-02T000000Z"])
        #expect(throws: BackupFault.exists("\(shelf.folder)/2026-01-02T000000Z")) { try shelf.begin(name(2)) }
    }

    @Test(
        "Whichever call of the disk fails, there is no backup and the one before stays whole",
        arguments: [ENOSPC, EIO]
    )
    func failingDisk(code: Int32) async throws {
        let old = try await write(1)
        let whole = try back(up: old, on: 1)
        let files = try await write(2) + old
        let counted = FailingDisk(at: .max, code)
        let example = try back(up: files, on: 2, counted.disk)
        #expect(counted.calls > 20)
        try FileManager.default.removeItem(atPath: example.folder)
        let links = counted.links
        for call in 1...counted.calls where !links.contains(call) {
            #expect(throws: (any Error).self, "call \(call)") {
                try back(up: files, on: 3, FailingDisk(at: call, code).disk)
            }
            let shelf = BackupShelf(folder: folder.path("shelf"))
            let isNamed = shelf.names.contains(try name(3))
            // The last call makes the name durable: the backup is whole, and nobody was told so.
            #expect(isNamed == (call == counted.calls), "call \(call)")
            if isNamed { try FileManager.default.removeItem(atPath: shelf.path(of: name(3))) }
        }
        #expect(try whole.transfer(.copied, to: folder.path("target")) { _ in } == [])
    }
}

/// A disk on which one call fails, by its number.
private final class FailingDisk: Sendable {
    private struct State {
        var calls = 0
        var links: Set<Int> = []
    }

    private let state = Mutex(State())
    private let failing: Int
    private let code: Int32

    init(at failing: Int, _ code: Int32) {
        self.failing = failing
        self.code = code
    }

    var calls: Int { state.withLock(\.calls) }
    /// The numbers of calls that may fail without harm: a file that cannot be shared is copied.
    var links: Set<Int> { state.withLock(\.links) }

    private func next(isLink: Bool = false) -> Bool {
        let number = state.withLock { state in
            state.calls += 1
            if isLink { state.links.insert(state.calls) }
            return state.calls
        }
        if number == failing { errno = code }
        return number != failing
    }

    var disk: Disk {
        let system = Disk.system
        return Disk(
            create: { self.next() ? system.create($0) : -1 },
            write: { self.next() ? system.write($0, $1) : -1 },
            read: { self.next() ? system.read($0, $1) : -1 },
            sync: { self.next() ? system.sync($0) : -1 },
            close: { file in
                let result = system.close(file)
                return self.next() ? result : -1
            },
            rename: { self.next() ? system.rename($0, $1) : -1 },
            link: { self.next(isLink: true) ? system.link($0, $1) : -1 },
            syncAll: { self.next() ? system.syncAll($0) : -1 },
            syncFolder: { self.next() ? system.syncFolder($0) : -1 }
        )
    }
}
