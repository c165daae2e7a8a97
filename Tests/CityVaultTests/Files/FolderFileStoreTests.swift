import CityDomain
import CityKit
import Foundation
import Testing

@testable import CityVault

@Suite struct FolderFileStoreTests {
    private static let piece = 65_536

    private let folder: TemporaryFolder
    private let store: FolderFileStore
    private let vault: SodiumVault
    private let key: any DataKey

    init() throws {
        folder = try TemporaryFolder()
        store = try FolderFileStore(
            folder: folder.path("files"),
            threads: BlockingThreads(name: "files", count: 2),
            randomness: SystemRandomness()
        )
        vault = try .fake()
        key = try vault.newKey(in: .contact).key
    }

    @Test(
        "A file comes back as it was written, whatever its size and the size of its chunks",
        arguments: [0, 1, piece - 1, piece, piece + 1, 3 * piece, 300_001],
        [1_000, piece, 1_000_000]
    )
    func roundTrip(size: Int, chunk: Int) async throws {
        let bytes = FakeRandomness().bytes(size)
        let stored = try await store.write(chunks(of: bytes, size: chunk), under: key, limit: size)
        #expect(stored.size == size)
        let read = try await store.read(stored.name, under: key)
        #expect(try await read.bytes(limit: size) == bytes)
    }

    @Test("On the disk lies one file of 32 characters, readable by its owner, that shows nothing of its content")
    func onDisk() async throws {
        let stored = try await store.write(Array(repeating: UInt8(ascii: "a"), count: 100_000), under: key)
        let files = try files()
        let path = try #require(files.first)
        #expect(files.count == 1)
        #expect(path.hasSuffix("/\(stored.name.rawValue.prefix(1))/\(stored.name)"))
        #expect(stored.name.rawValue.utf8.count == 32)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        let content = try Data(contentsOf: URL(filePath: path))
        #expect(content.range(of: Data("aaaa".utf8)) == nil)
        let header = 3 + 89 + 24
        #expect(content.count == header + 100_000 + 34)
    }

    @Test("Reading stops where the limit is")
    func readLimit() async throws {
        let stored = try await store.write([1, 2, 3], under: key)
        let chunks = try await store.read(stored.name, under: key)
        await #expect(throws: FileStoreFailure.tooLarge(limit: 2)) { try await chunks.bytes(limit: 2) }
    }

    @Test("Another key, and the name of another file, do not open it")
    func wrongKey() async throws {
        let first = try await store.write([1, 2, 3], under: key)
        let second = try await store.write([4, 5, 6], under: key)
        let other = try vault.newKey(in: .contact).key
        await #expect(throws: FileStoreFailure.damaged) { _ = try await store.read(first.name, under: other) }
        let paths = FilePaths(root: folder.path("files"))
        try FileManager.default.removeItem(atPath: paths.file(second.name))
        try FileManager.default.copyItem(atPath: paths.file(first.name), toPath: paths.file(second.name))
        await #expect(throws: FileStoreFailure.damaged) { _ = try await store.read(second.name, under: key) }
    }

    @Test("A changed bit anywhere is found before its piece is given out")
    func tampering() async throws {
        let stored = try await store.write([1, 2, 3], under: key)
        let path = try #require(try files().first)
        let original = try Data(contentsOf: URL(filePath: path))
        for index in original.indices {
            var changed = original
            changed[index] ^= 0x10
            try changed.write(to: URL(filePath: path))
            await #expect(throws: FileStoreFailure.damaged, "byte \(index)") { try await content(of: stored) }
        }
    }

    @Test("A file that was cut, lengthened or whose pieces were swapped is damaged")
    func pieces() async throws {
        let stored = try await store.write(FakeRandomness().bytes(3 * Self.piece), under: key)
        let path = try #require(try files().first)
        let original = try Data(contentsOf: URL(filePath: path))
        let sealed = Self.piece + 17
        let start = original.count - 3 * sealed
        let head = original[..<start]
        let parts = (0..<3).map { original[(start + $0 * sealed)..<(start + ($0 + 1) * sealed)] }
        let changed: [Data] = [
            original.dropLast(1), original.dropLast(sealed), head, original[..<10], Data(), original + [0],
            joined(head, parts[1], parts[0], parts[2]), joined(head, parts[0], parts[2]), joined(head, parts[2]),
            joined(original, parts[2]),
        ]
        for (index, content) in changed.enumerated() {
            try content.write(to: URL(filePath: path))
            await #expect(throws: FileStoreFailure.damaged, "change \(index)") { try await self.content(of: stored) }
        }
    }

