import CityKit

/// What a column or a property of a file says of an address, by the names that lists of addresses use.
enum AddressField: Hashable, Sendable {
    case settlement(Language?), settlementCode, street(Language?), streetKind, streetCode, number, east, north
    case postalCode, district

    /// Nil for names that say nothing of an address.
    init?(named name: String) {
        let plain = name.lowercased().unicodeScalars.filter { !Self.signs.contains($0) }
        let text = String(String.UnicodeScalarView(plain))
        if let field = Self.names[text] {
            self = field
        } else if let (base, language) = Self.parted(text), let field = Self.names[base] {
            switch field {
            case .settlement: self = .settlement(language)
            case .street: self = .street(language)
            default: return nil
            }
        } else {
            return nil
        }
    }

    /// “street_uk” is the street in Ukrainian.
    private static func parted(_ text: String) -> (String, Language)? {
        guard let language = Language(rawValue: String(text.suffix(2))) else { return nil }
        return (String(text.dropLast(2)), language)
    }

    private static let signs: Set<Unicode.Scalar> = [" ", "_", "-", ":", "."]

    private static let words: [(Self, String)] = [
        (
            .settlement(nil),
            "settlement city town locality addrcity addrplace miejscowosc miejscowość місто населенийпункт"
        ),
        (.settlementCode, "settlementcode simc katottg identyfikatorsimc idsimc катоттг код"),
        (.street(nil), "street streetname addrstreet ulica nazwaulicy вулиця назвавулиці"),
        (.streetKind, "streetkind kind cecha rodzaj типвулиці тип"),
        (.streetCode, "streetcode ulic symul identyfikatorulic"),
        (
            .number,
            "number housenumber addrhousenumber numer nr numerporzadkowy numerporządkowy nrporzadkowy номер номербудинку будинок"
        ),
        (.east, "longitude lon lng long east easting x długość dlugosc dlugośćgeograficzna довгота"),
        (.north, "latitude lat north northing y szerokość szerokosc szerokośćgeograficzna широта"),
        (.postalCode, "postalcode postcode zip addrpostcode kodpocztowy pna поштовийіндекс індекс"),
        (.district, "district addrdistrict addrsuburb suburb dzielnica район"),
    ]

    private static let names: [String: Self] = {
        var names: [String: Self] = [:]
        for (field, words) in words {
            for word in words.split(separator: " ") { names[String(word)] = field }
        }
        return names
    }()
}

extension AddressRow {
    /// Puts a text where its field belongs. The word of a kind goes in front of the street.
    mutating func set(_ field: AddressField, to text: String) {
        let text = text.trimmingSpaces()
        guard !text.isEmpty else { return }
        switch field {
        case .settlement(let language): settlement[language] = text
        case .settlementCode: settlementCode = text
        case .street(let language): street[language] = text
        case .streetKind: break
        case .streetCode: streetCode = text
        case .number: number = text
        case .east: east = text
        case .north: north = text
        case .postalCode: postalCode = text
        case .district: district = text
        }
    }

    mutating func put(kind: String) {
        let kind = kind.trimmingSpaces()
        guard !kind.isEmpty else { return }
        street = street.mapValues { "\(kind) \($0)" }
    }
}
