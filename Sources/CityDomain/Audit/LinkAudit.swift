/// Puts what waits at the end of the chain. Any number of processes may do so at once: the one whose look at the end of the
/// chain is still true when it writes goes on, the others begin anew.
public struct LinkAudit: Sendable {
    private let store: any AuditStore
    private let digest: any AuditDigest

    /// Entries in one transaction.
    private static let slice = 500

    public init(store: any AuditStore, digest: any AuditDigest) {
        self.store = store
        self.digest = digest
    }

    /// Links until nothing waits.
    ///
    /// - Returns: how many entries it linked.
    @discardableResult
    public func callAsFunction() async throws -> Int {
        var count = 0
        while true {
            let queue = try await store.queue(limit: Self.slice)
            guard !queue.waiting.isEmpty else { return count }
            let linked = queue.head.linked(queue.waiting, by: digest)
            if try await store.append(linked, after: queue.head) { count += linked.count }
        }
    }
}
