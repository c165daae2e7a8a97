public import CityKit

/// Writes the mails to people of the register of recipients.
public struct RecipientLetters: DeliveryLetters {
    private let store: any RecipientStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        store: any RecipientStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.store = store
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    /// Nil once the code was used, replaced, or its time is over, and for an address that the person has no more.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard case .recipientCode(let id) = delivery.subject, let town = towns.municipality(delivery.municipality),
            let rules = town.recipients, let code = try await store.code(id, in: town.id),
            code.isOpen(at: now, attempts: rules.codes.attempts),
            let recipient = try await store.recipient(code.recipient, in: town.id)
        else { return nil }
        let profile = try recipient.opened(vault, in: town.id)
        guard let email = profile.contacts.email else { return nil }
        let paper = LetterPaper(town: town, language: recipient.language, catalogue: catalogue)
        return try paper.letter(
            "mail.recipient.code",
            [
                "name": .words(profile.givenName.text),
                "recipient": .words(recipient.number.description),
                "code": .words(vault.words(of: id, in: town.id)),
                "until": .words(town.moment(code.expiresAt, in: recipient.language)),
                "link": .words(addresses.link(to: "messages/code?number=\(recipient.number.digits)", of: town.id)),
            ],
            for: delivery,
            to: email,
            at: now
        )
    }
}

extension Vault {
    /// The code in two groups, as it is read from a letter.
    func words(of code: ID<RecipientCode>, in town: ID<Municipality>) -> String {
        let digits = digits(of: code, in: town)
        return "\(digits.prefix(4)) \(digits.suffix(4))"
    }
}

extension Municipality {
    /// A moment as a letter writes it, day and time.
    func moment(_ moment: Instant, in language: Language) -> String {
        "\(clock.date(of: moment).words(in: language, style: .full)), \(clock.time(of: moment).words(in: language))"
    }
}
