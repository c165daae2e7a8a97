public import CityKit

/// Asks at the address of a guest whether its owner says "me too" of a report, and tells supporters of an idea that it ended
/// without an answer of the office.
public struct SupporterLetters: DeliveryLetters {
    private let supports: any SupportStore
    private let browseReports: BrowseReports
    private let joins: any JoinStore
    private let followers: any FollowerStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        supports: any SupportStore,
        browseReports: BrowseReports,
        joins: any JoinStore,
        followers: any FollowerStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.supports = supports
        self.browseReports = browseReports
        self.joins = joins
        self.followers = followers
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    /// Nil once it is answered, and when the report is no longer published for everybody.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard let id = delivery.recipient.supporter, let town = towns.municipality(delivery.municipality) else {
            return nil
        }
        if case .status(let sequence) = delivery.message {
            return try await news(for: delivery, line: sequence, to: id, in: town, at: now)
        }
        guard let supporter = try await supports.supporter(id, in: town.id), supporter.confirmedAt == nil,
            let entry = try await browseReports.ifShown(supporter.report, for: .everyone, in: town)
        else { return nil }
        let paper = LetterPaper(town: town, language: supporter.language, catalogue: catalogue)
        let link = addresses.link(to: "support/\(id)/\(vault.token(of: id, in: town.id).text)", of: town.id)
        return try paper.letter(
            "mail.support.confirm",
            ["title": .words(entry.text.title), "link": .words(link)],
            for: delivery,
            to: try supporter.address(vault, in: town.id),
            at: now
        )
    }

    /// Whoever supports an idea has read it: also one that is listed for registered people alone.
    ///
    /// Nil for whoever is told in another letter: as the author, or as somebody who follows the idea.
    private func news(
        for delivery: Delivery,
        line: Int,
        to id: ID<Supporter>,
        in town: Municipality,
        at now: Instant
    ) async throws -> EmailMessage? {
        guard let number = delivery.subject.number, let person = try await person(id, in: town.id),
            let entry = try await browseReports.ifShown(number, for: .registered, in: town),
            entry.report.history.contains(where: { $0.sequence == line }),
            try await !isToldElse(person.email, of: entry.report, in: town.id)
        else { return nil }
        let paper = LetterPaper(town: town, language: person.language, catalogue: catalogue)
        return try paper.letter(
            "mail.idea.lapsed",
            [
                "title": .words(entry.text.title),
                "page": .words(addresses.link(to: "reports/\(number.path)", of: town.id)),
            ],
            for: delivery,
            to: person.email,
            at: now
        )
    }

    private func person(_ id: ID<Supporter>, in town: ID<Municipality>) async throws
        -> (email: EmailAddress, language: Language)?
    {
        if let guest = try await supports.supporter(id, in: town) {
            return (try guest.address(vault, in: town), guest.language)
        }
        guard let account = try await supports.account(of: id, in: town) else { return nil }
        return (try account.resident.opened(vault, in: town).email, account.resident.language)
    }

    private func isToldElse(_ email: EmailAddress, of report: Report, in town: ID<Municipality>) async throws -> Bool {
        let index = vault.index(email, of: .followerEmail, in: town)
        if try await followers.isConfirmed(index, of: report.id, in: town) { return true }
        return try await joins.senders(of: report.id, in: town).contains { sender in
            try sender.address(vault, in: town)?.indexForm == email.indexForm
        }
    }
}
