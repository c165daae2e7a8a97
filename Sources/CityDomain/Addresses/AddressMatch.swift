public import CityKit

/// An answer to somebody who looks for an address.
public struct AddressMatch: Sendable, Hashable {
    public let settlement: Settlement
    /// Nil when the answer is the settlement as a whole.
    public let street: Street?
    /// Nil when the answer is the street as a whole.
    public let house: AddressPoint?
    public let fit: Fit
    /// The earlier name by which the street was found; nil when a name that holds was typed.
    public let formerName: StreetName?
    /// Where it is; of a street or settlement a house near its middle. Nil when no place is known.
    public let point: Coordinate?

    /// How the answer fits what was asked.
    public enum Fit: Sendable, Hashable {
        /// All that was asked for is there.
        case whole
        /// The register has no such number; the answer is the house next to it.
        case nextTo(HouseNumber)
        /// The register has no number of the street.
        case withoutNumber(HouseNumber)
    }

    /// Whether a text is the line of this answer in some language, letter by letter.
    func isWritten(_ text: String) -> Bool {
        fit == .whole && Language.allCases.contains { line(in: $0) == text.trimmingSpaces() }
    }

    /// As one writes it on an envelope, in a language of the register where it has it: “ul. Zmyślona 12A, 00-001 Wzorowo”.
    public func line(in language: Language) -> String {
        let place = [house?.postalCode, settlement.name[language]].compactMap(\.self).joined(separator: " ")
        guard let street, let name = street.name(in: language) else { return place }
        let first = house.map { "\(name.full) \($0.number)" } ?? name.full
        // Houses without a street have their settlement in front of the number already.
        if name.kind == .locality { return house?.postalCode.map { "\(first), \($0)" } ?? first }
        return "\(first), \(place)"
    }
}
