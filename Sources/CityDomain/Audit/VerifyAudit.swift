import CityKit

/// Looks for the first entry of the audit log that is not as it was written, and compares the log with checkpoints.
public struct VerifyAudit: Sendable {
    private let store: any AuditStore
    private let digest: any AuditDigest
    private let signer: (any AuditSigner)?

    /// - Parameter signer: nil where the key of the installation is not at hand; who signed that entries were discarded is
    ///   not asked then.
    public init(store: any AuditStore, digest: any AuditDigest, signer: (any AuditSigner)?) {
        self.store = store
        self.digest = digest
        self.signer = signer
    }

    /// - Parameter checkpoints: those that are signed by this installation.
    public func callAsFunction(_ checkpoints: CheckpointFile = CheckpointFile()) async throws -> AuditReport {
        while true {
            let base = try await store.base()
            // Asked for first: while this goes on, a server adds to the end.
            let known = try await store.head().sequence
            var walk = AuditWalk(
                from: base?.head ?? .start,
                landmarks: Set(checkpoints.checkpoints.map(\.head.sequence))
            )
            try await walk.go(in: store, by: digest)
            walk.expect(known)
            // And it may have discarded entries on the way.
            if walk.fault != nil, try await store.base() != base { continue }
            if case .changed(let place)? = walk.fault,
                let origin = try await origin(of: place, from: base?.head ?? .start)
            {
                walk.move(from: origin)
            }
            return walk.report(checkpoints, faults: unsigned(base))
        }
    }

    private func unsigned(_ base: AuditCheckpoint?) -> [AuditFault] {
        guard let base, let signer, !base.isSigned(by: signer) else { return [] }
        return [.unsignedBase(base.head.sequence)]
    }

    /// Where an entry that does not fit its place was written; nil when it fits nowhere.
    private func origin(of place: Int, from start: AuditHead) async throws -> Int? {
        guard let stranger = try await store.entries(after: place - 1, limit: 1).first else { return nil }
        var sequence = start.sequence
        while true {
            let page = try await store.entries(after: sequence, limit: AuditWalk.slice)
            guard let last = page.last else { return nil }
            for candidate in page where candidate.sequence != place {
                // Where two neighbours changed places, the hash before stands where the entry was.
                for origin in [candidate.sequence + 1, candidate.sequence]
                where origin != place && stranger.follows(candidate.hash, as: origin, by: digest) {
                    return origin
                }
            }
            let first = start.sequence + 1
            if sequence == start.sequence, stranger.follows(start.hash, as: first, by: digest) { return first }
            sequence = last.sequence
        }
    }
}

/// Checkpoints as a file keeps them, a line for each.
public struct CheckpointFile: Sendable {
    /// Those that are signed by this installation.
    public private(set) var checkpoints: [AuditCheckpoint] = []
    public private(set) var faults: [AuditFault] = []

    public init() {}

    /// - Parameter text: a last line that no newline ends was cut by a crash and is left out.
    public init(_ text: String, signer: some AuditSigner) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        for (index, line) in lines.enumerated() where !line.isEmpty {
            guard let checkpoint = AuditCheckpoint(line: line) else {
                faults.append(.unreadable(line: index + 1))
                continue
            }
            if checkpoint.isSigned(by: signer) {
                checkpoints.append(checkpoint)
            } else {
                faults.append(.badSignature(line: index + 1))
            }
        }
    }
}
