import CityVault
import Foundation
import Synchronization
import Testing

@Suite struct BlockingThreadsTests {
    @Test("Work runs on the threads of that name, as many at once as there are, and nowhere else")
    func threads() async {
        let threads = BlockingThreads(name: "disk", count: 3)
        let load = Load()
        let names = await withTaskGroup(of: String.self) { group in
            for _ in 0..<9 {
                group.addTask { await withTaskExecutorPreference(threads) { await load.work() } }
            }
            return await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(names == ["disk"])
        #expect(load.most == 3)
    }

    @Test("The threads end when nobody needs them")
    func ending() async {
        weak var executor: BlockingThreads?
        do {
            let threads = BlockingThreads(name: "short", count: 2)
            executor = threads
            await withTaskExecutorPreference(threads) { await Task.yield() }
        }
        for _ in 0..<100 where executor != nil { try? await Task.sleep(for: .milliseconds(10)) }
        #expect(executor == nil)
    }
}

/// Counts who is at work at one time.
private final class Load: Sendable {
    private let state = Mutex((now: 0, most: 0))

    var most: Int { state.withLock { $0.most } }

    /// Blocks its thread for a while.
    /// - Returns: the name of the thread.
    func work() async -> String { block() }

    private func block() -> String {
        state.withLock { state in
            state.now += 1
            state.most = max(state.most, state.now)
        }
        usleep(50_000)
        state.withLock { $0.now -= 1 }
        return Thread.current.name ?? ""
    }
}
