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
    private let patience = MailboxPatience()

    init(
        take: TakeReplies,
        mailbox: any ReplyMailbox,
        towns: TownCache,
        counts: ReplyCounts,
        logger: Logger
    ) {
        self.take = take
        self.mailbox = mailbox
        self.towns = towns
        self.counts = counts
        self.logger = logger
    }

    func callAsFunction(at now: Instant) async throws {
        guard patience.isOver(at: now) else { return }
        let open = towns.all.filter { $0.profile.modules.contains(.reports) }
        do {
            let outcomes = try await take(from: mailbox, in: open, at: now)
            if patience.worked() { logger.notice("mailbox for answers works again") }
            tell(outcomes)
        } catch let away as MailboxAway {
            // The program ends: whoever waited for the server was called off.
            try Task.checkCancellation()
            let pause = patience.failed(away.reason, at: now)
            let metadata: Logger.Metadata = ["problem": "\(away.reason)", "againAfter": "\(pause.wholeSeconds) s"]
            logger.error("mailbox for answers cannot be read", metadata: metadata)
        }
    }

    private func tell(_ outcomes: [TakeReplies.Outcome: Int]) {
        guard !outcomes.isEmpty else { return }
        counts.add(outcomes)
        let told = outcomes.map { "\($0.key.rawValue): \($0.value)" }.sorted().joined(separator: ", ")
        logger.log(
            level: outcomes[.failed] == nil ? .info : .warning,
            "answers by mail",
            metadata: ["outcomes": "\(told)"]
        )
    }
}

/// How long a mailbox is left alone that could not be read: longer and longer, so that nobody is shut out for asking.
final class MailboxPatience: Sendable {
    private let state = Mutex<(failures: Int, until: Instant?)>((0, nil))

    static let longest: Duration = .seconds(300)

    func isOver(at now: Instant) -> Bool { state.withLock { $0.until.map { $0 <= now } ?? true } }

    /// - Returns: how long it is left alone now.
    func failed(_ reason: MailboxAway.Reason, at now: Instant) -> Duration {
        // Servers that count wrong passwords close the door after a few in ten minutes.
        let first: Duration = reason == .signInRefused ? .seconds(60) : .seconds(5)
        return state.withLock { state in
            let pause = min(first * (1 << min(state.failures, 6)), Self.longest)
            state = (state.failures + 1, now + pause)
            return pause
        }
    }

    /// - Returns: whether it did not before.
    func worked() -> Bool {
        state.withLock { state in
            defer { state = (0, nil) }
            return state.failures > 0
        }
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
