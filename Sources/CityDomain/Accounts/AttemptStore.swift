public import CityKit

/// Where failed attempts are counted, by whatever tells who made them: a login, a network, a report.
public protocol AttemptStore: Sendable {
    /// Nil when the subject has not failed.
    func attempts(by subject: [UInt8], in town: ID<Municipality>) async throws -> FailedAttempts?

    /// Counts one more failed attempt; `pause` tells how long the subject waits after its nth failure.
    func countFailure(
        by subject: [UInt8],
        at now: Instant,
        pause: @escaping @Sendable (Int) -> Duration,
        in town: ID<Municipality>
    ) async throws

    /// Counts an attempt as failed before it is made, unless its subject has to wait, all in one transaction.
    ///
    /// - Returns: what was counted before; nothing was added where it says that the subject waits.
    func countAttempt(
        by subject: [UInt8],
        at now: Instant,
        pause: @escaping @Sendable (Int) -> Duration,
        in town: ID<Municipality>
    ) async throws -> FailedAttempts?

    /// Takes one counted attempt back, which ended without an answer; the subject need not wait from this moment on.
    func takeBackFailure(by subject: [UInt8], at now: Instant, in town: ID<Municipality>) async throws

    func forgetFailures(by subject: [UInt8], in town: ID<Municipality>) async throws

    /// Forgets subjects of all towns whose last pause ended before this moment, at most `limit`.
    /// - Returns: how many were forgotten.
    func forgetFailures(before moment: Instant, limit: Int) async throws -> Int
}

/// How often one subject has failed.
public struct FailedAttempts: Sendable, Equatable {
    public let failures: Int
    /// No attempt counts before this moment; at the earliest the moment of the last failure.
    public let pausedUntil: Instant

    public init(failures: Int, pausedUntil: Instant) {
        self.failures = failures
        self.pausedUntil = pausedUntil
    }
}
