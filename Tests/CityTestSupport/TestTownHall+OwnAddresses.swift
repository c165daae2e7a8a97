public import CityDomain
public import CityKit

extension OwnAddressForm {
    public static func sample(
        _ kind: OwnAddress.Kind = .home,
        _ address: String = "ul. Zmyślona 1, Innowo",
        words: String = ""
    ) -> Self {
        var form = Self()
        (form.kind, form.address, form.words) = (kind.rawValue, address, words)
        return form
    }
}

extension TestTownHall {
    /// Lets a resident keep an address as it is typed.
    @discardableResult public func keep(
        _ form: OwnAddressForm = .sample(),
        of signed: SignInResident.Signed,
        in town: Municipality
    ) async throws -> KeepOwnAddresses.Outcome {
        try await keepOwnAddresses.add(form, of: signed, in: town, .polish, at: now)
    }

    /// What the account keeps, as it is typed.
    public func ownLines(of signed: SignInResident.Signed, in town: Municipality) async throws -> [String] {
        try await keepOwnAddresses.all(of: signed, in: town).map { entry in
            [entry.own.kind.rawValue, entry.own.words, entry.own.address.line].filter { !$0.isEmpty }
                .joined(separator: ": ")
        }
    }
}
