public import CityKit

/// Asks at the address of a guest whether its owner says "me too" of a report.
public struct SupporterLetters: DeliveryLetters {
    private let supports: any SupportStore
    private let browseReports: BrowseReports
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        supports: any SupportStore,
        browseReports: BrowseReports,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.supports = supports
        self.browseReports = browseReports
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    /// Nil once it is answered, and when the report is no longer published for everybody.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard let id = delivery.recipient.supporter, let town = towns.municipality(delivery.municipality),
            let supporter = try await supports.supporter(id, in: town.id), supporter.confirmedAt == nil,
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
}
