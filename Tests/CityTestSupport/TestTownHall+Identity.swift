public import CityDomain
public import CityStorage

/// Signing in by services.
extension TestTownHall {
    public var identities: SQLIdentityStore { SQLIdentityStore(database: database) }

    public var signInWithProvider: SignInWithProvider {
        SignInWithProvider(
            providers: providers,
            identities: identities,
            residents: residents,
            signIn: signInResident,
            vault: vault,
            hasher: hasher,
            randomness: randomness,
            verify: VerifyByService(residents: residents, vault: vault, randomness: randomness, audit: audit)
        )
    }

    public var signInStaffWithProvider: SignInStaffWithProvider {
        SignInStaffWithProvider(
            providers: providers,
            flows: identities,
            identities: SQLStaffIdentityStore(database: database),
            accounts: accounts,
            signIn: signIn,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }
}
