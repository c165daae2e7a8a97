import CityStorage
import Foundation
import Synchronization

/// Threads with a connection each that work off one queue. While none of them has a connection, jobs are refused at
/// once and the threads try to get one back, at longer and longer intervals.
final class PostgresThreads: Sendable {
    let queue: JobQueue<any DatabaseJob>
    private let threads: [DatabaseThread]

    /// `makeWork` gives each thread what it does with a job.
    init(
        named name: String,
        count: Int,
        options: PostgresDatabase.Options,
        open: @escaping @Sendable () throws(OpenFault) -> PostgresConnection,
        makeWork: @escaping @Sendable (JobQueue<any DatabaseJob>) -> (any DatabaseJob, PostgresSession) -> Void
    ) {
        let queue = JobQueue<any DatabaseJob>(limit: options.queueLimit)
        let health = Health(notice: options.notice)
        self.queue = queue
        threads = (1...count).map { number in
            DatabaseThread(named: "\(name) \(number)") {
                Self.run(PostgresSession(open: open), queue, health, makeWork(queue))
            }
        }
    }

    deinit { queue.close() }

    func close() async {
        queue.close()
        for thread in threads { await thread.join() }
    }

    private static func run(
        _ session: PostgresSession,
        _ queue: JobQueue<any DatabaseJob>,
        _ health: Health,
        _ work: (any DatabaseJob, PostgresSession) -> Void
    ) {
        while connect(session, queue, health) {
            guard let job = queue.next() else { return session.disconnect() }
            work(job, session)
            if !session.isConnected { health.lose() }
        }
    }

    /// Returns with a connection, or false when the queue is closed and there is none.
    private static func connect(
        _ session: PostgresSession,
        _ queue: JobQueue<any DatabaseJob>,
        _ health: Health
    ) -> Bool {
        var pause = 0.05
        while !session.isConnected {
            do {
                try session.connect()
                health.gain()
                queue.accept()
            } catch {
                if health.tell(error) {
                    for job in queue.refuse(StorageUnavailable(.disconnected)) {
                        job.finish(StorageUnavailable(.disconnected))
                    }
                }
                if queue.isClosed { return false }
                Thread.sleep(forTimeInterval: pause * Double.random(in: 0.5...1))
                pause = min(pause * 2, 2)
            }
        }
        return true
    }
}

/// How many threads have a connection; tells when the last one is lost and when there is one again.
private final class Health: Sendable {
    private struct State {
        var count = 0
        var isTold = false
    }

    private let state = Mutex(State())
    private let notice: @Sendable (PostgresDatabase.Notice) -> Void

    init(notice: @escaping @Sendable (PostgresDatabase.Notice) -> Void) { self.notice = notice }

    func gain() {
        let wasTold = state.withLock { state in
            state.count += 1
            defer { state.isTold = false }
            return state.isTold
        }
        if wasTold { notice(.back) }
    }

    func lose() { state.withLock { $0.count -= 1 } }

    /// True when no thread has a connection.
    func tell(_ fault: OpenFault) -> Bool {
        let (isBad, isNew) = state.withLock { state in
            let isBad = state.count == 0
            defer { state.isTold = state.isTold || isBad }
            return (isBad, isBad && !state.isTold)
        }
        if isNew { notice(.away(fault)) }
        return isBad
    }
}
