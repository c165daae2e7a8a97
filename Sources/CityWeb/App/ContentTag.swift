/// A name for bytes that changes with them (FNV-1a over words of eight bytes); it keeps no secret.
struct ContentTag: CustomStringConvertible {
    let description: String

    init(_ bytes: [UInt8]) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        bytes.withUnsafeBytes { raw in
            var place = 0
            while place + 8 <= raw.count {
                let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                hash = (hash ^ word) &* 0x100_0000_01b3
                // The product moves nothing to the right: without this the first bytes of a word would not count.
                hash ^= hash >> 32
                place += 8
            }
            for byte in raw[place...] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        description = String(hash, radix: 16)
    }
}
