import CityDomain
import CityKit
public import CityVault

extension MasterKeyRing {
    /// Keys for tests as lines of a key file: version and 32 bytes.
    public static let firstLine = "1:" + String(repeating: "0f", count: 32)
    public static let secondLine = "2:" + String(repeating: "a7", count: 32)

    public init(lines: String...) throws { try self.init(parsing: Array(lines.joined(separator: "\n").utf8)) }
}

extension SodiumVault {
    /// The real vault under a master key that everybody knows.
    public static func fake(_ randomness: CountedRandomness = CountedRandomness()) throws -> SodiumVault {
        let ring = try MasterKeyRing(lines: MasterKeyRing.firstLine)
        let root = try newRootKey(under: ring, randomness: CountedRandomness(seed: 99))
        return try SodiumVault(masterKeys: ring, rootKey: root, randomness: randomness)
    }
}
