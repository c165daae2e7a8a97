public import CityKit
import Synchronization

/// Bytes that nobody needs to guess: the same in every run, and never the same twice in one.
public final class CountedRandomness: Randomness {
    private let dice: Mutex<Dice>

    public init(seed: UInt64 = 1) { dice = Mutex(Dice(seed: seed)) }

    public func bytes(_ count: Int) -> [UInt8] {
        dice.withLock { dice in (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &dice) } }
    }
}
