import CityKit

/// Goes along the chain from one place, and looks at every entry on the way.
struct AuditWalk {
    private(set) var head: AuditHead
    private(set) var fault: AuditFault?
    /// An entry on the way does not fit: of what stands behind it nothing can be said.
    private var isBroken = false
    private let start: AuditHead
    /// The places that checkpoints name.
    private let landmarks: Set<Int>
    private var hashes: [Int: [UInt8]]

    /// Entries read at once.
    static let slice = 2_000

    /// - Parameter landmarks: places whose hashes `report` will compare.
    init(from start: AuditHead, landmarks: Set<Int> = []) {
        head = start
        self.start = start
        self.landmarks = landmarks
        hashes = [start.sequence: start.hash]
    }

    /// Goes on to the first entry that is not as it was written, or to the end.
    ///
    /// - Parameter moment: stops before the first entry that is not older.
    mutating func go(before moment: Instant? = nil, in store: any AuditStore, by digest: any AuditDigest) async throws {
        var page = try await store.entries(after: head.sequence, limit: Self.slice)
        while let last = page.last, fault == nil {
            let entries = page
            // The next page is read while this one is hashed.
            async let next = store.entries(after: last.sequence, limit: Self.slice)
            let wanted = moment.map { moment in entries.prefix { $0.entry.at < moment } } ?? entries[...]
            take(wanted, digest)
            page = try await next
            guard wanted.count == entries.count else { return }
        }
    }

    private mutating func take(_ entries: ArraySlice<LinkedEntry>, _ digest: some AuditDigest) {
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

    /// The chain is known to have gone on to this place.
    mutating func expect(_ known: Int) {
        if fault == nil, known > head.sequence { fault = .missing(head.sequence + 1) }
    }

    /// The entry that does not fit was written at another place.
    mutating func move(from origin: Int) {
        if case .changed(let place)? = fault { fault = .moved(place, from: origin) }
    }

    /// - Parameter faults: more of them, which come first.
    func report(_ file: CheckpointFile, faults: [AuditFault]) -> AuditReport {
        // Of what was discarded nothing can be compared.
        let compared = file.checkpoints.filter { $0.head.sequence >= start.sequence }.map { ($0, self.fault(of: $0)) }
        return AuditReport(
            entries: head.sequence - start.sequence,
            discarded: start.sequence,
            checkpoints: file.checkpoints.count,
            provedUntil: compared.filter { $0.1 == nil && $0.0.head.sequence <= head.sequence }.map(\.0.at).max(),
            faults: faults + [fault].compactMap(\.self) + file.faults + compared.compactMap(\.1)
        )
    }

    private func fault(of checkpoint: AuditCheckpoint) -> AuditFault? {
        guard checkpoint.head.sequence <= head.sequence else {
            return isBroken ? nil : .cut(after: head.sequence, checkpoint: checkpoint)
        }
        return hashes[checkpoint.head.sequence] == checkpoint.head.hash ? nil : .rewritten(checkpoint: checkpoint)
    }
}
