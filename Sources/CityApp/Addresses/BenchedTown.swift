import CityDomain
import CityKit

/// An invented town of the size that a measurement wants, with the streets of a list of renamings in it.
struct BenchedTown {
    let register: AddressRegister
    /// Old and new names whose misspellings are tried.
    let names: [StreetName]

    private static let settlement = Settlement(id: ID("town"), name: LocalizedText([.ukrainian: "Зразкове"]))
    private static let rows = 170

    init(renamings: [StreetRenaming], streets: Int, houses: Int) {
        var chance = SeededChance(seed: 3)
        var all = renamings.prefix(streets).enumerated().map {
            Self.street($0, named: $1.new, formerly: $1.old, $1.kind)
        }
        names = all.flatMap(\.names)
        while all.count < streets {
            let name = Self.name(by: &chance)
            all.append(Self.street(all.count, named: name, formerly: nil, chance.next() % 5 == 0 ? .lane : .street))
        }
        let each = (houses + streets - 1) / streets
        let points = all.enumerated().flatMap { index, street in Self.houses(each, of: street, at: index) }
        register = AddressRegister(settlements: [Self.settlement], streets: all, points: Array(points.prefix(houses)))
    }

    /// A place in the town or beside it.
    func place(by chance: inout SeededChance) -> Coordinate? {
        Coordinate(
            latitude: Double.random(in: 48.29...48.58, using: &chance),
            longitude: Double.random(in: 34.79...35.15, using: &chance)
        )
    }

    /// Renamings with names that nobody gave a street.
    static func invented(_ count: Int) -> [StreetRenaming] {
        var chance = SeededChance(seed: 8)
        return (0..<count).map { line in
            var renaming = StreetRenaming(line: line + 1)
            (renaming.kind, renaming.old, renaming.new) = (.street, name(by: &chance), name(by: &chance))
            return renaming
        }
    }

    private static func street(_ index: Int, named name: String, formerly old: String?, _ kind: StreetKind?) -> Street {
        let kind = kind ?? .street
        let now = StreetName(kind: kind, text: name, language: .ukrainian)
        let former = old.map { StreetName(kind: kind, text: $0, language: .ukrainian, state: .former) }
        return Street(id: ID("s\(index)"), settlement: settlement.id, names: [now] + [former].compactMap(\.self))
    }

    private static func houses(_ count: Int, of street: Street, at index: Int) -> [AddressPoint] {
        (0..<count).compactMap { number in
            let latitude = 48.3 + Double(index % rows) * 0.0016 + Double(number) * 0.0001
            guard let number = HouseNumber("\(number + 1)\(number % 7 == 3 ? "А" : "")"),
                let point = Coordinate(latitude: latitude, longitude: 34.8 + Double(index / rows) * 0.002)
            else { return nil }
            return AddressPoint(street: street.id, number: number, point: point, postalCode: "00100", source: "bench")
        }
    }

    private static func name(by chance: inout SeededChance) -> String {
        let parts = (0..<Int.random(in: 2...4, using: &chance)).map { _ in
            syllables.randomElement(using: &chance) ?? "ба"
        }
        let word = parts.joined() + (endings.randomElement(using: &chance) ?? "а")
        let first = chance.next() % 3 == 0 ? "\(firstNames.randomElement(using: &chance) ?? "") " : ""
        return first + word.prefix(1).uppercased() + word.dropFirst()
    }

    private static let syllables = [
        "ба", "ко", "рі", "на", "ли", "шев", "чен", "до", "ма", "ту", "гра", "бов", "зел", "вод", "ній", "кра", "сте",
        "пол",
        "хи", "жов", "яр", "ці", "луг", "ґан", "щер", "юр",
    ]
    private static let endings = ["ська", "на", "ова", "ого", "а", "енка"]
    private static let firstNames = ["Івана", "Марії", "Олени", "Петра", "Академіка", "Генерала", "Святої"]
}
