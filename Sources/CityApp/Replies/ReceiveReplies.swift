import CityDomain
import CityKit
import Logging
import Synchronization

/// Takes answers by mail out of the mailbox, again and again, and counts what became of them.
struct ReceiveReplies: Sendable {
    let take: TakeReplies
    let mailbox: any ReplyMailbox
    let towns: TownCache
    let counts: ReplyCounts
    let logger: Logger

    func callAsFunction(at now: Instant) async throws {
        let open = towns.all.filter { $0.profile.modules.contains(.reports) }
        let outcomes = try await take(from: mailbox, in: open, at: now)
        guard !outcomes.isEmpty else { return }
        counts.add(outcomes)
        let told = outcomes.map { "\($0.key.rawValue): \($0.value)" }.sorted().joined(separator: ", ")
        logger.info("answers by mail", metadata: ["outcomes": "\(told)"])
    }

}

/// What became of mails to the address for answers since the program started.
final class ReplyCounts: Sendable {
    private let counts = Mutex<[TakeReplies.Outcome: Int]>([:])

    func add(_ outcomes: [TakeReplies.Outcome: Int]) {
        counts.withLock { counts in for (outcome, count) in outcomes { counts[outcome, default: 0] += count } }
    }

    /// For the metrics page.
    var metrics: [String] {
        let counts = counts.withLock { $0 }
        return [
            "# HELP ratusz_reply_mails_total Mails to the address for answers.",
            "# TYPE ratusz_reply_mails_total counter",
        ]
            + TakeReplies.Outcome.allCases.map { outcome in
                "ratusz_reply_mails_total{outcome=\"\(outcome.rawValue)\"} \(counts[outcome] ?? 0)"
            }
    }
}
