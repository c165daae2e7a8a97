public import CityKit

/// Looks for accounts of one person where the rules of the town allow each person one (A-54, K27). Accounts are found by an
/// index that several share, and opened and compared.
public struct FindSecondAccounts: Sendable {
    private let accounts: any SecondAccountStore
    private let vault: any Vault
    private let randomness: any Randomness

    private static let slice = 200

    public init(accounts: any SecondAccountStore, vault: any Vault, randomness: any Randomness) {
        self.accounts = accounts
        self.vault = vault
        self.randomness = randomness
    }

    /// Compares every account that changed. Where the rules say nothing, what was kept for it is forgotten.
    public func callAsFunction(in town: Municipality, at now: Instant) async throws {
        guard town.accounts?.onePerPerson != nil else { return try await accounts.forgetMarks(in: town.id) }
        while true {
            let changed = try await accounts.uncompared(limit: Self.slice, in: town.id)
            for resident in changed { try await compare(resident, in: town.id, at: now) }
            guard changed.count == Self.slice else { return }
        }
    }

    /// The index is durable before others are looked for: of two accounts that are compared in the same moment, one finds
    /// the other.
    private func compare(_ resident: Resident, in town: ID<Municipality>, at now: Instant) async throws {
        let mark = PersonMark(try resident.opened(vault, in: town))
        let index = mark.map { vault.index($0, of: .person, in: town) } ?? []
        try await accounts.mark(resident.id, as: index, seeing: resident.profile, in: town)
        var found: [SecondAccount] = []
        if let mark {
            for other in try await accounts.accounts(under: index, in: town) where other.id != resident.id {
                guard PersonMark(try other.opened(vault, in: town)) == mark else { continue }
                found.append(pair(resident, other, at: now))
            }
        }
        try await accounts.note(found, of: resident.id, seeing: resident.profile, in: town)
    }

    private func pair(_ one: Resident, _ other: Resident, at now: Instant) -> SecondAccount {
        let isOlder = (one.createdAt, one.id.rawValue) < (other.createdAt, other.id.rawValue)
        return SecondAccount(
            id: randomness.id(at: now),
            older: isOlder ? one.id : other.id,
            newer: isOlder ? other.id : one.id,
            foundAt: now
        )
    }
}
