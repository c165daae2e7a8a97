/// What is kept of a text for a short time to see whether another one is nearly the same: the smallest of the keyed hashes of its
/// groups of letters (Broder 1997). Nobody gets the text back from it, and without the key nobody makes one to compare with.
public struct TextSketch: Sendable, Equatable {
    /// Four bytes of each hash, the smallest first.
    public let bytes: [UInt8]

    /// So many hashes tell a share to within about six hundredths.
    private static let most = 64
    /// A text of fewer groups proves nothing: many people write "the lamp is out".
    private static let fewest = 20

    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// Nil for a text that is too short to say anything.
    init?(_ text: TextLikeness, key: UInt64) {
        guard text.groups.count >= Self.fewest else { return nil }
        let hashes = Set(text.groups.map { Self.hash($0, key) }).sorted().prefix(Self.most)
        bytes = hashes.flatMap { hash in (0..<4).map { UInt8(truncatingIfNeeded: hash >> (24 - 8 * UInt32($0))) } }
    }

    /// The share of their parts that two texts have in common, 0 to 1.
    public func similarity(to other: Self) -> Double {
        let (one, two) = (Set(hashes), Set(other.hashes))
        let least = one.union(two).sorted().prefix(min(Self.most, max(one.count, two.count)))
        guard !least.isEmpty else { return 0 }
        return Double(least.count { one.contains($0) && two.contains($0) }) / Double(least.count)
    }

    private var hashes: [UInt32] {
        stride(from: 0, to: bytes.count - 3, by: 4).map { start in
            bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
    }

    /// FNV-1a begun with the key, mixed at the end (the finish of SplitMix64).
    private static func hash(_ group: String, _ key: UInt64) -> UInt32 {
        var value = group.utf8.reduce(key ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        value = (value ^ (value >> 30)) &* (0xBF58_476D_1CE4_E5B9 ^ (key | 1))
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return UInt32(truncatingIfNeeded: (value ^ (value >> 31)) >> 16)
    }
}
