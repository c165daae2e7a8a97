/// The content of a file, piece by piece. To be read once, by one reader.
public struct FileChunks: AsyncSequence, Sendable {
    public typealias Element = [UInt8]
    public typealias Failure = any Error

    private let next: @Sendable () async throws -> [UInt8]?

    /// - Parameter next: the next piece; nil after the last one.
    public init(next: @escaping @Sendable () async throws -> [UInt8]?) { self.next = next }

    public func makeAsyncIterator() -> Iterator { Iterator(next: next) }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let next: @Sendable () async throws -> [UInt8]?

        public mutating func next() async throws -> [UInt8]? { try await next() }
    }

    /// All of it at once.
    /// - Throws: `FileStoreFailure.tooLarge` when there are more than `limit` octets.
    public func bytes(limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in self {
            guard bytes.count + chunk.count <= limit else { throw FileStoreFailure.tooLarge(limit: limit) }
            bytes += chunk
        }
        return bytes
    }
}

extension FileChunks {
    /// Content that is in memory already.
    public init(_ bytes: [UInt8]) {
        let source = OnePiece(bytes)
        self.init { await source.take() }
    }
}

private actor OnePiece {
    private var bytes: [UInt8]?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func take() -> [UInt8]? {
        defer { bytes = nil }
        return bytes
    }
}
