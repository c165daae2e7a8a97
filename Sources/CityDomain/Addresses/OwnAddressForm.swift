public import CityKit

/// What somebody types to keep an address: nothing in it was checked.
public struct OwnAddressForm: Personal, Equatable {
    public var kind = ""
    /// For an address of another kind.
    public var words = ""
    public var address = ""
    public var flat = ""
    /// The line of the house that was meant, empty for the address as it was typed; nil before that was asked.
    public var chosen: String?

    public init() {}

    /// An address as it is kept, to be changed.
    public init(_ own: OwnAddress) {
        kind = own.kind.rawValue
        words = own.words
        address = own.address.line
        flat = own.address.flat
    }

    /// Characters.
    public static let longestWords = 40
}

extension OwnAddressForm {
    /// What a form stands for.
    enum Reading {
        case address(OwnAddress)
        /// Houses that it may mean, the best first.
        case choices([AddressMatch])
    }

    /// Houses that are asked about.
    private static let mostChoices = 6

    /// - Parameter before: the address that is changed: its place stays where its line does.
    /// - Throws: `Failures` with all that is wrong.
    func read(in addresses: SearchAddresses, before: PersonalAddress?, _ language: Language) throws -> Reading {
        let typed = address.trimmingSpaces()
        let flat = flat.trimmingSpaces()
        let kind = OwnAddress.Kind(rawValue: kind)
        let words = kind == .other ? words.trimmingSpaces() : ""
        var failures: [any Failure] = []
        if kind == nil { failures.append(OwnAddressFailure.kindMissing) }
        if kind == .other, !(1...Self.longestWords).contains(words.count) { failures.append(OwnAddressFailure.words) }
        if !(1...PersonalAddress.longestLine).contains(typed.count) { failures.append(OwnAddressFailure.address) }
        if flat.count > PersonalAddress.longestFlat { failures.append(OwnAddressFailure.flatTooLong) }
        guard let kind, failures.isEmpty else { throw Failures(failures) }
        func own(_ address: PersonalAddress) -> Reading {
            .address(OwnAddress(kind: kind, words: words, address: address))
        }
        if let before, before.line == typed {
            return own(PersonalAddress(line: typed, flat: flat, registered: before.registered))
        }
        switch addresses.resolve(typed) {
        case .house(let match):
            return own(registered(match, flat, language) ?? PersonalAddress(line: typed, flat: flat))
        case .unknown: return own(PersonalAddress(line: typed, flat: flat))
        case .choices(let matches):
            let houses = Array(matches.filter { $0.house != nil }.prefix(Self.mostChoices))
            if houses.isEmpty || chosen == "" { return own(PersonalAddress(line: typed, flat: flat)) }
            let meant = houses.first { $0.line(in: language) == chosen }
            return meant.flatMap { registered($0, flat, language) }.map(own) ?? .choices(houses)
        }
    }

    /// The house with the flat of its own field, or else the one that stands behind its number.
    private func registered(_ match: AddressMatch, _ flat: String, _ language: Language) -> PersonalAddress? {
        let behind = AddressQuery.flat(in: address, of: match.house?.number) ?? ""
        let flat = flat.isEmpty ? String(behind.prefix(PersonalAddress.longestFlat)) : flat
        return PersonalAddress(match, flat: flat, in: language)
    }
}
