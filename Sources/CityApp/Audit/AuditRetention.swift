import CityDomain
import CityKit
import Logging

/// Discards entries of the audit log that are older than the installation keeps them.
struct AuditRetention: Sendable {
    /// Each of 366 days, so that none is kept too short.
    let years: Int
    let discard: DiscardAudit
    let checkpoint: LoggedCheckpoint

    /// A log with a broken entry among those that are due stays as it is, which is told as an error until it is looked into.
    func callAsFunction(at now: Instant) async throws {
        do {
            try await discard(
                before: now - .days(Int64(366 * years)),
                by: .command("ratusz serve"),
                at: now,
                keeping: checkpoint.keep
            )
        } catch let fault as AuditFault {
            checkpoint.logger.error(
                "audit log is broken and nothing of it is discarded",
                metadata: ["fault": "\(fault)"]
            )
        }
    }
}