    @Test("Too much content leaves nothing behind")
    func tooLarge() async throws {
        let chunks = chunks(of: FakeRandomness().bytes(200_000), size: 1_000)
        await #expect(throws: FileStoreFailure.tooLarge(limit: 199_999)) {
            try await store.write(chunks, under: key, limit: 199_999)
        }
        #expect(try files().isEmpty)
    }

    @Test("A sender who goes away in the middle leaves nothing behind")
    func brokenSource() async throws {
        struct Gone: Error {}
        let source = FileChunks { throw Gone() }
        await #expect(throws: Gone.self) { try await store.write(source, under: key, limit: 10) }
        #expect(try files().isEmpty)
    }

    @Test("A cancelled upload leaves nothing behind")
    func cancelled() async throws {
        let upload = Task { [store, key] in
            try await store.write(
                FileChunks {
                    try? await Task.sleep(for: .milliseconds(1)); return [1]
                },
                under: key,
                limit: .max
            )
        }
        try await Task.sleep(for: .milliseconds(20))
        upload.cancel()
        await #expect(throws: CancellationError.self) { try await upload.value }
        #expect(try files().isEmpty)
    }

    @Test("A deleted file is gone; deleting it again is no fault")
    func deletion() async throws {
        let stored = try await store.write([1], under: key)
        try await store.delete(stored.name)
        try await store.delete(stored.name)
        await #expect(throws: FileStoreFailure.notFound) { _ = try await store.read(stored.name, under: key) }
    }

    @Test(
        "A name that no store made leads nowhere",
        arguments: [
            "", "x", "../secret", "/etc/passwd", String(repeating: "a", count: 31) + "/",
            String(repeating: "u", count: 32),
        ]
    )
    func foreignNames(name: String) async throws {
        try Data("secret".utf8).write(to: URL(filePath: folder.path("secret")))
        await #expect(throws: FileStoreFailure.notFound) { _ = try await store.read(ID(name), under: key) }
        try await store.delete(ID(name))
        #expect(FileManager.default.fileExists(atPath: folder.path("secret")))
    }

    @Test("Sweeping removes old files that no row names and old halves, and keeps all others")
    func sweep() async throws {
        let known = try await store.write([1], under: key)
        let orphan = try await store.write([2], under: key)
        let paths = FilePaths(root: folder.path("files"))
        try Data([3]).write(to: URL(filePath: paths.partial(ID("half"))))
        try await Task.sleep(for: .milliseconds(20))
        let moment = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        try await Task.sleep(for: .milliseconds(20))
        let young = try await store.write([4], under: key)
        try Data([5]).write(to: URL(filePath: paths.partial(ID("growing"))))

        let removed = try await store.sweep(before: moment) { names in
            #expect(Set(names).isSubset(of: [known.name, orphan.name]))
            return [known.name]
        }
        #expect(removed == 2)
        #expect(try Set(files()) == [paths.file(known.name), paths.file(young.name), paths.partial(ID("growing"))])
    }

    @Test("Sweeping stops when nobody can tell which files are known")
    func sweepWithoutRows() async throws {
        struct NoRows: Error {}
        let stored = try await store.write([1], under: key)
        await #expect(throws: NoRows.self) {
            try await store.sweep(before: Instant(milliseconds: .max)) { _ in throw NoRows() }
        }
        #expect(try await content(of: stored) == [1])
    }

    @Test("Many files are written at once")
    func concurrency() async throws {
        let names = try await withThrowingTaskGroup(of: ID<StoredFile>.self) { group in
            for number in 0..<50 {
                group.addTask { try await store.write([UInt8(number)], under: key).name }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(names.count == 50)
        #expect(try files().count == 50)
    }

    private func content(of file: StoredFile) async throws -> [UInt8] {
        try await store.read(file.name, under: key).bytes(limit: 10_000_000)
    }

    private func joined(_ parts: Data...) -> Data { parts.reduce(into: Data()) { $0.append($1) } }

    private func files() throws -> [String] {
        let root = folder.path("files")
        return try FileManager.default.subpathsOfDirectory(atPath: root).map { "\(root)/\($0)" }.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    private func chunks(of bytes: [UInt8], size: Int) -> FileChunks {
        let source = ChunkSource(bytes, size: size)
        return FileChunks { await source.next() }
    }
}

private actor ChunkSource {
    private var rest: ArraySlice<UInt8>
    private let size: Int

    init(_ bytes: [UInt8], size: Int) {
        rest = bytes[...]
        self.size = size
    }

    func next() -> [UInt8]? {
        defer { rest = rest.dropFirst(size) }
        return rest.isEmpty ? nil : Array(rest.prefix(size))
    }
}
