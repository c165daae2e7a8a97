import CityDomain
import CityStorage
import CityWeb

/// What residents do with an account.
extension Composition {
    var residentUseCases: ResidentUseCases {
        let randomness = foundations.randomness
        return ResidentUseCases(
            register: RegisterResident(
                residents: residents,
                attempts: accounts,
                vault: vault,
                hasher: hasher,
                randomness: randomness
            ),
            signIn: signInResident,
            secondStep: secondStepUseCases,
            readLog: ReadAccountLog(events: residents, vault: vault),
            owner: proveOwner,
            password: residentPassword,
            changeProfile: ChangeProfile(residents: residents, vault: vault),
            changeAddress: ChangeAddress(
                residents: residents,
                owner: proveOwner,
                vault: vault,
                randomness: randomness
            ),
            reports: ResidentReports(reports: SQLResidentReportStore(database: foundations.database), vault: vault),
            claimReports: claimReports,
            providers: signInWithProvider,
            block: BlockResident(residents: residents, vault: vault, randomness: randomness, audit: audit),
            verify: VerifyResident(residents: residents, vault: vault, randomness: randomness, audit: audit),
            secondAccounts: reviewSecondAccounts,
            merge: mergeAccounts,
            guardian: AnswerAsGuardian(residents: residents, vault: vault, randomness: randomness),
            acceptRegulation: AcceptRegulation(residents: residents),
            erase: eraseResident,
            download: downloadData,
            rights: AskForRight(rights: rights, vault: vault, randomness: randomness, audit: audit),
            representation: representationUseCases,
            addresses: keepOwnAddresses
        )
    }

    private var residentPassword: ResidentPassword {
        ResidentPassword(
            residents: residents,
            owner: proveOwner,
            vault: vault,
            hasher: hasher,
            randomness: foundations.randomness
        )
    }

    private var representationUseCases: RepresentationUseCases {
        let randomness = foundations.randomness
        return RepresentationUseCases(
            ask: AskForRepresentation(
                representations: representations,
                vault: vault,
                randomness: randomness,
                audit: audit
            ),
            act: ActForAnother(representations: representations, vault: vault),
            decide: DecideRepresentation(
                residents: residents,
                representations: representations,
                vault: vault,
                randomness: randomness,
                audit: audit
            )
        )
    }

    private var secondStepUseCases: SecondStepUseCases {
        SecondStepUseCases(
            prove: proveResidentFactor,
            signInByPasskey: SignInByPasskey(
                factors: factors,
                events: residents,
                check: checkFactor,
                attempts: accounts,
                vault: vault,
                randomness: foundations.randomness
            ),
            protect: protectAccount,
            reset: ResetResidentFactor(
                residents: residents,
                factors: factors,
                vault: vault,
                randomness: foundations.randomness,
                audit: audit
            )
        )
    }

    var representations: SQLRepresentationStore { SQLRepresentationStore(database: foundations.database) }

    var claimReports: ClaimReports {
        ClaimReports(reports: SQLClaimStore(database: foundations.database), vault: vault)
    }

    private var reviewSecondAccounts: ReviewSecondAccounts {
        ReviewSecondAccounts(
            residents: residents,
            accounts: secondAccounts,
            find: findSecondAccounts,
            vault: vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }

    private var mergeAccounts: MergeAccounts {
        MergeAccounts(
            residents: residents,
            accounts: secondAccounts,
            claims: claimReports,
            vault: vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }

    private var secondAccounts: SQLSecondAccountStore { SQLSecondAccountStore(database: foundations.database) }

    var findSecondAccounts: FindSecondAccounts {
        FindSecondAccounts(accounts: secondAccounts, vault: vault, randomness: foundations.randomness)
    }

    var proveOwner: ProveOwner {
        ProveOwner(
            residents: residents,
            attempts: accounts,
            vault: foundations.vault,
            hasher: hasher,
            randomness: foundations.randomness
        )
    }

    var signInResident: SignInResident {
        SignInResident(
            residents: residents,
            attempts: accounts,
            vault: vault,
            hasher: hasher,
            randomness: foundations.randomness,
            factor: proveResidentFactor
        )
    }

    var protectAccount: ProtectAccount {
        ProtectAccount(
            factors: changeFactors,
            events: residents,
            owner: proveOwner,
            vault: vault,
            randomness: foundations.randomness
        )
    }

    private var proveResidentFactor: ProveResidentFactor {
        ProveResidentFactor(
            factors: factors,
            events: residents,
            check: checkFactor,
            attempts: accounts,
            vault: vault,
            randomness: foundations.randomness
        )
    }

    private var signInWithProvider: SignInWithProvider {
        SignInWithProvider(
            providers: providers,
            identities: identities,
            residents: residents,
            signIn: signInResident,
            vault: vault,
            hasher: hasher,
            randomness: foundations.randomness,
            verify: VerifyByService(
                residents: residents,
                vault: vault,
                randomness: foundations.randomness,
                audit: audit
            )
        )
    }
}
