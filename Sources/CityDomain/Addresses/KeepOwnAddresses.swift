public import CityKit

/// Lets residents keep addresses in their account: home, parents, work and others (I-20, I-34).
public struct KeepOwnAddresses: Sendable {
    private let store: any OwnAddressStore
    private let directory: any AddressDirectory
    private let vault: any Vault
    private let randomness: any Randomness

    /// Of one account. One that took another one in may have more, and gets no further ones.
    public static let most = 10

    public init(
        store: any OwnAddressStore,
        directory: any AddressDirectory,
        vault: any Vault,
        randomness: any Randomness
    ) {
        self.store = store
        self.directory = directory
        self.vault = vault
        self.randomness = randomness
    }

    /// An address of the account, opened.
    public struct Entry: Personal, Equatable {
        public let id: ID<OwnAddress>
        public let own: OwnAddress
    }

    public enum Outcome: Sendable, Equatable {
        case kept
        /// Houses that may be meant, the best first; nothing was stored.
        case unclear([AddressMatch])
    }

    /// In the order in which they were added.
    public func all(of signed: SignInResident.Signed, in town: Municipality) async throws -> [Entry] {
        let key = try signed.resident.key(vault, in: town.id)
        return try await store.addresses(of: signed.resident.id, in: town.id)
            .map { Entry(id: $0.id, own: try $0.opened(under: key, in: town.id)) }
    }

    /// - Throws: `OwnAddressFailure.unknown` where the account does not have it.
    public func one(_ id: ID<OwnAddress>, of signed: SignInResident.Signed, in town: Municipality) async throws
        -> OwnAddress
    {
        guard let entry = try await all(of: signed, in: town).first(where: { $0.id == id }) else {
            throw OwnAddressFailure.unknown
        }
        return entry.own
    }

    /// - Parameter language: of the line, where the register has the house.
    /// - Throws: `Failures` with all that is wrong; `OwnAddressFailure.tooMany`; `AccountFailure.residentSignedOut`.
    public func add(
        _ form: OwnAddressForm,
        of signed: SignInResident.Signed,
        in town: Municipality,
        _ language: Language,
        at now: Instant
    ) async throws -> Outcome {
        try await read(form, before: nil, in: town, language) { own in
            let sealed = try seal(own, as: randomness.id(at: now), of: signed.resident, in: town.id, at: now)
            try await store.add(sealed, most: Self.most, in: town.id)
        }
    }

    /// - Throws: `Failures` with all that is wrong; `OwnAddressFailure.unknown`.
    public func change(
        _ id: ID<OwnAddress>,
        to form: OwnAddressForm,
        of signed: SignInResident.Signed,
        in town: Municipality,
        _ language: Language,
        at now: Instant
    ) async throws -> Outcome {
        let before = try await one(id, of: signed, in: town)
        return try await read(form, before: before.address, in: town, language) { own in
            try await store.change(seal(own, as: id, of: signed.resident, in: town.id, at: now), in: town.id)
        }
    }

    /// - Throws: `OwnAddressFailure.unknown`.
    public func remove(_ id: ID<OwnAddress>, of signed: SignInResident.Signed, in town: Municipality) async throws {
        try await store.remove(id, of: signed.resident.id, in: town.id)
    }

    private func read(
        _ form: OwnAddressForm,
        before: PersonalAddress?,
        in town: Municipality,
        _ language: Language,
        keep: (OwnAddress) async throws -> Void
    ) async throws -> Outcome {
        switch try form.read(in: directory.addresses(of: town.id), before: before, language) {
        case .choices(let matches): return .unclear(matches)
        case .address(let own):
            try await keep(own)
            return .kept
        }
    }

    private func seal(
        _ own: OwnAddress,
        as id: ID<OwnAddress>,
        of resident: Resident,
        in town: ID<Municipality>,
        at now: Instant
    ) throws -> SealedOwnAddress {
        SealedOwnAddress(
            id: id,
            resident: resident.id,
            content: try resident.key(vault, in: town).seal(own, in: SealedOwnAddress.slot(of: id, in: town)),
            createdAt: now
        )
    }
}
