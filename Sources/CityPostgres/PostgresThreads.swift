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
        queueLimit: Int,
        open: @escaping @Sendable () throws(OpenFault) -> PostgresConnection,
        makeWork: @escaping @Sendable (JobQueue<any DatabaseJob>) -> (any DatabaseJob, PostgresSession) -> Void
    ) {
        let queue = JobQueue<any DatabaseJob>(limit: queueLimit)
        let health = Health()
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
                if health.isBad {
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

/// How many threads have a connection.
private final class Health: Sendable {
    private let count = Mutex(0)

    var isBad: Bool { count.withLock { $0 == 0 } }

    func gain() { count.withLock { $0 += 1 } }
    func lose() { count.withLock { $0 -= 1 } }
}
