import CityDomain
import Foundation

/// Hands out helper processes, at most so many at once; who comes later waits in order. One process is kept ready after
/// the first photo, and for a while after the last one.
actor HelperPool {
    private let command: [String]
    private let most: Int
    private let readyFor: Duration
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var ready: HelperProcess?
    private var dismissal: Task<Void, Never>?

    /// How many may wait; each holds a photo that is stored already, so waiting costs little.
    private static let mostWaiting = 64

    init(command: [String], most: Int, readyFor: Duration) {
        self.command = command
        self.most = most
        self.readyFor = readyFor
    }

    /// - Throws: `PhotoFailure.busy` when too many wait already, `.away` when none can be started.
    func take() async throws -> HelperProcess {
        if running < most {
            running += 1
        } else {
            guard waiting.count < Self.mostWaiting else { throw PhotoFailure.busy }
            // Whoever gives back passes its place on.
            await withCheckedContinuation { waiting.append($0) }
        }
        do {
            if let helper = ready {
                ready = nil
                return helper
            }
            return try HelperProcess(command)
        } catch {
            passOn()
            throw error
        }
    }

    /// To be called once for each process that was taken, after it has ended.
    func giveBack() {
        passOn()
        if ready == nil { ready = try? HelperProcess(command) }
        dismissal?.cancel()
        dismissal = Task { [weak self, readyFor] in
            guard (try? await Task.sleep(for: readyFor)) != nil else { return }
            await self?.dismiss()
        }
    }

    private func passOn() {
        if waiting.isEmpty {
            running -= 1
        } else {
            waiting.removeFirst().resume()
        }
    }

    private func dismiss() {
        ready?.end()
        ready = nil
    }
}
