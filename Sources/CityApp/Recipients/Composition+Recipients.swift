import CityDomain
import CityStorage
import CityWeb

/// The register of the people to whom a town writes.
extension Composition {
    var recipients: SQLRecipientStore { SQLRecipientStore(database: foundations.database) }

    var recipientUseCases: RecipientUseCases {
        let (vault, randomness) = (foundations.vault, foundations.randomness)
        return RecipientUseCases(
            register: RegisterRecipient(
                store: recipients,
                addresses: addresses,
                attempts: accounts,
                vault: vault,
                randomness: randomness,
                audit: audit
            ),
            confirm: ConfirmRecipient(store: recipients, attempts: accounts, vault: vault, randomness: randomness),
            own: OwnRecipient(store: recipients, addresses: addresses, vault: vault, randomness: randomness),
            keep: KeepRecipients(
                store: recipients,
                addresses: addresses,
                vault: vault,
                randomness: randomness,
                audit: audit
            )
        )
    }

    var recipientLetters: RecipientLetters {
        RecipientLetters(
            store: recipients,
            vault: foundations.vault,
            towns: towns,
            addresses: foundations.settings.addresses,
            catalogue: foundations.catalogue
        )
    }
}
