public import CityKit

/// Shows the office accounts that look like those of one person, and lets it say that they are not, or ask their owners
/// whether they may become one. All throw `AccountFailure.rightMissing`.
public struct ReviewSecondAccounts: Sendable {
    private let residents: any ResidentStore
    private let accounts: any SecondAccountStore & AccountMergeStore
    private let find: FindSecondAccounts
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    /// On the page of the office.
    private static let most = 100

    public init(
        residents: any ResidentStore,
        accounts: any SecondAccountStore & AccountMergeStore,
        find: FindSecondAccounts,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.residents = residents
        self.accounts = accounts
        self.find = find
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// A suspicion with both accounts open.
    public struct Pair: Sendable {
        public let suspicion: SecondAccount
        public let older: Account
        public let newer: Account
    }

    public struct Account: Sendable {
        public let id: ID<Resident>
        public let profile: ResidentProfile
        public let createdAt: Instant
        public let isBlocked: Bool
    }

    /// The last found first, at most 100, those of accounts that changed just now among them. The look is in the audit log before anything is shown.
    public func callAsFunction(by caller: Caller, in town: Municipality, at now: Instant) async throws -> [Pair] {
        let look = RecordAudit.Act(.secondAccountsViewed, .residents, reason: caller.reason)
        try await audit(look, by: try caller.using(.manageResidents), in: town.id, at: now)
        if town.accounts?.onePerPerson != nil { try await find(in: town, at: now) }
        var pairs: [Pair] = []
        for suspicion in try await accounts.suspicions(limit: Self.most, in: town.id) {
            guard let older = try await account(suspicion.older, in: town.id),
                let newer = try await account(suspicion.newer, in: town.id)
            else { continue }
            pairs.append(Pair(suspicion: suspicion, older: older, newer: newer))
        }
        return pairs
    }

    private func account(_ id: ID<Resident>, in town: ID<Municipality>) async throws -> Account? {
        guard let resident = try await residents.account(id, in: town)?.resident else { return nil }
        return Account(
            id: id,
            profile: try resident.opened(vault, in: town),
            createdAt: resident.createdAt,
            isBlocked: resident.block != nil
        )
    }

    /// Notes that the accounts are those of two persons; the pair is not found again.
    ///
    /// - Throws: `MergeFailure.unknownPair`.
    public func dismiss(_ id: ID<SecondAccount>, by caller: Caller, in town: Municipality, at now: Instant) async throws
    {
        let caller = try caller.using(.manageResidents)
        let pair = try await pair(id, in: town)
        let act = RecordAudit.Act(.secondAccountDismissed, .residents(pair.older, pair.newer))
        let entry = try audit.entry(act, by: caller, in: town.id, at: now)
        guard try await accounts.dismiss(id, noting: entry, in: town.id) else { throw MergeFailure.unknownPair }
    }

    /// Asks both owners by letters whether the accounts may become one. A letter names no address but its own: they may be
    /// two persons.
    ///
    /// - Parameter kept: the account that stays.
    /// - Throws: `MergeFailure`.
    public func ask(
        _ id: ID<SecondAccount>,
        keeping kept: ID<Resident>,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let caller = try caller.using(.manageResidents)
        let pair = try await pair(id, in: town)
        guard [pair.older, pair.newer].contains(kept) else { throw MergeFailure.keptMissing }
        let gone = pair.gone(keeping: kept)
        let act = RecordAudit.Act(.mergeAsked, .residents(kept, gone))
        try await accounts.ask(
            id,
            [
                AccountLink(id: randomness.id(at: now), purpose: .mergeStay, resident: kept, createdAt: now),
                AccountLink(id: randomness.id(at: now), purpose: .mergeGo, resident: gone, createdAt: now),
            ],
            keeping: kept,
            noting: try audit.entry(act, by: caller, in: town.id, at: now),
            in: town.id
        )
    }

    private func pair(_ id: ID<SecondAccount>, in town: Municipality) async throws -> SecondAccount {
        guard let pair = try await accounts.suspicion(id, in: town.id) else { throw MergeFailure.unknownPair }
        return pair
    }
}

public enum MergeFailure: Failure, Equatable {
    /// There is none, or the office dismissed it.
    case unknownPair
    /// It was not said which account stays.
    case keptMissing
    /// One of the accounts is closed: its block would be lost.
    case blocked
    /// A guardian agreed to the account that would go: the consent would be lost.
    case guarded
    /// The account that would go has a second step of signing in, which letters alone must not go round.
    case secondStep

    public var kind: FailureKind {
        switch self {
        case .unknownPair: .notFound
        case .keptMissing: .invalid(field: "kept")
        case .blocked, .guarded, .secondStep: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .unknownPair: Text("merges.failure.unknownPair")
        case .keptMissing: Text("merges.failure.keptMissing")
        case .blocked: Text("merges.failure.blocked")
        case .guarded: Text("merges.failure.guarded")
        case .secondStep: Text("merges.failure.secondStep")
        }
    }
}
