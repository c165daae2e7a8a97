public import CityKit

/// Writes the mails about a request: that it takes longer, and that it is answered. What the office said stands in the
/// account, not in the mail.
public struct RightsLetters: DeliveryLetters {
    private let rights: any RightsStore
    private let residents: any ResidentStore
    private let vault: any Vault
    private let towns: any MunicipalityDirectory
    private let addresses: TownAddresses
    private let catalogue: TextCatalogue

    public init(
        rights: any RightsStore,
        residents: any ResidentStore,
        vault: any Vault,
        towns: any MunicipalityDirectory,
        addresses: TownAddresses,
        catalogue: TextCatalogue
    ) {
        self.rights = rights
        self.residents = residents
        self.vault = vault
        self.towns = towns
        self.addresses = addresses
        self.catalogue = catalogue
    }

    /// Nil once the person was erased.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard case .right(let id) = delivery.subject, let town = towns.municipality(delivery.municipality),
            let request = try await rights.request(id, in: town.id)?.request, let owner = request.resident,
            let resident = try await residents.account(owner, in: town.id)?.resident
        else { return nil }
        let profile = try resident.opened(vault, in: town.id)
        let paper = LetterPaper(town: town, language: resident.language, catalogue: catalogue)
        let key = delivery.message == .rightExtended ? "mail.right.extended" : "mail.right.closed"
        return try paper.letter(
            key,
            [
                "name": .words(profile.givenName.text), "date": .date(request.due),
                "link": .words(addresses.link(to: "account/privacy", of: town.id)),
            ],
            for: delivery,
            to: profile.email,
            at: now
        )
    }
}

/// Lets no letter go out that its recipient objects to, or whose data are restricted. Asked at the moment of sending, so
/// that a letter which waits is stopped as well.
public struct LetterGate: Sendable {
    private let rights: any RightsStore
    private let followers: any FollowerStore
    private let vault: any Vault

    public init(rights: any RightsStore, followers: any FollowerStore, vault: any Vault) {
        self.rights = rights
        self.followers = followers
        self.vault = vault
    }

    func admits(_ delivery: Delivery) async throws -> Bool {
        let town = delivery.municipality
        switch (delivery.recipient, delivery.subject) {
        case (.reporter, .report(let report, _)):
            return try await rights.limits(ofReporter: report, in: town).allow(.ownReports)
        case (.follower(let id), _):
            guard let follower = try await followers.follower(id, in: town) else { return false }
            let index = vault.index(try follower.address(vault, in: town), of: .residentLogin, in: town)
            return try await rights.limits(loginIndex: index, in: town).allow(.followedReports)
        // A letter about the account is asked for by its owner; programs are no people.
        default: return true
        }
    }
}
