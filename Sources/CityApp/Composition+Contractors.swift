import CityDomain
import CityStorage
import CityWeb

/// Contractors, and the work that they are given.
extension Composition {
    var commissions: SQLCommissionStore { SQLCommissionStore(database: foundations.database) }

    private var contractors: SQLContractorStore { SQLContractorStore(database: foundations.database) }

    var keepContractors: KeepContractors {
        KeepContractors(
            store: contractors,
            vault: foundations.vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }

    var contractorUseCases: ContractorUseCases {
        let (vault, randomness) = (foundations.vault, foundations.randomness)
        return ContractorUseCases(
            keep: keepContractors,
            work: CommissionWork(
                commissions: commissions,
                contractors: contractors,
                photos: readPhotos,
                reports: reports,
                staff: staff,
                vault: vault,
                randomness: randomness,
                audit: audit
            ),
            answer: AnswerCommission(
                commissions: commissions,
                photos: readPhotos,
                attempts: accounts,
                vault: vault,
                randomness: randomness,
                audit: audit
            )
        )
    }

    var commissionLetters: CommissionLetters {
        CommissionLetters(
            commissions: commissions,
            vault: foundations.vault,
            towns: towns,
            addresses: foundations.settings.addresses,
            catalogue: foundations.catalogue
        )
    }
}
