public import CityKit

/// Writes the mails about a resident's account: each hands over a link, or says that there is an account already.
public struct ResidentLetters: DeliveryLetters {
    private let residents: any ResidentStore & AddressChangeStore & GuardianStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        residents: any ResidentStore & AddressChangeStore & GuardianStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.residents = residents
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    /// Nil once the link was used or its time is over.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard case .account(let id) = delivery.subject, let town = towns.municipality(delivery.municipality),
            let (link, account) = try await residents.link(id, in: town.id), link.isOpen(at: now)
        else { return nil }
        let resident = account.resident
        let profile = try resident.opened(vault, in: town.id)
        let newAddress = try await newAddress(of: link, resident, in: town.id)
        let guardian = try await guardian(of: link, resident, in: town.id)
        guard let address = link.purpose == .arrive ? newAddress : guardian?.email ?? profile.email else { return nil }
        let paper = LetterPaper(town: town, language: resident.language, catalogue: catalogue)
        return try paper.letter(
            link.purpose.letter,
            [
                "link": .words(path(of: link, in: town.id)),
                "name": .words(guardian?.name.text ?? profile.givenName.text), "person": .words(profile.name),
                "age": .number(town.accounts?.guardian?.under ?? 0),
                "code": .words(OwnerCode(of: link.id, vault, in: town.id).text),
                "end": .date(town.unusedEnd(warnedAt: link.createdAt)),
                "change": FactorChange.allCases.first { $0.purpose == link.purpose }.map { .text($0.text) }
                    ?? .words(""),
                "email": .words(newAddress?.text ?? ""), "reason": .words(try resident.blockReason(vault, in: town.id)),
            ],
            for: delivery,
            to: address,
            at: now
        )
    }

    /// The address that the account is to have; nil where the letter is about no change of it.
    private func newAddress(of link: AccountLink, _ resident: Resident, in town: ID<Municipality>) async throws
        -> EmailAddress?
    {
        guard [.leave, .arrive].contains(link.purpose) else { return nil }
        return try await residents.addressChange(of: resident.id, in: town).map { change in
            try resident.address(of: change, vault, in: town)
        }
    }

    /// To whom the letter goes instead of the owner; nil where it goes to the owner.
    private func guardian(of link: AccountLink, _ resident: Resident, in town: ID<Municipality>) async throws
        -> Guardian?
    {
        guard [.guardian, .guardianTold].contains(link.purpose) else { return nil }
        return try await residents.consent(for: resident.id, in: town)?.opened(for: resident, vault, in: town)
    }

    private func path(of link: AccountLink, in town: ID<Municipality>) -> String {
        let token = vault.token(of: link.id, in: town).text
        return switch link.purpose {
        case .activate: addresses.link(to: "account/activate/\(link.id)/\(token)", of: town)
        case .reset: addresses.link(to: "account/reset/\(link.id)/\(token)", of: town)
        case .leave, .arrive: addresses.link(to: "account/move/\(link.id)/\(token)", of: town)
        case .taken: addresses.link(to: "account/forgotten", of: town)
        case .blocked: addresses.link(to: "contact", of: town)
        case .unblocked, .unused: addresses.link(to: "account/sign-in", of: town)
        case .guessed: addresses.link(to: "account/log", of: town)
        case .addressCode: addresses.link(to: "account/email", of: town)
        case .erasureCode: addresses.link(to: "account/erase", of: town)
        case .downloadCode: addresses.link(to: "account/download", of: town)
        case .factorCode: addresses.link(to: "account/second-step/on", of: town)
        case .factorSwitchedOn, .factorSwitchedOff, .factorReset, .factorAppSet, .passkeyAdded, .passkeyRemoved,
            .recoveryRenewed:
            addresses.link(to: "account/log", of: town)
        case .guardian: addresses.link(to: "account/guardian/\(link.id)/\(token)", of: town)
        case .guardianTold:
            addresses.link(
                to: "account/withdraw/\(link.resident)/\(vault.guardianToken(of: link.resident, in: town).text)",
                of: town
            )
        case .representationGranted, .representationRefused, .representationWithdrawn:
            addresses.link(to: "account/representations", of: town)
        case .mergeStay, .mergeGo: addresses.link(to: "account/merge/\(link.id)/\(token)", of: town)
        }
    }
}

extension Municipality {
    /// The first day on which an account goes whose owner is told now.
    fileprivate func unusedEnd(warnedAt moment: Instant) -> CivilDate {
        clock.date(of: moment) + (retention.first { $0.data == .accounts }?.warnBefore?.count ?? 0)
    }
}

extension AccountLink.Purpose {
    /// The text of the letter.
    fileprivate var letter: String {
        switch self {
        case .activate: "mail.account.activate"
        case .reset: "mail.account.reset"
        case .taken: "mail.account.taken"
        case .leave: "mail.account.leave"
        case .arrive: "mail.account.arrive"
        case .blocked: "mail.account.blocked"
        case .unblocked: "mail.account.unblocked"
        case .guessed: "mail.account.guessed"
        case .addressCode: "mail.account.addressCode"
        case .erasureCode: "mail.account.erasureCode"
        case .downloadCode: "mail.account.downloadCode"
        case .factorCode: "mail.account.factorCode"
        case .factorSwitchedOn, .factorSwitchedOff, .factorReset, .factorAppSet, .passkeyAdded, .passkeyRemoved,
            .recoveryRenewed:
            "mail.account.factorChanged"
        case .mergeStay: "mail.account.mergeStay"
        case .mergeGo: "mail.account.mergeGo"
        case .unused: "mail.account.unused"
        case .guardian: "mail.account.guardian"
        case .guardianTold: "mail.account.guardianTold"
        case .representationGranted: "mail.account.representationGranted"
        case .representationRefused: "mail.account.representationRefused"
        case .representationWithdrawn: "mail.account.representationWithdrawn"
        }
    }
}
