public import CityDomain
public import CityKit
public import CityStorage

extension TestTownHall {
    public var secondAccounts: SQLSecondAccountStore { SQLSecondAccountStore(database: database) }

    public var findSecondAccounts: FindSecondAccounts {
        FindSecondAccounts(accounts: secondAccounts, vault: vault, randomness: randomness)
    }

    public var reviewSecondAccounts: ReviewSecondAccounts {
        ReviewSecondAccounts(
            residents: residents,
            accounts: secondAccounts,
            find: findSecondAccounts,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    public var mergeAccounts: MergeAccounts {
        MergeAccounts(
            residents: residents,
            accounts: secondAccounts,
            claims: claimReports,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    /// A suspicion about an account and a new one, whatever the rules of the town say.
    public func secondAccount(of older: ID<Resident>, in town: Municipality) async throws -> ID<SecondAccount> {
        clock.advance(.minutes(1))
        let newer = try await openAccount("ula@example.org", in: town)
        guard let account = try await residents.account(newer, in: town.id) else { throw NoLetter() }
        let pair = SecondAccount(id: randomness.id(at: now), older: older, newer: newer, foundAt: now)
        try await secondAccounts.note([pair], of: newer, seeing: account.resident.profile, in: town.id)
        return pair.id
    }
}
