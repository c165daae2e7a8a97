public import CityKit

/// Writes the last letter to somebody whose account was erased.
public struct FarewellLetters: DeliveryLetters {
    private let erasures: any ErasureStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let catalogue: TextCatalogue

    public init(
        erasures: any ErasureStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        catalogue: TextCatalogue
    ) {
        self.erasures = erasures
        self.vault = vault
        self.towns = towns
        self.catalogue = catalogue
    }

    /// Nil once the address was forgotten.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard case .farewell(let id) = delivery.subject, let town = towns.municipality(delivery.municipality),
            let farewell = try await erasures.farewell(id, in: town.id)
        else { return nil }
        let slots = FarewellSlots(town: town.id, resident: id)
        let key = try vault.key(farewell.key, in: slots.key)
        let email = try key.open(farewell.email, in: slots.email)
        let paper = LetterPaper(town: town, language: farewell.language, catalogue: catalogue)
        guard let reason = farewell.reason else {
            return try paper.letter("mail.account.erased", [:], for: delivery, to: email, at: now)
        }
        let words = try key.open(reason, in: slots.reason).words
        let letter = "mail.account.erasedByOffice"
        return try paper.letter(letter, ["reason": .words(words)], for: delivery, to: email, at: now)
    }
}
