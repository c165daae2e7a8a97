import CityKit

/// Where a chain stands: how many entries are linked, and the hash of the last one.
public struct AuditHead: Sendable, Hashable {
    public let sequence: Int
    /// 32 bytes.
    public let hash: [UInt8]

    public init(sequence: Int, hash: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
    }

    /// Before the first entry.
    public static let start = Self(sequence: 0, hash: [UInt8](repeating: 0, count: 32))
}

/// An entry at its place in the chain.
public struct LinkedEntry: Sendable, Hashable {
    /// From 1, without gaps.
    public let sequence: Int
    public let entry: AuditEntry
    /// Of the canonical form of the entry and the hash of the one before.
    public let hash: [UInt8]

    public init(sequence: Int, entry: AuditEntry, hash: [UInt8]) {
        self.sequence = sequence
        self.entry = entry
        self.hash = hash
    }

    public var head: AuditHead { AuditHead(sequence: sequence, hash: hash) }
}

/// A hash that nobody can aim: SHA-256 (FIPS 180-4).
public protocol AuditDigest: Sendable {
    /// - Returns: 32 bytes.
    func hash(_ bytes: [UInt8]) -> [UInt8]
}

extension AuditHead {
    /// Puts entries behind this place, in their order.
    public func linked(_ entries: [AuditEntry], by digest: some AuditDigest) -> [LinkedEntry] {
        var head = self
        return entries.map { entry in
            let sequence = head.sequence + 1
            let hash = digest.hash(entry.canonicalBytes(at: sequence, after: head.hash))
            let linked = LinkedEntry(sequence: sequence, entry: entry, hash: hash)
            head = linked.head
            return linked
        }
    }
}

extension LinkedEntry {
    /// Whether the entry is as it was when it was put behind an entry with this hash.
    func follows(_ hash: [UInt8], as sequence: Int, by digest: some AuditDigest) -> Bool {
        digest.hash(entry.canonicalBytes(at: sequence, after: hash)) == self.hash
    }
}

extension AuditEntry {
    /// What is hashed, as `docs/audit.md` tells outsiders: the hash of the entry before (32 bytes), the sequence and the
    /// moment in milliseconds (8 bytes each, big endian), then id, town, kind, actor, role, object, part, reason, request
    /// and sealed values, each after its length in bytes (4 bytes, big endian); one that is absent is the length
    /// 0xFFFFFFFF and nothing else.
    package func canonicalBytes(at sequence: Int, after previous: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(320 + (values?.ciphertext.count ?? 0))
        bytes += previous
        bytes.append(bigEndian: UInt64(bitPattern: Int64(sequence)))
        bytes.append(bigEndian: UInt64(bitPattern: at.milliseconds))
        bytes.append(id.rawValue)
        bytes.append(town.rawValue)
        for word in [kind, actor, role, object, part, reason, request] { bytes.append(word) }
        if let values {
            bytes.append(bigEndian: UInt32(truncatingIfNeeded: values.ciphertext.count))
            bytes += values.ciphertext
        } else {
            bytes.append(bigEndian: UInt32.max)
        }
        return bytes
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    /// A word after its length; only the length of nothing where there is none.
    fileprivate mutating func append(_ word: String?) {
        guard var word else { return append(bigEndian: UInt32.max) }
        word.withUTF8 { utf8 in
            append(bigEndian: UInt32(truncatingIfNeeded: utf8.count))
            append(contentsOf: utf8)
        }
    }
}
