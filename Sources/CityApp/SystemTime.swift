import CityKit
import Foundation

/// The clock of the operating system.
struct SystemTime: TimeSource {
    var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
}
