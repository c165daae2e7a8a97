public import CityKit

/// Where followers of reports are kept. Every method works within one municipality but for `sweep`; each write is one
/// durable transaction.
public protocol FollowerStore: Sendable {
    /// Stores the follower and the event that makes the question to its address, if `decide` says so.
    ///
    /// - Parameters:
    ///   - since: from when on the questions of the whole town count.
    ///   - decide: pure; may run more than once. What it throws comes out.
    func add(
        _ follower: NewFollower,
        since: Instant,
        in town: ID<Municipality>,
        decide: @escaping @Sendable (EarlierQuestions) throws -> FollowDecision
    ) async throws

    /// Stores a follower whose address is known to be read; one of the same address that waits is confirmed.
    func add(_ follower: NewFollower, confirmedAt now: Instant, in town: ID<Municipality>) async throws

    /// Nil when there is none, or no more.
    func follower(_ id: ID<Follower>, in town: ID<Municipality>) async throws -> StoredFollower?

    /// Whether the owner of the address wants the news of the report, or of one that is joined to it.
    func isConfirmed(_ emailIndex: [UInt8], of report: ID<Report>, in town: ID<Municipality>) async throws -> Bool

    /// Notes that the owner of the address wants the news.
    /// - Returns: whether that was new.
    func confirm(_ id: ID<Follower>, at now: Instant, in town: ID<Municipality>) async throws -> Bool

    /// Erases the follower and its key, so that no letter can be written any more.
    func remove(_ id: ID<Follower>, in town: ID<Municipality>) async throws

    /// Erases followers who did not answer a question from before `unanswered`, at most `limit`.
    /// - Returns: how many were erased.
    func sweep(limit: Int, unanswered: Instant) async throws -> Int
}

/// What was asked before of an address, and in its town.
public struct EarlierQuestions: Sendable, Equatable {
    /// Of the same address about the same report.
    public let same: Same?
    /// Questions about any report that wait at the address.
    public let waitingAtAddress: Int
    /// Questions of the town that wait and were asked lately.
    public let lately: Int

    public enum Same: Sendable, Equatable {
        case waiting(since: Instant)
        case confirmed
    }

    public init(same: Same?, waitingAtAddress: Int, lately: Int) {
        self.same = same
        self.waitingAtAddress = waitingAtAddress
        self.lately = lately
    }
}

public enum FollowDecision: Sendable, Equatable {
    /// The new one takes the place of an earlier one of the same address and report.
    case ask
    /// All is there already.
    case leave
}
