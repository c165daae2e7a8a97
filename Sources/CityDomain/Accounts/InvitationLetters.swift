public import CityKit

/// Writes the mails that invite somebody to work at the office.
public struct InvitationLetters: DeliveryLetters {
    private let staff: any StaffStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        staff: any StaffStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.staff = staff
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    /// Nil once the link was used, withdrawn or replaced, or its time is over.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard case .invitation(let id) = delivery.subject, let town = towns.municipality(delivery.municipality),
            let (invitation, person) = try await staff.invitation(id, in: town.id), invitation.isOpen(at: now),
            let language = invitation.language
        else { return nil }
        let slots = StaffSlots(town: town.id, staff: person.id)
        let key = try vault.key(person.personKey, in: slots.personKey)
        let token = vault.token(of: id, in: town.id).text
        let end = town.clock.date(of: invitation.endsAt).words(in: language, style: .full)
        let paper = LetterPaper(town: town, language: language, catalogue: catalogue)
        return try paper.letter(
            "mail.staff.invited",
            [
                "name": .words(try key.open(person.name, in: slots.name).text),
                "until": .words("\(end), \(town.clock.time(of: invitation.endsAt).words(in: language))"),
                "link": .words(addresses.link(to: "office/join/\(token)", of: town.id)),
            ],
            for: delivery,
            to: try key.open(person.login, in: slots.login),
            at: now
        )
    }
}
