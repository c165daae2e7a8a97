import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Synchronization

@testable import CityVault

/// Bytes that nobody needs to guess: the same in every run.
final class FakeRandomness: Randomness {
    private let dice: Mutex<Dice>

    init(seed: UInt64 = 1) { dice = Mutex(Dice(seed: seed)) }

    func bytes(_ count: Int) -> [UInt8] {
        dice.withLock { dice in (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &dice) } }
    }
}

extension ID<Municipality> {
    static let town = ID("north")
    static let neighbour = ID("south")
}

extension Slot {
    static let contact = Slot(.town, table: "report", row: "r1", column: "contact")
}

extension MasterKeyRing {
    static let first = "1:" + String(repeating: "0f", count: 32)
    static let second = "2:" + String(repeating: "a7", count: 32)

    init(_ lines: String...) throws { try self.init(parsing: Array(lines.joined(separator: "\n").utf8)) }
}

extension SodiumVault {
    /// A vault that knows these master keys and makes its root key under `rootRing`, or under the same ones.
    static func fake(_ lines: String..., root: WrappedKey? = nil, seed: UInt64 = 1) throws -> SodiumVault {
        let ring = try MasterKeyRing(
            parsing: Array((lines.isEmpty ? [MasterKeyRing.first] : lines).joined(separator: "\n").utf8)
        )
        let randomness = FakeRandomness(seed: seed)
        let root = try root ?? newRootKey(under: ring, randomness: FakeRandomness(seed: 99))
        return try SodiumVault(masterKeys: ring, rootKey: root, randomness: randomness)
    }
}

/// A folder that is gone when its owner is.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "vault-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func path(_ name: String) -> String { "\(path)/\(name)" }
}

extension [UInt8] {
    init(hex: String) {
        let digits = hex.compactMap(\.hexDigitValue)
        self = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
