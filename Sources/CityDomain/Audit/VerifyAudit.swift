import CityKit

/// Looks for the first entry of the audit log that is not as it was written, and compares the log with checkpoints.
public struct VerifyAudit: Sendable {
    private let store: any AuditStore
    private let digest: any AuditDigest

    /// Entries read at once.
    private static let slice = 2_000

    public init(store: any AuditStore, digest: any AuditDigest) {
        self.store = store
        self.digest = digest
    }

    /// - Parameter checkpoints: those that are signed by this installation.
    public func callAsFunction(_ checkpoints: CheckpointFile = CheckpointFile()) async throws -> AuditReport {
        // Asked for first: while this goes on, a server adds to the end.
        let known = try await store.head().sequence
        var walk = Walk(landmarks: Set(checkpoints.checkpoints.map(\.head.sequence)))
        var page = try await store.entries(after: 0, limit: Self.slice)
        while !page.isEmpty, walk.fault == nil {
            let entries = page
            let last = entries[entries.count - 1].sequence
            // The next page is read while this one is hashed.
            async let next = store.entries(after: last, limit: Self.slice)
            walk.take(entries, digest)
            page = try await next
        }
        if walk.fault == nil, known > walk.head.sequence { walk.fault = .missing(walk.head.sequence + 1) }
        if case .changed(let place)? = walk.fault, let origin = try await origin(of: place) {
            walk.fault = .moved(place, from: origin)
        }
        return walk.report(checkpoints)
    }

    /// Where an entry that does not fit its place was written; nil when it fits nowhere.
    private func origin(of place: Int) async throws -> Int? {
        guard let stranger = try await store.entries(after: place - 1, limit: 1).first else { return nil }
        var sequence = 0
        while true {
            let page = try await store.entries(after: sequence, limit: Self.slice)
            guard let last = page.last else { return nil }
            for candidate in page where candidate.sequence != place {
                // Where two neighbours changed places, the hash before stands where the entry was.
                for origin in [candidate.sequence + 1, candidate.sequence]
                where origin != place && stranger.follows(candidate.hash, as: origin, by: digest) {
                    return origin
                }
            }
            if sequence == 0, stranger.follows(AuditHead.start.hash, as: 1, by: digest) { return 1 }
            sequence = last.sequence
        }
    }
}

/// How far a check has come.
private struct Walk {
    private(set) var head = AuditHead.start
    var fault: AuditFault?
    /// An entry on the way does not fit: of what stands behind it nothing can be said.
    private var isBroken = false
    /// The places that checkpoints name.
    private let landmarks: Set<Int>
    private var hashes: [Int: [UInt8]] = [:]

    init(landmarks: Set<Int>) { self.landmarks = landmarks }

    mutating func take(_ entries: [LinkedEntry], _ digest: some AuditDigest) {
        for entry in entries {
            guard entry.sequence == head.sequence + 1 else { return stop(.missing(head.sequence + 1)) }
            guard entry.follows(head.hash, as: entry.sequence, by: digest) else {
                return stop(.changed(entry.sequence))
            }
            head = entry.head
            if landmarks.contains(entry.sequence) { hashes[entry.sequence] = entry.hash }
        }
    }

    private mutating func stop(_ fault: AuditFault) {
        self.fault = fault
        isBroken = true
    }

    func report(_ file: CheckpointFile) -> AuditReport {
        let compared = file.checkpoints.map { ($0, fault(of: $0)) }
        return AuditReport(
            entries: head.sequence,
            checkpoints: file.checkpoints.count,
            provedUntil: compared.filter { $0.1 == nil && $0.0.head.sequence <= head.sequence }.map(\.0.at).max(),
            faults: [fault].compactMap(\.self) + file.faults + compared.compactMap(\.1)
        )
    }

    private func fault(of checkpoint: AuditCheckpoint) -> AuditFault? {
        guard checkpoint.head.sequence <= head.sequence else {
            return isBroken ? nil : .cut(after: head.sequence, checkpoint: checkpoint)
        }
        return hashes[checkpoint.head.sequence] == checkpoint.head.hash ? nil : .rewritten(checkpoint: checkpoint)
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
            let isOurs =
                checkpoint.publicKey == signer.publicKey
                && signer.isSignature(checkpoint.signature, of: checkpoint.signedBytes, by: signer.publicKey)
            if isOurs { checkpoints.append(checkpoint) } else { faults.append(.badSignature(line: index + 1)) }
        }
    }
}
