public import CityKit

/// An address that somebody keeps in the own account (I-20, I-34): where it is, and what it is to them.
public struct OwnAddress: Sealable, Personal, Codable, Hashable {
    public let kind: Kind
    /// The person's own words for an address of the kind `other`; empty for all others.
    public let words: String
    public let address: PersonalAddress

    public enum Kind: String, Codable, Sendable, CaseIterable {
        case home, parents, work, other

        public var text: Text { Text("ownAddress.kind.\(rawValue)") }
    }

    init(kind: Kind, words: String, address: PersonalAddress) {
        self.kind = kind
        self.words = words
        self.address = address
    }
}

/// An address as the store keeps it: all that it says is sealed under the person's key.
public struct SealedOwnAddress: Sendable, Equatable {
    public let id: ID<OwnAddress>
    public let resident: ID<Resident>
    public let content: Sealed<OwnAddress>
    public let createdAt: Instant

    public init(id: ID<OwnAddress>, resident: ID<Resident>, content: Sealed<OwnAddress>, createdAt: Instant) {
        self.id = id
        self.resident = resident
        self.content = content
        self.createdAt = createdAt
    }

    func opened(under key: any DataKey, in town: ID<Municipality>) throws -> OwnAddress {
        try key.open(content, in: Self.slot(of: id, in: town))
    }

    /// The place in the database that an address is sealed for.
    static func slot(of id: ID<OwnAddress>, in town: ID<Municipality>) -> Slot {
        Slot(town, table: "resident_addresses", row: id, column: "address")
    }
}

/// Where the addresses of accounts are kept. Each write is one durable transaction.
public protocol OwnAddressStore: Sendable {
    /// In the order in which they were added.
    func addresses(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [SealedOwnAddress]

    /// Stores a new one behind the others.
    ///
    /// - Parameter most: how many an account may have.
    /// - Throws: `OwnAddressFailure.tooMany`; `AccountFailure.residentSignedOut` when the account was closed or erased
    ///   meanwhile.
    func add(_ address: SealedOwnAddress, most: Int, in town: ID<Municipality>) async throws

    /// Stores other words for one.
    ///
    /// - Throws: `OwnAddressFailure.unknown` when the account has it no longer.
    func change(_ address: SealedOwnAddress, in town: ID<Municipality>) async throws

    /// - Throws: `OwnAddressFailure.unknown` when the account does not have it.
    func remove(_ id: ID<OwnAddress>, of resident: ID<Resident>, in town: ID<Municipality>) async throws
}

public enum OwnAddressFailure: Failure, Equatable {
    /// The account has no such address, or not any more.
    case unknown
    /// It was not said what the address is to the person.
    case kindMissing
    /// An address of another kind needs words of its own, within a limit.
    case words
    /// No address, or one that is longer than `PersonalAddress.longestLine`.
    case address
    case flatTooLong
    /// The account has so many already.
    case tooMany(Int)

    public var kind: FailureKind {
        switch self {
        case .unknown: .notFound
        case .kindMissing: .invalid(field: "kind")
        case .words: .invalid(field: "words")
        case .address: .invalid(field: "address")
        case .flatTooLong: .invalid(field: "flat")
        case .tooMany: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .unknown: Text("ownAddress.failure.unknown")
        case .kindMissing: Text("ownAddress.failure.kindMissing")
        case .words: Text("ownAddress.failure.words", ["limit": .number(OwnAddressForm.longestWords)])
        case .address: Text("ownAddress.failure.address", ["limit": .number(PersonalAddress.longestLine)])
        case .flatTooLong: Text("ownAddress.failure.flatTooLong", ["limit": .number(PersonalAddress.longestFlat)])
        case .tooMany(let most): Text("ownAddress.failure.tooMany", ["limit": .number(most)])
        }
    }
}
