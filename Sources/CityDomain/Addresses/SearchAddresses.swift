public import CityKit

/// Finds addresses by what is typed of them (I-20), and the address of a point.
public struct SearchAddresses: Sendable {
    private let index: AddressIndex

    /// Most answers to one question.
    public static let most = 20
    /// Metres within which a point has an address.
    public static let reach = 500.0

    public init(_ index: AddressIndex) { self.index = index }

    /// The best answers first; none for a text without words.
    ///
    /// - Parameter place: among answers that fit alike, the nearest to it comes first.
    public func callAsFunction(_ text: String, near place: Coordinate? = nil, limit: Int = 8) -> [AddressMatch] {
        ranked(text, near: place, limit: min(max(limit, 1), Self.most)).map(match)
    }

    /// Streets that had another name, by what is typed of either.
    public func renamed(_ text: String) -> [AddressMatch] {
        ranked(text, near: nil, limit: Self.most, among: Set(index.renamed)).map(match)
    }

    private func ranked(_ text: String, near place: Coordinate?, limit: Int, among streets: Set<Int32>? = nil)
        -> ArraySlice<RankedAddress>
    {
        let answers = AddressQuery.readings(of: text).flatMap { query in
            AddressRanking(index, query, near: place).answers(limit: limit, among: streets)
        }
        var seen: Set<RankedAddress.Place> = []
        return answers.sorted(by: >).filter { seen.insert($0.place).inserted }.prefix(limit)
    }

    /// The address that is nearest to a point, and how far it is in metres; nil when there is none within `reach`.
    public func nearest(to place: Coordinate) -> (match: AddressMatch, distance: Double)? {
        guard let (house, distance) = index.houses.nearest(to: place, within: Self.reach) else { return nil }
        let street = index.houses.street(of: house)
        let place = RankedAddress.Place(
            settlement: index.settlementOfStreet[street],
            street: Int32(street),
            house: house
        )
        return (match(RankedAddress(place: place, formerName: nil, fit: .whole, score: 0)), distance)
    }

    /// What an address as a whole stands for.
    public enum Resolution: Sendable {
        /// One house and no other.
        case house(AddressMatch)
        /// Those it may be, the best first.
        case choices([AddressMatch])
        case unknown
    }

    /// The house that an address names, where it names one without a doubt.
    public func resolve(_ text: String, near place: Coordinate? = nil) -> Resolution {
        let answers = ranked(text, near: place, limit: Self.most)
        // What a list showed, or an account keeps, is the line of the house itself.
        let written = answers.map(match).filter { $0.house != nil && $0.isWritten(text) }
        if written.count == 1 { return .house(written[0]) }
        let exact = answers.filter(\.isExact)
        // Another street may fit the name better and lack only the number.
        if exact.count == 1, let only = exact.first, answers.allSatisfy({ $0.fullness <= only.fullness }) {
            return .house(match(only))
        }
        let choices = (exact.count < 2 ? Array(answers) : exact).map(match).filter { $0.point != nil }
        return choices.isEmpty ? .unknown : .choices(choices)
    }

    /// Streets that had another name, by the name they have now.
    public var renamedStreets: [(street: Street, settlement: Settlement, point: Coordinate?)] {
        index.renamed.map { position in
            let street = Int(position)
            return (
                index.register.streets[street], index.register.settlements[Int(index.settlementOfStreet[street])],
                index.houses.middle(of: street)
            )
        }
    }

    public var hasHouses: Bool { index.count > 0 }

    /// Whether any street had another name.
    public var hasRenamedStreets: Bool { !index.renamed.isEmpty }

    /// Whether the houses are invented, for a demonstration.
    public var isSample: Bool { index.isSample }

    /// Settlements, streets and houses of the register.
    public var size: (settlements: Int, streets: Int, houses: Int) {
        (index.register.settlements.count, index.register.streets.count, index.count)
    }

    private func match(_ answer: RankedAddress) -> AddressMatch {
        let street = answer.place.street.map { index.register.streets[Int($0)] }
        let house = answer.place.house.map(index.houses.point)
        return AddressMatch(
            settlement: index.register.settlements[Int(answer.place.settlement)],
            street: street,
            house: house,
            fit: answer.fit,
            formerName: answer.formerName.flatMap { street?.names[Int($0)] },
            point: house?.point ?? answer.place.street.flatMap { index.houses.middle(of: Int($0)) }
                ?? index.middle(ofSettlement: answer.place.settlement)
        )
    }
}

/// A place of the index as an answer, with what speaks for it.
struct RankedAddress: Sendable, Comparable {
    struct Place: Hashable {
        let settlement: Int32
        let street: Int32?
        let house: Int32?
    }

    let place: Place
    /// Into the names of the street.
    let formerName: Int16?
    let fit: AddressMatch.Fit
    let score: Float
    /// Whether it is the house that was asked for, letter by letter.
    var isExact = false
    /// The share of the name that was typed, where all that was typed is in it; else 0.
    var fullness: Float = 0

    /// Worse answers are less. What fits alike goes by its place in the register.
    static func < (first: Self, second: Self) -> Bool {
        if first.score != second.score { return first.score < second.score }
        return (second.place.street ?? -1, second.place.house ?? -1) < (
            first.place.street ?? -1, first.place.house ?? -1
        )
    }

    static func == (first: Self, second: Self) -> Bool { first.place == second.place && first.score == second.score }
}
