public import CityDomain
public import CityKit
import Foundation
import Synchronization

/// Files in a folder of this machine or of a shared mount, each encrypted under a key of its own that is sealed under
/// the key of its case or person.
public final class FolderFileStore: FileStore {
    private let paths: FilePaths
    private let threads: BlockingThreads
    private let randomness: any Randomness
    private let disk: Disk

    /// Makes the folder when there is none.
    /// - Parameter threads: where it reads and writes; this many files at once.
    public convenience init(folder: String, threads: BlockingThreads, randomness: any Randomness) throws {
        try self.init(folder: folder, threads: threads, randomness: randomness, disk: .system)
    }

    init(folder: String, threads: BlockingThreads, randomness: any Randomness, disk: Disk) throws {
        try Sodium.start()
        paths = FilePaths(root: folder)
        self.threads = threads
        self.randomness = randomness
        self.disk = disk
        do { try paths.create(on: disk) } catch let error as DiskError { throw FileStoreFailure(error.code) }
    }

    public func write(
        _ chunks: some AsyncSequence<[UInt8], any Error> & Sendable,
        under key: any DataKey,
        limit: Int
    ) async throws -> StoredFile {
        try await withTaskExecutorPreference(threads) {
            do {
                return try await self.store(chunks, under: key, limit: limit)
            } catch let error as DiskError {
                throw FileStoreFailure(error.code)
            }
        }
    }

    public func read(_ name: ID<StoredFile>, under key: any DataKey) async throws -> FileChunks {
        guard FilePaths.isName(name.rawValue) else { throw FileStoreFailure.notFound }
        let threads = threads
        let file = try await withTaskExecutorPreference(threads) {
            try await OpenFile(name, under: key, in: self.paths, on: self.disk)
        }
        return FileChunks { try await withTaskExecutorPreference(threads) { try await file.next() } }
    }

    public func delete(_ name: ID<StoredFile>) async throws {
        guard FilePaths.isName(name.rawValue) else { return }
        try await withTaskExecutorPreference(threads) { try await self.remove(name) }
    }

    public func sweep(
        before moment: Instant,
        known: @Sendable ([ID<StoredFile>]) async throws -> Set<ID<StoredFile>>
    ) async throws -> Int {
        try await withTaskExecutorPreference(threads) {
            try await FileSweep(paths: self.paths, moment: moment).run(known: known)
        }
    }

    private func store(
        _ chunks: some AsyncSequence<[UInt8], any Error> & Sendable,
        under key: any DataKey,
        limit: Int
    ) async throws -> StoredFile {
        let name = ID<StoredFile>(Base32.encode(randomness.bytes(20)))
        let writer = try EncryptedFileWriter(name, under: key, in: paths, on: disk, randomness: randomness)
        do {
            for try await chunk in chunks {
                try Task.checkCancellation()
                guard writer.size + chunk.count <= limit else { throw FileStoreFailure.tooLarge(limit: limit) }
                try writer.append(chunk)
            }
            return try writer.commit()
        } catch {
            writer.abandon()
            throw error
        }
    }

    private func remove(_ name: ID<StoredFile>) async throws {
        guard unlink(paths.file(name)) == 0 || errno == ENOENT else { throw FileStoreFailure(errno) }
    }
}

/// A reader that one task after the other may ask.
private final class OpenFile: Sendable {
    private let reader: Mutex<EncryptedFileReader>

    // Its methods are asynchronous although they wait for nothing: only so do they run where the task prefers.
    init(_ name: ID<StoredFile>, under key: any DataKey, in paths: FilePaths, on disk: Disk) async throws {
        reader = Mutex(try EncryptedFileReader(name, under: key, in: paths, on: disk))
    }

    func next() async throws -> [UInt8]? { try reader.withLock { try $0.next() } }
}
