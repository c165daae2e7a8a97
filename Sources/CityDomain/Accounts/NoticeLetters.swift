public import CityKit

/// Writes the mails that tell people of the office what changed about their own account.
public struct NoticeLetters: DeliveryLetters {
    private let notices: any StaffNoticeStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        notices: any StaffNoticeStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.notices = notices
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    /// Nil once its time is over, or the account is closed.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard case .notice(let id) = delivery.subject, let town = towns.municipality(delivery.municipality),
            let (notice, person) = try await notices.notice(id, in: town.id), notice.isOpen(at: now)
        else { return nil }
        let slots = StaffSlots(town: town.id, staff: person.id)
        let key = try vault.key(person.personKey, in: slots.personKey)
        let paper = LetterPaper(town: town, language: notice.language, catalogue: catalogue)
        return try paper.letter(
            "mail.staff.factorChanged",
            [
                "name": .words(try key.open(person.name, in: slots.name).text),
                "change": .text(notice.change.text),
                "link": .words(addresses.link(to: "office/account", of: town.id)),
            ],
            for: delivery,
            to: try key.open(person.login, in: slots.login),
            at: now
        )
    }
}
