public import CityKit

/// Where photos and documents lie, encrypted. A file is written before the row that names it, so a crash leaves at most
/// a file without a row, which `sweep` removes.
public protocol FileStore: Sendable {
    /// Writes a new file under a random name. When it returns, the file survives a power cut.
    ///
    /// - Parameters:
    ///   - chunks: the content; pieces of any size, never held in memory as a whole.
    ///   - key: the key of the case or person the file belongs to; without it the file is unreadable for good.
    ///   - limit: octets.
    /// - Throws: `FileStoreFailure`, or what `chunks` throws; nothing is left behind then.
    func write(_ chunks: some AsyncSequence<[UInt8], any Error> & Sendable, under key: any DataKey, limit: Int)
        async throws -> StoredFile

    /// The content, read as it is asked for, at most 64 KiB at a time.
    /// - Throws: `FileStoreFailure.notFound`; while reading, `.damaged` when the file was changed or cut.
    func read(_ name: ID<StoredFile>, under key: any DataKey) async throws -> FileChunks

    /// Removes the file; nothing happens when there is none.
    func delete(_ name: ID<StoredFile>) async throws

    /// Removes files that are older than `moment` and that no row names, and what a crash left half written.
    ///
    /// - Parameter known: which of these names rows know; asked for some hundreds of names at a time.
    /// - Returns: how many files it removed.
    func sweep(before moment: Instant, known: @Sendable ([ID<StoredFile>]) async throws -> Set<ID<StoredFile>>)
        async throws -> Int
}

extension FileStore {
    public func write(_ bytes: [UInt8], under key: any DataKey) async throws -> StoredFile {
        try await write(FileChunks(bytes), under: key, limit: bytes.count)
    }
}

/// A file that was written.
public struct StoredFile: Hashable, Sendable {
    public let name: ID<StoredFile>
    /// Octets of the content.
    public let size: Int

    public init(name: ID<StoredFile>, size: Int) {
        self.name = name
        self.size = size
    }
}
