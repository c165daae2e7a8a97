import CityDomain
import CityKit
import CityTestSupport
import Synchronization

/// A file store that is full at one of its writes.
struct FullDisk: FileStore {
    let files: any FileStore
    let at: Int
    private let writes: Counter

    private final class Counter: Sendable {
        let count = Mutex(0)
    }

    init(files: any FileStore, at: Int) {
        (self.files, self.at) = (files, at)
        writes = Counter()
    }

    func write(_ chunks: some AsyncSequence<[UInt8], any Error> & Sendable, under key: any DataKey, limit: Int)
        async throws -> StoredFile
    {
        let number = writes.count.withLock { count in
            count += 1
            return count
        }
        guard number != at else { throw FileStoreFailure.full }
        return try await files.write(chunks, under: key, limit: limit)
    }

    func read(_ name: ID<StoredFile>, under key: any DataKey) async throws -> FileChunks {
        try await files.read(name, under: key)
    }

    func delete(_ name: ID<StoredFile>) async throws { try await files.delete(name) }

    func sweep(before moment: Instant, known: @Sendable ([ID<StoredFile>]) async throws -> Set<ID<StoredFile>>)
        async throws -> Int
    {
        try await files.sweep(before: moment, known: known)
    }
}

/// Gives back a picture that is one pixel narrower.
struct OtherSize: PhotoProcessor {
    func process(_ photo: FileChunks, covering areas: [PhotoArea]) async throws -> ProcessedPhoto {
        var bytes = SamplePhoto.jpeg
        guard let frame = bytes.firstRange(of: [0xFF, 0xC0]) else { throw PhotoFailure.broken }
        bytes[frame.lowerBound + 8] -= 1
        guard let picture = PlainJPEG(bytes) else { throw PhotoFailure.broken }
        return ProcessedPhoto(large: picture, thumbnail: picture)
    }
}
