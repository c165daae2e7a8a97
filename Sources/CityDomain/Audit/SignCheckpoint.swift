public import CityKit

/// Signs where the chain stands, for a place outside the database.
public struct SignCheckpoint: Sendable {
    private let store: any AuditStore
    private let signer: any AuditSigner
    private let shelf: any CheckpointShelf

    public init(store: any AuditStore, signer: any AuditSigner, shelf: any CheckpointShelf) {
        self.store = store
        self.signer = signer
        self.shelf = shelf
    }

    /// - Returns: the checkpoint, on disk; nil while no entry is linked.
    public func callAsFunction(at now: Instant) async throws -> AuditCheckpoint? {
        let head = try await store.head()
        guard head.sequence > 0 else { return nil }
        let checkpoint = AuditCheckpoint(head, at: now, by: signer)
        try await shelf.add(checkpoint)
        return checkpoint
    }
}

/// Where checkpoints are kept, in the order they were signed.
public protocol CheckpointShelf: Sendable {
    /// Durable when it returns.
    func add(_ checkpoint: AuditCheckpoint) async throws
}
