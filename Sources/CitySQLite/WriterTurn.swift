import CityStorage
import Foundation

/// Lets several processes write to one file in turn. SQLite itself gives the file to whoever asks at the right moment: a
/// process that writes without a break would shut out all others.
///
/// Who waits holds a shared lock on `<file>.turn`; whoever has written and finds that lock gives the others a moment. The
/// system takes the lock back when a process ends, however it ends.
final class WriterTurn: Sendable {
    private let descriptor: Int32

    /// How often a waiting process asks for the file. SQLite's own waiting gets slower and slower, up to a tenth of a second.
    private static let pause: UInt32 = 500
    /// Long enough for everybody who waits to ask in between. Microseconds.
    private static let courtesy: UInt32 = 1_500

    init(of path: String) throws(OpenFault) {
        descriptor = open(path + ".turn", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable("\(path).turn: \(String(cString: strerror(errno)))") }
    }

    deinit { close(descriptor) }

    /// Waits a little for the file that another process is writing to.
    ///
    /// - Parameter tries: how often it has waited already.
    /// - Returns: false when it has waited for `patience`.
    func wait(tries: Int, patience: Duration) -> Bool {
        if tries == 0 { flock(descriptor, LOCK_SH | LOCK_NB) }
        usleep(Self.pause)
        return .microseconds(Int64(Self.pause)) * tries < patience
    }

    /// The waiting is over, well or not.
    func stopWaiting() { flock(descriptor, LOCK_UN) }

    /// Lets those write who wait.
    func giveWay() {
        let nobodyWaits = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        flock(descriptor, LOCK_UN)
        if !nobodyWaits { usleep(Self.courtesy) }
    }
}
