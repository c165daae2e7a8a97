public import CityKit

/// Writes the letters to contractors. What is to be done stands behind the link alone, so that a forwarded letter that is too
/// old tells nothing.
public struct CommissionLetters: DeliveryLetters {
    private let commissions: any CommissionStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        commissions: any CommissionStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.commissions = commissions
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    /// Nil once what it would say is no longer so, and for a contractor whose details were erased.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard case .commission(let id) = delivery.subject, let town = towns.municipality(delivery.municipality),
            let sealed = try await commissions.commission(id, in: town.id),
            let details = try sealed.contractor.opened(vault, in: town.id).details,
            let key = sealed.commission.letter(delivery.message, on: town.clock.date(of: now))
        else { return nil }
        let category = town.category(sealed.category)?.name[details.language] ?? sealed.category.rawValue
        let link = "commission/\(id)/\(vault.token(of: id, in: town.id).text)"
        let paper = LetterPaper(town: town, language: details.language, catalogue: catalogue)
        return try paper.letter(
            key,
            [
                "name": .words(details.name), "number": .words(sealed.number.description), "category": .words(category),
                "due": .date(sealed.commission.due), "until": .date(sealed.commission.opensUntil),
                "link": .words(addresses.link(to: link, of: town.id)),
            ],
            for: delivery,
            to: details.email,
            at: now
        )
    }
}

extension Commission {
    /// The key of the texts of a letter; nil where it is too late for it.
    func letter(_ message: DeliveryMessage, on day: CivilDate) -> String? {
        switch message {
        case .commissionOver: isCut ? "mail.commission.over" : nil
        case _ where !opens(on: day): nil
        case .commissionGiven: state.isOpen ? "mail.commission.given" : nil
        case .commissionReplied: "mail.commission.replied"
        case .commissionDueSoon: state.isOpen && day <= due ? "mail.commission.dueSoon" : nil
        case .commissionOverdue: state.isOpen && day > due ? "mail.commission.overdue" : nil
        default: nil
        }
    }
}

/// Reminds contractors of work: some days before its day, and on the day after it.
public struct RemindContractors: Sendable {
    private let commissions: any CommissionStore
    private static let slice = 100

    public init(commissions: any CommissionStore) { self.commissions = commissions }

    /// - Returns: how many letters were made; none on a day off.
    @discardableResult
    public func callAsFunction(in town: Municipality, at now: Instant) async throws -> Int {
        let today = town.clock.date(of: now)
        guard let remind = town.reports.contractors?.remind, town.calendar.isWorkingDay(today) else { return 0 }
        let soon = remind.end(from: today, in: town.calendar)
        var made = 0
        while true {
            let count = try await commissions.remind(from: today, upTo: soon, limit: Self.slice, at: now, in: town.id)
            made += count
            if count < Self.slice { return made }
        }
    }
}
