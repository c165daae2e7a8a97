import CityKit

/// The addresses of a town, laid out to be searched while somebody types: built at once from the whole register, never
/// changed.
public struct AddressIndex: Sendable {
    /// A street or a settlement under one of its names.
    struct Name: Sendable {
        /// Into `streets`, or nil for the settlement itself.
        let street: Int32?
        let settlement: Int32
        /// Into the names of the street.
        let position: Int16
        let isCurrent: Bool
        let kind: StreetKind
        /// Letters of all its words but the titles.
        let length: Int16
    }

    let register: AddressRegister
    /// Whether houses of a demonstration are among its own.
    let isSample: Bool
    let houses: AddressHouses
    let vocabulary: AddressVocabulary
    let names: [Name]
    /// Where the names of each word begin in `nameOfPosting`; one more than there are words.
    let postings: [Int32]
    let nameOfPosting: [Int32]
    let settlementOfStreet: [Int32]
    /// Streets that had another name, by the name they have now.
    let renamed: [Int32]
    /// What holds the houses without a street; nil where all have one.
    let localityOfSettlement: [Int32?]

    public init(_ register: AddressRegister) {
        // A street without a settlement is one that nobody could name.
        let places = Set(register.settlements.map(\.id))
        let register = AddressRegister(
            settlements: register.settlements,
            // One without a name that holds has become another one.
            streets: register.streets.filter {
                places.contains($0.settlement) && $0.names.contains(where: \.isCurrent)
            },
            points: register.points
        )
        self.register = register
        isSample = register.points.contains { $0.source == AddressRegister.sample }
        houses = AddressHouses(register)
        let settlements = Dictionary(
            register.settlements.enumerated().map { ($1.id, Int32($0)) },
            uniquingKeysWith: { first, _ in first }
        )
        settlementOfStreet = register.streets.map { settlements[$0.settlement] ?? 0 }
        var localities = [Int32?](repeating: nil, count: register.settlements.count)
        for (index, street) in register.streets.enumerated() where street.names.first?.kind == .locality {
            localities[Int(settlementOfStreet[index])] = Int32(index)
        }
        localityOfSettlement = localities
        renamed = register.streets.indices.filter { !register.streets[$0].earlierNames.isEmpty }
            .map { (register.streets[$0].name(in: .polish)?.text ?? "", Int32($0)) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
        var builder = IndexBuilder()
        for (index, settlement) in register.settlements.enumerated() { builder.add(settlement, at: Int32(index)) }
        for (index, street) in register.streets.enumerated() {
            builder.add(street, at: Int32(index), in: settlementOfStreet[index])
        }
        (vocabulary, postings, nameOfPosting) = builder.lists()
        names = builder.names
    }

    public static let empty = Self(.empty)

    /// Houses with numbers.
    public var count: Int { houses.count }

    /// A house of the settlement without a street, or of one of its streets; nil when it has none.
    func middle(ofSettlement settlement: Int32) -> Coordinate? {
        if let locality = localityOfSettlement[Int(settlement)], let middle = houses.middle(of: Int(locality)) {
            return middle
        }
        return settlementOfStreet.indices.lazy.filter { settlementOfStreet[$0] == settlement }
            .compactMap { houses.middle(of: $0) }.first
    }
}

/// Gathers names and the words that lead to them.
private struct IndexBuilder {
    private(set) var names: [AddressIndex.Name] = []
    private var namesOfWord: [AddressLetters.Word: [Int32]] = [:]

    mutating func add(_ settlement: Settlement, at index: Int32) {
        for text in Set(settlement.name.words.values).sorted() {
            let name = (street: Int32?.none, settlement: index, position: 0, isCurrent: true, kind: StreetKind.locality)
            add(text, name)
        }
    }

    mutating func add(_ street: Street, at index: Int32, in settlement: Int32) {
        // Houses without a street are found by the name of their settlement.
        for (position, name) in street.names.enumerated() where name.kind != .locality {
            add(name.text, (index, settlement, position, name.isCurrent, name.kind))
        }
    }

    private mutating func add(
        _ text: String,
        _ name: (street: Int32?, settlement: Int32, position: Int, isCurrent: Bool, kind: StreetKind)
    ) {
        let index = Int32(names.count)
        var length = 0
        for word in AddressLetters.words(of: text).flatMap({ $0.split(separator: "-").map(String.init) }) {
            let canonical = AddressTitles.canonical(word)
            if canonical == word { length += canonical.count }
            let letters = canonical.first?.isNumber == true ? canonical.filter(\.isNumber) : canonical
            for key in AddressLetters.keys(ofName: letters) where !key.isEmpty {
                let short =
                    key.count > AddressVocabulary.longestWord ? Array(key.prefix(AddressVocabulary.longestWord)) : key
                if namesOfWord[short]?.last != index { namesOfWord[short, default: []].append(index) }
            }
        }
        names.append(
            AddressIndex.Name(
                street: name.street,
                settlement: name.settlement,
                position: Int16(name.position),
                isCurrent: name.isCurrent,
                kind: name.kind,
                length: Int16(clamping: length)
            )
        )
    }

    func lists() -> (AddressVocabulary, postings: [Int32], nameOfPosting: [Int32]) {
        let words = namesOfWord.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        var postings: [Int32] = []
        var nameOfPosting: [Int32] = []
        for word in words {
            postings.append(Int32(nameOfPosting.count))
            nameOfPosting += word.value
        }
        postings.append(Int32(nameOfPosting.count))
        return (AddressVocabulary(sorted: words.map(\.key)), postings, nameOfPosting)
    }
}
