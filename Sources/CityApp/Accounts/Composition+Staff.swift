import CityDomain
import CityIdentity
import CityKit
import CityStorage
import CityVault
import CityWeb
import Logging

/// How people of the office get in, and who manages them.
extension Composition {
    var staffUseCases: StaffUseCases {
        StaffUseCases(
            proveFactor: proveFactor,
            join: JoinOffice(staff: staff, vault: vault, hasher: hasher, signIn: signIn, audit: audit),
            manage: manageStaff,
            ownAccess: ChangeOwnAccess(
                accounts: accounts,
                staff: staff,
                vault: vault,
                hasher: hasher,
                randomness: foundations.randomness,
                audit: audit
            ),
            providers: SignInStaffWithProvider(
                providers: providers,
                flows: identities,
                identities: SQLStaffIdentityStore(database: foundations.database),
                accounts: accounts,
                signIn: signIn,
                vault: vault,
                randomness: foundations.randomness,
                audit: audit
            )
        )
    }

    var signIn: SignIn {
        SignIn(
            accounts: accounts,
            vault: vault,
            hasher: hasher,
            randomness: foundations.randomness,
            directory: LDAPDirectory(foundations.settings.identity.directories) { [logger] fault in
                logger.warning("directory of the office", metadata: ["fault": "\(fault)"])
            },
            factor: proveFactor,
            rule: isDemo ? .required(but: DemoPeople.isInvented) : .required,
            audit: audit
        )
    }

    var proveFactor: ProveFactor {
        ProveFactor(
            factors: factors,
            check: checkFactor,
            attempts: accounts,
            vault: vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }

    var factors: SQLFactorStore { SQLFactorStore(database: foundations.database) }

    var changeFactors: ChangeFactors {
        ChangeFactors(factors: factors, check: checkFactor, attempts: accounts, vault: vault)
    }

    var checkFactor: CheckFactor {
        CheckFactor(
            factors: factors,
            vault: vault,
            randomness: foundations.randomness,
            digest: CryptoOneTimeDigest(),
            passkeys: ProvePasskey(
                store: SQLPasskeyStore(database: foundations.database),
                vault: vault,
                randomness: foundations.randomness,
                cryptography: CryptoPasskeys(),
                addresses: foundations.settings.addresses
            )
        )
    }

    var manageStaff: ManageStaff {
        ManageStaff(
            staff: staff,
            accounts: accounts,
            vault: vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }

    var invitationLetters: InvitationLetters {
        InvitationLetters(
            staff: staff,
            vault: vault,
            towns: towns,
            addresses: foundations.settings.addresses,
            catalogue: foundations.catalogue
        )
    }

    var noticeLetters: NoticeLetters {
        NoticeLetters(
            notices: staff,
            vault: vault,
            towns: towns,
            addresses: foundations.settings.addresses,
            catalogue: foundations.catalogue
        )
    }

    var createStaff: CreateStaff {
        CreateStaff(
            accounts: accounts,
            vault: vault,
            hasher: hasher,
            randomness: foundations.randomness,
            audit: audit
        )
    }
}
