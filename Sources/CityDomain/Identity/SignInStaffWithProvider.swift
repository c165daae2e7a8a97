public import CityKit

/// Signs people of the office in by a service that knows them. Who may do what stays with the accounts of the office: the
/// service says who somebody is, and opens no account that an administrator has not made.
///
/// The first time the address counts that the service vouches for; from then on the person at the service alone, so that
/// an address that is given to somebody else opens nothing.
public struct SignInStaffWithProvider: Sendable {
    private let providers: any IdentityProviders
    private let ask: AskProvider
    private let identities: any StaffIdentityStore
    private let accounts: any AccountStore
    private let signIn: SignIn
    private let vault: any Vault
    private let audit: RecordAudit

    public init(
        providers: any IdentityProviders,
        flows: any IdentityStore,
        identities: any StaffIdentityStore,
        accounts: any AccountStore,
        signIn: SignIn,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.providers = providers
        ask = AskProvider(providers: providers, identities: flows, vault: vault, randomness: randomness)
        self.identities = identities
        self.accounts = accounts
        self.signIn = signIn
        self.vault = vault
        self.audit = audit
    }

    /// The services that know the office of a town, in the order of the installation.
    public func services(in town: Municipality) -> [IdentityProvider] {
        providers.all.filter { service in
            guard case .staff(let towns) = service.users else { return false }
            return towns.contains(town.id) && town.admits(service)
        }
    }

    /// - Throws: `IdentityFailure.unknown`, `.unavailable`.
    public func leave(
        for provider: ID<IdentityProvider>,
        returnAddress: String,
        in town: Municipality,
        at now: Instant
    ) async throws -> IdentityDeparture {
        let service = try services(in: town).service(provider)
        return try await ask.leave(for: service, as: nil, returnAddress: returnAddress, in: town.id, at: now)
    }

    /// - Throws: `IdentityFailure`.
    public func arrive(_ arrival: IdentityArrival, request: String?, in town: Municipality, at now: Instant)
        async throws
        -> SignInStep
    {
        let service = try services(in: town).service(arrival.provider)
        let (answer, _, _) = try await ask.answer(to: arrival, from: service, in: town.id, at: now)
        let index = vault.index(IdentitySubject(answer.identity), of: .staffIdentity, in: town.id)
        var staff = try await identities.staff(index: index, in: town.id)
        if staff == nil { staff = try await link(answer.identity, index, request, in: town.id, at: now) }
        guard let staff else {
            try await audit(.init(.signInRefused, .signIn), by: .stranger, request: request, in: town.id, at: now)
            throw IdentityFailure.stranger
        }
        return try await signIn.next(staff, after: answer.strength, request, in: town.id, at: now)
    }

    /// Nil when the service vouches for no address of the office.
    private func link(
        _ identity: ProvedIdentity,
        _ index: [UInt8],
        _ request: String?,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> Staff? {
        guard let login = identity.verifiedEmail,
            let account = try await accounts.account(
                loginIndex: vault.index(login, of: .staffLogin, in: town),
                in: town
            )
        else { return nil }
        let staff = account.staff
        let act = RecordAudit.Act(.identityLinked, .staff(staff.id, part: identity.provider.rawValue))
        try await identities.link(
            LinkedIdentity(provider: identity.provider, linkedAt: now),
            index: index,
            to: staff.id,
            noting: try audit.entry(act, by: staff.caller(in: request), in: town, at: now),
            in: town
        )
        return staff
    }
}

/// Which persons at services are people of the office.
public protocol StaffIdentityStore: Sendable {
    /// Nil also for a closed account.
    func staff(index: [UInt8], in town: ID<Municipality>) async throws -> Staff?

    /// - Throws: `IdentityFailure.taken` when the account has another person of the service.
    func link(
        _ identity: LinkedIdentity,
        index: [UInt8],
        to staff: ID<Staff>,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws
}

extension IndexedColumn {
    static let staffIdentity = Self(
        table: "staff_identities",
        column: "subject_index",
        length: .full,
        isReadable: false
    )
}
