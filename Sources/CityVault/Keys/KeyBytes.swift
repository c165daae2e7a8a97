import CSodium

/// 32 bytes of a key outside Swift's own memory, so that no copy is made unseen; wiped when nobody holds them.
final class KeyBytes: @unchecked Sendable {
    static let count = 32

    enum Memory {
        /// Between guard pages and kept out of swap and core dumps where the system allows it: for the few keys that
        /// live as long as the process.
        case guarded
        /// Heap: for the many keys that live as long as a request.
        case heap
    }

    /// What a derived key is for. Raw values are subkey numbers and never change their meaning.
    enum Purpose: UInt64 {
        case wrapping = 1
        case indexing = 2
        case secrets = 3
    }

    let pointer: UnsafePointer<UInt8>
    private let memory: Memory

    /// - Parameter fill: writes all 32 bytes.
    init<E: Error>(in memory: Memory, fill: (UnsafeMutablePointer<UInt8>) throws(E) -> Void) throws(E) {
        let (bytes, memory) = Self.allocate(in: memory)
        pointer = UnsafePointer(bytes)
        self.memory = memory
        try fill(bytes)
        if memory == .guarded { sodium_mprotect_readonly(bytes) }
    }

    /// Takes the first 32 of `bytes`; what lacks is zero.
    convenience init(_ bytes: [UInt8], in memory: Memory) {
        self.init(in: memory) { key in
            key.initialize(repeating: 0, count: Self.count)
            key.update(from: bytes, count: min(bytes.count, Self.count))
        }
    }

    deinit {
        let bytes = UnsafeMutablePointer(mutating: pointer)
        switch memory {
        case .guarded:
            sodium_free(bytes)
        case .heap:
            sodium_memzero(bytes, Self.count)
            bytes.deallocate()
        }
    }

    /// A key for one use, made from this one by BLAKE2b.
    func derived(for purpose: Purpose) -> KeyBytes {
        KeyBytes(in: .guarded) { key in
            _ = crypto_kdf_derive_from_key(key, Self.count, purpose.rawValue, "ratusz  ", pointer)
        }
    }

    /// Heap where the system gives no guarded memory.
    private static func allocate(in memory: Memory) -> (UnsafeMutablePointer<UInt8>, Memory) {
        if memory == .guarded, let bytes = sodium_malloc(count) {
            return (bytes.bindMemory(to: UInt8.self, capacity: count), .guarded)
        }
        return (.allocate(capacity: count), .heap)
    }
}
