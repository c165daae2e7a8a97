public import CityDomain
public import CityKit
public import CityStorage

extension RecipientForm {
    /// What an invented person types in a town.
    public static func sample(_ name: String = "Ewa", email: String = "ewa@example.org") -> Self {
        var form = RecipientForm()
        form.givenName = name
        form.surname = "Zmyślona"
        form.birthDate = "1961-02-03"
        form.sex = "female"
        form.address = "ul. Zmyślona 12A"
        form.email = email
        form.consent = "2026-01"
        return form
    }
}

/// The register of the people to whom a town writes.
extension TestTownHall {
    public var recipients: SQLRecipientStore { SQLRecipientStore(database: database) }

    /// Keeps the register for the office.
    public static let recipientClerk = Caller(ID("clerk"), StaffRights([StaffGrant(.recipientClerk)]), request: "test")

    public var registerRecipient: RegisterRecipient {
        RegisterRecipient(
            store: recipients,
            addresses: addressCache,
            attempts: accounts,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    public var confirmRecipient: ConfirmRecipient {
        ConfirmRecipient(store: recipients, attempts: accounts, vault: vault, randomness: randomness)
    }

    public var ownRecipient: OwnRecipient {
        OwnRecipient(store: recipients, addresses: addressCache, vault: vault, randomness: randomness)
    }

    public var keepRecipients: KeepRecipients {
        KeepRecipients(
            store: recipients,
            addresses: addressCache,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    func recipientLetters(_ addresses: TownAddresses, _ catalogue: TextCatalogue) -> RecipientLetters {
        RecipientLetters(
            store: recipients,
            vault: vault,
            towns: FakeDirectory(towns),
            addresses: addresses,
            catalogue: catalogue
        )
    }

    /// Types the code of the letter that waits, in an invented browser.
    @discardableResult
    public func pair(_ id: ID<RegisteredRecipient>, in town: Municipality) async throws -> Token {
        guard let recipient = try await recipients.recipient(id, in: town.id),
            let letter = try await mail().last(where: { $0.text.contains("\(recipient.number)") }),
            let code = letter.text.firstMatch(of: #/Kod: ([0-9 ]+)/#)
        else { throw RecipientFailure.wrongCode }
        let typed = ConfirmRecipient.Typed(
            number: recipient.number.description,
            code: String(code.1),
            device: "Firefox/140.0 Linux",
            room: .refusing
        )
        return try await confirmRecipient(typed, network: "192.0.2.1", in: town, at: now)
    }
}

extension ProjectTown {
    /// Gives a town a register of recipients that it does not have.
    public static let writing = Change(
        "rules.json5",
        "  retention: [",
        """
          recipients: {
            registration: { ways: ["form", "clerk", "file"], basis: "A test." },
            channels: { offered: ["email", "sms", "app"], basis: "A test." },
            codes: { hours: 24, attempts: 5, devices: 3, basis: "A test." },
            consent: { version: "2026-01", text: { pl: "Zgoda.", uk: "Згода.", en: "Consent." }, basis: "A test." },
            hold: { days: 14, basis: "A test." },
          },
          retention: [
        """
    )
}
