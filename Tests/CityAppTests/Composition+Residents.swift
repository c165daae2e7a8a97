import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityApp

extension Composition {
    /// The account of an invented person in a town, made by its letter, which does not go out.
    ///
    /// - Parameter change: what the person types besides the sample.
    func openAccount(_ email: String, in name: String = "kielce", _ change: (inout RegistrationForm) -> Void = { _ in })
        async throws
        -> ResidentAccount
    {
        let (town, now) = (try town(name), foundations.clock.now)
        let register = RegisterResident(
            residents: residents,
            attempts: accounts,
            vault: foundations.vault,
            hasher: hasher,
            randomness: randomness
        )
        var form = RegistrationForm.sample(email: email, in: town, on: town.clock.date(of: now))
        change(&form)
        try await register(form, language: .polish, network: email, in: town, at: now)
        let link = try #require(try await newestLink(in: town.id))
        let purpose = SecretPurpose(rawValue: "account-link")
        let token = Token(bytes: foundations.vault.secret(for: purpose, link.rawValue, in: town.id))
        let id = try await register.activate(link, token: token, password: .sample, in: town, at: now)
        try await foundations.database.acrossTowns.write { transaction in
            try transaction.execute("DELETE FROM deliveries WHERE recipient = 'account'")
        }
        return try #require(try await residents.account(id, in: town.id))
    }

    private func newestLink(in town: ID<Municipality>) async throws -> ID<AccountLink>? {
        try await foundations.database.town(town).read { transaction in
            try transaction.query(
                "SELECT id FROM account_links WHERE municipality = {town} AND used_at IS NULL ORDER BY id DESC LIMIT 1"
            ).first.map { ID(try $0.text("id")) }
        }
    }

    /// A resident who is signed in.
    func signed(_ account: ResidentAccount, in name: String = "kielce", from place: SignInPlace = .sample) async throws
        -> SignInResident.Signed
    {
        let (town, now) = (try town(name), foundations.clock.now)
        let token = try await signInResident.begin(account.resident.id, from: place, in: town, at: now).session
        return try await signInResident.session(token, in: town, at: now)
    }
}
