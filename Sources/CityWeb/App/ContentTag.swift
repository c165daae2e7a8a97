/// A name for bytes that changes with them (FNV-1a over words of eight bytes); it keeps no secret.
struct ContentTag: CustomStringConvertible, Sendable {
    private var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    /// Fewer than eight bytes that make no word yet.
    private var rest: [UInt8] = []

    init(_ bytes: [UInt8]) { add(bytes) }

    /// Goes on with more bytes: how they are cut into pieces makes no difference.
    mutating func add(_ bytes: [UInt8]) {
        let first = rest.isEmpty ? bytes[...] : (rest + bytes)[...]
        first.withUnsafeBytes { raw in
            var place = 0
            while place + 8 <= raw.count {
                add(raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                place += 8
            }
            rest = Array(raw[place...])
        }
    }

    private mutating func add(_ word: UInt64) {
        hash = (hash ^ word) &* 0x100_0000_01b3
        // The product moves nothing to the right: without this the first bytes of a word would not count.
        hash ^= hash >> 32
    }

    var description: String {
        let all = rest.reduce(hash) { hash, byte in (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(all, radix: 16)
    }
}
