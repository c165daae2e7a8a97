import CityStorage
import Synchronization
import Testing

@Suite struct JobQueueTests {
    @Test("Jobs leave in the order they came, to the last one after closing")
    func order() throws {
        let queue = JobQueue<Int>(limit: 5_000)
        for job in 0..<3_000 { try queue.add(job) }
        let first = (0..<2_000).compactMap { _ in queue.poll() }
        for job in 3_000..<5_000 { try queue.add(job) }
        queue.close()
        #expect(throws: StorageUnavailable(.closed)) { try queue.add(0) }
        var rest: [Int] = []
        while let job = queue.next() { rest.append(job) }
        #expect(first + rest == Array(0..<5_000))
        #expect(queue.poll() == nil)
    }

    @Test("A full queue refuses, and takes again when there is room")
    func limit() throws {
        let queue = JobQueue<Int>(limit: 2)
        try queue.add(1)
        try queue.add(2)
        #expect(throws: StorageUnavailable(.busy)) { try queue.add(3) }
        #expect(queue.poll() == 1)
        try queue.add(3)
    }

    @Test("A queue that refuses hands back what waits, until it accepts again")
    func refusal() throws {
        let queue = JobQueue<Int>(limit: 10)
        for job in 1...3 { try queue.add(job) }
        #expect(queue.poll() == 1)
        #expect(queue.refuse(StorageUnavailable(.disconnected)) == [2, 3])
        #expect(throws: StorageUnavailable(.disconnected)) { try queue.add(4) }
        queue.accept()
        try queue.add(5)
        #expect(queue.next() == 5)
    }

    @Test("Every job goes to one of the threads that wait", arguments: [1, 4])
    func threads(count: Int) async throws {
        let queue = JobQueue<Int>(limit: 10_000)
        let taken = Taken()
        let threads = (0..<count).map { _ in
            DatabaseThread(named: "test") {
                while let job = queue.next() { taken.add(job) }
            }
        }
        await withTaskGroup(of: Void.self) { group in
            for part in 0..<10 {
                group.addTask { for job in 0..<500 { try? queue.add(part * 500 + job) } }
            }
        }
        queue.close()
        for thread in threads { await thread.join() }
        #expect(taken.all.sorted() == Array(0..<5_000))
    }
}

private final class Taken: Sendable {
    private let jobs = Mutex<[Int]>([])

    var all: [Int] { jobs.withLock { $0 } }

    func add(_ job: Int) { jobs.withLock { $0.append(job) } }
}
