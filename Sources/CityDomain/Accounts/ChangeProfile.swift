public import CityKit

/// Lets residents change what their account says of them. The address is the login and
/// has its own way.
public struct ChangeProfile: Sendable {
    private let residents: any ResidentStore
    private let vault: any Vault

    public init(residents: any ResidentStore, vault: any Vault) {
        self.residents = residents
        self.vault = vault
    }

    /// - Throws: `Failures` with all that is wrong; `AccountFailure.changedMeanwhile` when the profile was changed elsewhere.
    public func callAsFunction(
        _ signed: SignInResident.Signed,
        givenName: String,
        surname: String,
        phone: String,
        in town: Municipality,
        at now: Instant
    ) async throws {
        var form = RegistrationForm()
        (form.givenName, form.surname, form.phone) = (givenName, surname, phone)
        form.email = signed.profile.email.text
        var check = RegistrationCheck(form, in: town, on: town.clock.date(of: now))
        guard let profile = check.profile(), check.failures.isEmpty else { throw Failures(check.failures) }
        let slots = ResidentSlots(town: town.id, resident: signed.resident.id)
        let key = try vault.key(signed.resident.personKey, in: slots.personKey)
        let sealed = try key.seal(profile, in: slots.profile)
        let names: NameChange = profile.name == signed.profile.name ? .same : .other
        try await residents.setProfile(
            sealed,
            names,
            of: signed.resident.id,
            seeing: signed.resident.profile,
            at: now,
            in: town.id
        )
    }
}
