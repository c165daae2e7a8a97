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
        let sealed = values?.ciphertext
        let size =
            previous.count + 16 + 40 + id.rawValue.utf8.count + town.rawValue.utf8.count + kind.utf8.count
            + actor.utf8.count + object.utf8.count + (role?.utf8.count ?? 0) + (part?.utf8.count ?? 0)
            + (reason?.utf8.count ?? 0) + (request?.utf8.count ?? 0) + (sealed?.count ?? 0)
        // A check makes a million of these, so all of it is written into one piece of memory.
        return [UInt8](unsafeUninitializedCapacity: size) { memory, count in
            var form = CanonicalForm(memory: memory)
            form.write(previous)
            form.write(bigEndian: UInt64(bitPattern: Int64(sequence)))
            form.write(bigEndian: UInt64(bitPattern: at.milliseconds))
            form.write(word: id.rawValue)
            form.write(word: town.rawValue)
            form.write(word: kind)
            form.write(word: actor)
            form.write(word: role)
            form.write(word: object)
            form.write(word: part)
            form.write(word: reason)
            form.write(word: request)
            form.write(length: sealed?.count)
            form.write(sealed ?? [])
            count = form.count
        }
    }
}

/// Writes the parts of a canonical form one behind the other. Memory that is too small is not written over: the form is
/// cut.
private struct CanonicalForm {
    let memory: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    mutating func write(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { write($0) } }

    /// The length of nothing where there is none.
    mutating func write(length: Int?) { write(bigEndian: length.map { UInt32(truncatingIfNeeded: $0) } ?? UInt32.max) }

    mutating func write(word: String?) {
        write(length: word?.utf8.count)
        guard var word else { return }
        word.withUTF8 { write($0) }
    }

    mutating func write(bigEndian number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes in
            bytes.withMemoryRebound(to: UInt8.self) { write($0) }
        }
    }

    private mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
        let room = UnsafeMutableBufferPointer(rebasing: memory[count...])
        guard bytes.count <= room.count else { return }
        _ = room.update(fromContentsOf: bytes)
        count += bytes.count
    }
}
