import CityDomain
import CityKit
import Logging

/// Signs where the audit log stands, to the file of checkpoints and into the stream of the log, which usually leaves the
/// machine: what is in both, nobody changes unseen.
struct LoggedCheckpoint: Sendable {
    let sign: SignCheckpoint
    let shelf: any CheckpointShelf
    let logger: Logger

    func callAsFunction(at now: Instant) async throws {
        if let checkpoint = try await sign(at: now) { tell(checkpoint) }
    }

    /// Keeps one that somebody else signed.
    func keep(_ checkpoint: AuditCheckpoint) async throws {
        try await shelf.add(checkpoint)
        tell(checkpoint)
    }

    private func tell(_ checkpoint: AuditCheckpoint) {
        logger.notice("audit checkpoint", metadata: ["checkpoint": "\(checkpoint.line)"])
    }
}

extension Settings {
    /// The file of signed checkpoints of the audit log.
    var checkpoints: String { "\(data)/audit/checkpoints" }
}
