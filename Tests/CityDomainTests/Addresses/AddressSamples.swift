import CityKit

@testable import CityDomain

/// Two invented towns: one with a village and Polish names, one with Ukrainian names that replaced others.
enum AddressSamples {
    static let polish = register(
        [("wzorowo", "Wzorowo", nil), ("nowa-wies", "Nowa Wieś", nil)],
        [
            ("wzorowo", .street, "Henryka Sienkiewicza", []), ("wzorowo", .street, "3 Maja", []),
            ("wzorowo", .square, "Świętej Jadwigi", []), ("wzorowo", .street, "Gen. Władysława Andersa", []),
            ("nowa-wies", .locality, "Nowa Wieś", []), ("wzorowo", .other, "Rynek", []),
            ("nowa-wies", .street, "Szkolna", []), ("wzorowo", .street, "Szkolna", []),
            ("wzorowo", .street, "Łąkowa", ["Dawna Łąka"]),
        ],
        language: .polish
    )

    static let ukrainian = register(
        [("misto", "Місто", nil)],
        [
            ("misto", .street, "Івана Мазепи", ["Леніна"]), ("misto", .avenue, "Слобожанський", ["ім. Газети Правда"]),
            ("misto", .lane, "Перекопський", ["Весніна"]), ("misto", .lane, "Джанкойський", ["Весніна 1-й"]),
            ("misto", .street, "Під’їзна", []), ("misto", .street, "Ґонти", []), ("misto", .street, "Щаслива", []),
            ("misto", .street, "Академіка Яворницького", []),
        ],
        language: .ukrainian
    )

    private static func register(
        _ settlements: [(id: String, name: String, code: String?)],
        _ streets: [(settlement: String, kind: StreetKind, name: String, former: [String])],
        language: Language
    ) -> AddressRegister {
        let numbers = ["1", "3", "5", "7", "7A", "9/11", "12", "12A", "14"].compactMap { HouseNumber($0) }
        let ids = streets.indices.map { ID<Street>("s\($0 + 1)") }
        return AddressRegister(
            settlements: settlements.map {
                Settlement(id: ID($0.id), name: LocalizedText([language: $0.name]), code: $0.code)
            },
            streets: zip(ids, streets).map { id, street in
                let now = StreetName(kind: street.kind, text: street.name, language: language)
                let former = street.former.map {
                    StreetName(kind: street.kind, text: $0, language: language, state: .former)
                }
                return Street(id: id, settlement: ID(street.settlement), names: [now] + former)
            },
            points: ids.enumerated().flatMap { row, id in
                numbers.enumerated().compactMap { column, number in
                    Coordinate(latitude: 50.8 + Double(row) * 0.01, longitude: 20.6 + Double(column) * 0.0003).map {
                        AddressPoint(
                            street: id,
                            number: number,
                            point: $0,
                            postalCode: "00-00\(row + 1)",
                            source: "PRG"
                        )
                    }
                }
            }
        )
    }
}
