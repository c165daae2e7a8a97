public import CityKit

/// What is sealed under the key of one person and goes along into another account of the same person.
public struct AccountBelongings: Sendable, Equatable {
    /// Profiles that were replaced, oldest first.
    public var profiles: [ProfileRecord]
    public var events: [AccountEvent]
    public var requests: [SealedRequest]
    /// Authority to act for others.
    public var representations: [SealedRepresentation]
    /// Home, parents, work and others.
    public var addresses: [SealedOwnAddress]

    public init(
        profiles: [ProfileRecord],
        events: [AccountEvent],
        requests: [SealedRequest],
        representations: [SealedRepresentation],
        addresses: [SealedOwnAddress]
    ) {
        self.profiles = profiles
        self.events = events
        self.requests = requests
        self.representations = representations
        self.addresses = addresses
    }
}

/// One account that goes into another.
public struct AccountMerge: Sendable {
    public let kept: Resident
    public let gone: ResidentAccount
    /// Of the account that goes, as they were read.
    public let seen: AccountBelongings
    /// The same under the key of the account that stays, with the last profile at their end.
    public let moved: AccountBelongings
    /// By which subscriptions of the address that goes are found.
    public let followerIndex: [UInt8]
    /// By which the address that goes is found where it says "me too" without the account.
    public let supporterIndex: [UInt8]
    /// The same of the address that stays.
    public let keptSupporterIndex: [UInt8]
    /// Under which wrong passwords of the account that goes are counted.
    public let attempts: [[UInt8]]
}

/// Where accounts become one. Each write is one durable transaction.
public protocol AccountMergeStore: Sendable {
    /// Stores the question with its letters, in place of earlier ones to either account, whose links end.
    ///
    /// - Throws: `MergeFailure.unknownPair`, `.blocked`, `.guarded`, `.secondStep`.
    func ask(
        _ id: ID<SecondAccount>,
        _ letters: [AccountLink],
        keeping kept: ID<Resident>,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws

    /// The pair whose question waits for an answer of this account; nil when none does.
    func question(to resident: ID<Resident>, in town: ID<Municipality>) async throws -> SecondAccount?

    func belongings(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> AccountBelongings

    /// Takes the answer to one letter. With the second one the account that goes is part of the one that stays: reports,
    /// drafts, services, requests and logs of both are there, all sessions of both end, and the key of the account that
    /// goes is destroyed. A restriction and objections of either hold for both.
    ///
    /// - Parameters:
    ///   - merge: what to do when both have answered.
    ///   - event: for the log of the account that stays.
    /// - Returns: whether the accounts are one.
    /// - Throws: `AccountFailure.wrongLink`; `.changedMeanwhile` when the account that goes is not as it was read.
    ///   `MergeFailure.blocked` when the office closed one of them meanwhile, `.secondStep` when the one that goes got one.
    func agree(
        by link: AccountLink,
        _ merge: AccountMerge,
        logging event: AccountEvent,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool
}
