public import CityKit

/// An address that belongs to a person: as the register has it where it was found there, else in the person's own words.
public struct PersonalAddress: Sealable, Personal, Codable, Hashable {
    /// As one writes it on an envelope, without the flat: “ul. Zmyślona 12A, 00-001 Wzorowo”.
    public let line: String
    /// Empty for a house of its own.
    public let flat: String
    /// Where it stands in the register; nil for an address that the register does not have.
    public let registered: RegisteredPlace?

    /// A house of the register, with what choosing people by their address needs.
    public struct RegisteredPlace: Codable, Hashable, Sendable {
        public let settlement: ID<Settlement>
        /// Nil where houses have no streets.
        public let street: ID<Street>?
        /// As `HouseNumber` writes it: “12A”.
        public let house: String
        public let point: Coordinate
        /// As the source of the register calls it.
        public let district: String?

        public init(
            settlement: ID<Settlement>,
            street: ID<Street>?,
            house: String,
            point: Coordinate,
            district: String?
        ) {
            self.settlement = settlement
            self.street = street
            self.house = house
            self.point = point
            self.district = district
        }
    }

    public init(line: String, flat: String = "", registered: RegisteredPlace? = nil) {
        self.line = line
        self.flat = flat
        self.registered = registered
    }

    /// Characters of a line, and of a flat.
    public static let longestLine = 200
    public static let longestFlat = 10
}

extension PersonalAddress {
    /// The house of an answer; nil for a street or settlement as a whole.
    public init?(_ match: AddressMatch, flat: String = "", in language: Language) {
        guard let house = match.house else { return nil }
        self.init(
            line: match.line(in: language),
            flat: flat,
            registered: RegisteredPlace(
                settlement: match.settlement.id,
                street: match.street?.id,
                house: house.number.description,
                point: house.point,
                district: house.district
            )
        )
    }
}
