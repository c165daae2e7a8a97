public import CityDomain
public import CityKit
public import CityStorage
import CityVault

extension TestTownHall {
    public var staff: SQLStaffStore { SQLStaffStore(database: database) }
    public var factors: SQLFactorStore { SQLFactorStore(database: database) }

    public var proveFactor: ProveFactor {
        ProveFactor(
            factors: factors,
            check: checkFactor,
            attempts: accounts,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    public var changeFactors: ChangeFactors {
        ChangeFactors(factors: factors, check: checkFactor, attempts: accounts, vault: vault)
    }

    public var checkFactor: CheckFactor {
        CheckFactor(
            factors: factors,
            vault: vault,
            randomness: randomness,
            digest: CryptoOneTimeDigest(),
            passkeys: ProvePasskey(
                store: SQLPasskeyStore(database: database),
                vault: vault,
                randomness: randomness,
                cryptography: CryptoPasskeys(),
                addresses: addresses
            )
        )
    }

    public var joinOffice: JoinOffice {
        JoinOffice(staff: staff, vault: vault, hasher: hasher, signIn: signIn, audit: audit)
    }

    public var changeOwnAccess: ChangeOwnAccess {
        ChangeOwnAccess(
            accounts: accounts,
            staff: staff,
            vault: vault,
            hasher: hasher,
            randomness: randomness,
            audit: audit
        )
    }

    public var manageStaff: ManageStaff {
        ManageStaff(staff: staff, accounts: accounts, vault: vault, randomness: randomness, audit: audit)
    }

    func invitationLetters(_ addresses: TownAddresses, _ catalogue: TextCatalogue) -> InvitationLetters {
        InvitationLetters(
            staff: staff,
            vault: vault,
            towns: FakeDirectory(towns),
            addresses: addresses,
            catalogue: catalogue
        )
    }

    func noticeLetters(_ addresses: TownAddresses, _ catalogue: TextCatalogue) -> NoticeLetters {
        NoticeLetters(
            notices: staff,
            vault: vault,
            towns: FakeDirectory(towns),
            addresses: addresses,
            catalogue: catalogue
        )
    }

    /// Takes somebody on, with a password that works at once.
    @discardableResult
    public func hire(
        _ login: String,
        _ grants: [StaffGrant],
        unit: ID<Unit>? = nil,
        in town: Municipality
    ) async throws -> ID<Staff> {
        try await createStaff(
            NewStaff(
                name: PersonName(typed: "Osoba Próbna"),
                login: EmailAddress(typed: login),
                rights: StaffRights(grants, unit: unit)
            ),
            password: .ofStaff,
            by: .test,
            in: town.id,
            at: now
        )
    }
}

extension Password {
    /// Of the people that `hire` takes on.
    public static let ofStaff = Password(typed: "sześć-słów-na-próbę")
}

extension CreateStaff {
    /// Somebody with roles for the whole town.
    public func callAsFunction(
        name: PersonName,
        login: EmailAddress,
        password: Password,
        roles: [StaffRole],
        by actor: AuditActor,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> ID<Staff> {
        let rights = StaffRights(roles.map { StaffGrant($0) })
        let new = NewStaff(name: name, login: login, rights: rights)
        return try await self(new, password: password, by: actor, in: town, at: now)
    }
}

extension ProveFactor {
    /// From a page in Polish.
    public func callAsFunction(
        _ answer: FactorAnswer,
        by token: Token,
        network: String,
        request: String?,
        in town: Municipality,
        at now: Instant
    ) async throws -> Entered {
        let place = Place(network: network, request: request, language: .polish)
        return try await self(answer, by: token, from: place, in: town, at: now)
    }
}

extension SignInStep {
    /// The token of somebody who got in with the password alone.
    public var session: Token {
        get throws {
            guard case .session(let token) = self else { throw NotSignedIn() }
            return token
        }
    }

    /// The token of somebody who has to give a code.
    public var factor: Token {
        get throws {
            guard case .factor(let token) = self else { throw NotSignedIn() }
            return token
        }
    }
}

/// Signing in led to another step than the test has in mind.
private struct NotSignedIn: Error {}
