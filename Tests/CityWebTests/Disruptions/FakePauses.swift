import CityDomain
import CityKit
import Synchronization

/// Pauses that a test sets; nil for those of all towns.
final class FakePauses: PauseSign {
    private let pauses = Mutex<[ID<Municipality>?: Pause]>([:])

    func set(_ pause: Pause?, for town: ID<Municipality>? = nil) { pauses.withLock { $0[town] = pause } }

    func pause(of town: ID<Municipality>?, at now: Instant) -> Pause? {
        pauses.withLock { pauses in town.flatMap { pauses[$0] } ?? pauses[nil] }
    }
}
