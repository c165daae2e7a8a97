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

    /// Makes an attempt that is counted as failed until it has succeeded, so that of guesses sent at once no more are heard
    /// than of guesses sent one after another.
    ///
    /// - Parameters:
    ///   - subject: who is counted beforehand; nil where nobody waits for what others try in a name.
    ///   - network: is counted once the answer was wrong, because many who know theirs may share one.
    ///   - isWrong: whether a failure of `make` is a wrong answer. After any other the attempt does not count.
    /// - Throws: `AccountFailure.paused`; what `make` throws.
    func attempt<Outcome>(
        by subject: Subject?,
        from network: Subject?,
        in town: ID<Municipality>,
        at now: Instant,
        isWrong: (any Error) -> Bool,
        _ make: () async throws -> Outcome
    ) async throws -> Outcome {
        let networkPause = try await pause(of: network.map { [$0] } ?? [], in: town, at: now)
        if let networkPause, networkPause > .zero { throw AccountFailure.paused(for: networkPause) }
        if let subject { try await count(subject, in: town, at: now) }
        let outcome: Outcome
        do {
            outcome = try await make()
        } catch {
            if !isWrong(error) {
                if let subject { try await attempts.takeBackFailure(by: subject.key, at: now, in: town) }
            } else if let network {
                try await countFailure(of: [network], in: town, at: now)
            }
            throw error
        }
        if let subject { try await forgetFailures(of: [subject], in: town) }
        if let network, networkPause != nil { try await forgetFailures(of: [network], in: town) }
        return outcome
    }

    /// Counts what a subject does, whatever comes of it.
    ///
    /// - Throws: `AccountFailure.paused`, and counts nothing, while the subject has to wait.
    func count(_ subject: Subject, in town: ID<Municipality>, at now: Instant) async throws {
        let before = try await attempts.countAttempt(by: subject.key, at: now, pause: subject.pause, in: town)
        guard let before, before.pausedUntil > now else { return }
        throw AccountFailure.paused(for: before.pausedUntil - now)
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
