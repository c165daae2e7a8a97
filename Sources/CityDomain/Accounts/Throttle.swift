public import CityKit

/// Slows down whoever fails again and again. Nobody is shut out for good.
public struct Throttle: Sendable {
    /// Who has not failed for so long starts anew.
    static let memory = Duration.hours(24)
    private static let slice = 1_000

    private let attempts: any AttemptStore

    public init(attempts: any AttemptStore) { self.attempts = attempts }

    /// A thing failures are counted by, and how long it waits after its nth failure.
    struct Subject: Sendable {
        let key: [UInt8]
        let pause: @Sendable (Int) -> Duration
    }

    /// How long the next attempt must wait; zero when it need not. Nil when none of the subjects has failed.
    func pause(of subjects: [Subject], in town: ID<Municipality>, at now: Instant) async throws -> Duration? {
        var end: Instant?
        for subject in subjects {
            guard let failed = try await attempts.attempts(by: subject.key, in: town) else { continue }
            end = max(end ?? now, failed.pausedUntil)
        }
        return end.map { $0 - now }
    }

    func countFailure(of subjects: [Subject], in town: ID<Municipality>, at now: Instant) async throws {
        for subject in subjects {
            try await attempts.countFailure(by: subject.key, at: now, pause: subject.pause, in: town)
        }
    }

    func forgetFailures(of subjects: [Subject], in town: ID<Municipality>) async throws {
        for subject in subjects { try await attempts.forgetFailures(by: subject.key, in: town) }
    }

    /// Forgets all who have not failed for long.
    public func sweep(at now: Instant) async throws {
        while try await attempts.forgetFailures(before: now - Self.memory, limit: Self.slice) == Self.slice {}
    }

    /// 1, 2, 4, … seconds from the first step on, at most `most`.
    static func doubling(_ steps: Int, most: Duration) -> Duration {
        steps <= 0 ? .zero : min(.seconds(1 << min(steps - 1, 20)), most)
    }
}
