import Synchronization

/// How many downloads of whole lists one process serves at once. Each reads every report of a town; more of them at once
/// would be slower for all and take the database from everybody else.
final class ExportTurns: Sendable {
    private let running = Mutex<[String: Int]>([:])

    static let most = 8
    static let mostOfNetwork = 2
    /// After which somebody who was sent away may come again.
    static let pause = Duration.seconds(30)

    /// A place among those that download, free again when the last reference to it is gone.
    final class Turn: Sendable {
        private let turns: ExportTurns
        private let network: String

        fileprivate init(_ turns: ExportTurns, _ network: String) {
            self.turns = turns
            self.network = network
        }

        deinit { turns.giveBack(network) }
    }

    /// - Throws: `ExportFailure.busy`.
    func take(for network: String) throws(ExportFailure) -> Turn {
        let isFree = running.withLock { running in
            let own = running[network] ?? 0
            guard own < Self.mostOfNetwork, running.values.reduce(0, +) < Self.most else { return false }
            running[network] = own + 1
            return true
        }
        guard isFree else { throw .busy(pause: Self.pause) }
        return Turn(self, network)
    }

    private func giveBack(_ network: String) {
        running.withLock { running in
            let left = (running[network] ?? 1) - 1
            running[network] = left > 0 ? left : nil
        }
    }
}
