import Foundation

/// Runs many write jobs in one durable transaction.
///
/// A batch first runs without savepoints. When a job fails after it changed something, the batch is rolled back and run
/// again with a savepoint for each job, so that this job fails alone. Nobody hears of a result before the commit: a job
/// may have read what another job of its batch wrote. A commit that fails fails every job.
package struct GroupCommit {
    package struct Limits: Sendable {
        /// Jobs in one batch.
        package var count = 256
        /// How long a batch takes in further jobs.
        package var time = Duration.milliseconds(20)
        /// How often a batch starts anew after a conflict with another transaction.
        package var retries = 12

        package init() {}
    }

    private let limits: Limits
    private let queue: JobQueue<any DatabaseJob>
    /// After a failure the next batches begin with savepoints: failures come in crowds.
    private var cautiousBatches = 0

    package init(_ queue: JobQueue<any DatabaseJob>, limits: Limits = Limits()) {
        self.queue = queue
        self.limits = limits
    }

    /// Runs `first` and what waits behind it, and lets their tasks go on.
    package mutating func run(_ first: any DatabaseJob, in session: any BatchSession) {
        let mode: Batch.Mode = cautiousBatches > 0 ? .guarded : .together
        cautiousBatches = max(0, cautiousBatches - 1)
        var batch = Batch(jobs: [first], mode: mode, limits: limits)
        batch.run(in: session, more: queue.poll)
        if batch.hasIsolated { cautiousBatches = 16 }
    }
}

private struct Batch {
    enum Mode {
        case together
        /// A savepoint for each job.
        case guarded
    }

    private(set) var hasIsolated = false
    private var jobs: [any DatabaseJob]
    private var mode: Mode
    private let limits: GroupCommit.Limits
    private var topics: Set<Topic> = []
    private var tally = StatisticTally()
    /// The errors of jobs that failed alone, by their place in `jobs`.
    private var errors: [Int: any Error] = [:]

    init(jobs: [any DatabaseJob], mode: Mode, limits: GroupCommit.Limits) {
        self.jobs = jobs
        self.mode = mode
        self.limits = limits
    }

    mutating func run(in session: any BatchSession, more: () -> (any DatabaseJob)?) {
        var attempt = 0
        var turn = Turn.beside
        while true {
            do {
                try runOnce(in: session, turn, more: attempt == 0 ? more : { nil })
                return finish()
            } catch {
                session.rollback()
                attempt += 1
                switch Recovery(from: error, attempt: attempt, limits: limits) {
                case .again:
                    turn = .alone
                    pause(attempt)
                case .isolation where mode == .together && jobs.count > 1:
                    mode = .guarded
                    hasIsolated = true
                case .isolation where jobs.count > 1: return runAlone(in: session)
                case .isolation: return finish((error as? JobFailure)?.error ?? error)
                case .end(let error): return finish(error)
                }
            }
        }
    }

    private mutating func runOnce(
        in session: any BatchSession,
        _ turn: Turn,
        more: () -> (any DatabaseJob)?
    ) throws {
        errors = [:]
        topics = []
        tally = StatisticTally()
        let end = ContinuousClock.now + limits.time
        try session.begin(turn)
        var index = 0
        while index < jobs.count {
            try run(index, in: session)
            index += 1
            if index == jobs.count, index < limits.count, ContinuousClock.now < end, let job = more() {
                jobs.append(job)
            }
        }
        // Their rows are those that many writers want: whoever comes last to them holds them shortest.
        try tally.write(in: session)
        try session.commit(notifying: topics)
    }

    private mutating func run(_ index: Int, in session: any BatchSession) throws {
        session.hasChanged = false
        session.topics = []
        session.tally = StatisticTally()
        if mode == .guarded { try session.setSavepoint() }
        do {
            try jobs[index].run(in: session)
            if let failure = session.failure { throw failure }
            if mode == .guarded { try session.releaseSavepoint() }
            topics.formUnion(session.topics)
            tally.add(session.tally)
        } catch {
            try tolerate(error, in: session)
            errors[index] = error
        }
    }

    /// Goes on after a job failed, if it did no harm to the others; else throws. What the job threw comes out of its
    /// call, but the database's own error decides: the body may have made another one of it.
    private func tolerate(_ error: any Error, in session: any BatchSession) throws {
        if let failure = session.failure {
            guard case .isolation = Recovery(from: failure, attempt: 1, limits: limits) else { throw failure }
        }
        if mode == .guarded {
            try session.rollbackToSavepoint()
        } else if session.hasChanged || session.failure != nil {
            throw JobFailure(error: error)
        }
    }

    /// For a failure that shows itself at commit only, such as a deferred constraint: no savepoint tells whose it is.
    private func runAlone(in session: any BatchSession) {
        for job in jobs {
            var batch = Batch(jobs: [job], mode: .together, limits: limits)
            batch.run(in: session, more: { nil })
        }
    }

    private func finish() {
        for (index, job) in jobs.enumerated() { job.finish(errors[index]) }
    }

    private func finish(_ error: any Error) {
        for job in jobs { job.finish(error) }
    }

    /// Longer each time and never the same, so that two writers do not meet again and again.
    private func pause(_ attempt: Int) {
        let longest = min(0.000_5 * Double(1 << min(attempt, 10)), 0.1)
        Thread.sleep(forTimeInterval: Double.random(in: 0...longest))
    }
}

/// A job failed and nothing but the job is to blame.
private struct JobFailure: Error {
    let error: any Error
}
