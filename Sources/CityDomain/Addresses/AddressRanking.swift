import CityKit

/// How well the names of an index fit one reading of a query.
struct AddressRanking {
    private let index: AddressIndex
    private let query: AddressQuery
    private let place: Coordinate?
    /// Letters of the query, by how well a name has them.
    private var covered: [Float]
    /// Letters of the query that a name has in any way.
    private var shared: [Int16]
    /// Names that share a word with the query.
    private var touched: [Int32] = []
    /// How well a settlement has each word.
    private var settlementCover: [Int32: [Float]] = [:]

    /// Of the letters typed, so many must be found.
    private static let leastCover: Float = 0.6

    /// Without a typing error.
    private static let wholeCover: Float = 0.97

    init(_ index: AddressIndex, _ query: AddressQuery, near place: Coordinate?) {
        (self.index, self.query, self.place) = (index, query, place)
        covered = Array(repeating: 0, count: index.names.count)
        shared = Array(repeating: 0, count: index.names.count)
        for position in query.words.indices { take(position) }
    }

    /// Gives each name the letters of one word.
    private mutating func take(_ position: Int) {
        let word = query.words[position]
        var best: [Int32: Float] = [:]
        for (rank, key) in word.keys.enumerated() {
            for near in index.vocabulary.near(key, slips: word.slips, word.isBeginning ? .beginning : .whole) {
                // A sound says less than letters.
                let quality = Self.quality(near, of: key.count) - (rank == 0 ? 0 : 0.02)
                for posting in index.postings[near.word]..<index.postings[near.word + 1] {
                    let name = index.nameOfPosting[Int(posting)]
                    if quality > best[name] ?? 0 { best[name] = quality }
                }
            }
        }
        for (name, quality) in best { give(name, quality, position) }
    }

    private mutating func give(_ name: Int32, _ quality: Float, _ position: Int) {
        let length = query.words[position].length
        if shared[Int(name)] == 0 { touched.append(name) }
        covered[Int(name)] += quality * Float(length)
        shared[Int(name)] += Int16(length)
        let entry = index.names[Int(name)]
        if entry.street == nil {
            settlementCover[entry.settlement, default: Array(repeating: 0, count: query.words.count)][position] =
                quality
        }
    }

    private static func quality(_ near: AddressVocabulary.Near, of length: Int) -> Float {
        let missing = Float(near.missing) / Float(near.missing + length)
        return 1 - 0.18 * Float(near.slips) - 0.15 * missing
    }

    /// The best answers, not sorted.
    ///
    /// - Parameter streets: nil for all of them, and settlements.
    func answers(limit: Int, among streets: Set<Int32>? = nil) -> [RankedAddress] {
        let letters = Float(query.words.reduce(0) { $0 + $1.length })
        var best: [(name: Int32, score: Float)] = []
        for name in touched where streets.map({ $0.contains(index.names[Int(name)].street ?? -1) }) ?? true {
            let cover = cover(of: name) / letters
            if cover >= Self.leastCover { best.append((name, score(name, cover))) }
        }
        best.sort { ($1.score, $0.name) < ($0.score, $1.name) }
        return best.prefix(4 * limit).enumerated().flatMap { rank, found in
            let isWhole = cover(of: found.name) / letters >= Self.wholeCover && isOfKind(found.name)
            let fullness = isWhole ? fullness(of: found.name) : 0
            return houses(of: found.name, found.score, completions: rank < 3 ? limit : 1).map { answer in
                var answer = answer
                answer.isExact = answer.isExact && isWhole
                answer.fullness = fullness
                return answer
            }
        }
    }

    /// A word that the name lacks may be the name of the settlement.
    private func cover(of name: Int32) -> Float {
        let entry = index.names[Int(name)]
        guard entry.street != nil, !settlementCover.isEmpty, let words = settlementCover[entry.settlement] else {
            return covered[Int(name)]
        }
        let own = Float(query.words.reduce(0) { $0 + $1.length } - Int(shared[Int(name)]))
        let theirs = zip(query.words, words).reduce(Float(0)) { $0 + Float($1.0.length) * $1.1 }
        return covered[Int(name)] + min(own, theirs)
    }

    /// The share of the name that was typed.
    private func fullness(of name: Int32) -> Float {
        min(1, Float(shared[Int(name)]) / Float(max(1, index.names[Int(name)].length)))
    }

    /// Whether the word of a kind that was typed is that of the street.
    private func isOfKind(_ name: Int32) -> Bool {
        let kind = index.names[Int(name)].kind
        return query.kind == nil || query.kind == kind || kind == .other || kind == .locality
    }

    private func score(_ name: Int32, _ cover: Float) -> Float {
        let entry = index.names[Int(name)]
        var score = 0.8 * cover + 0.15 * fullness(of: name)
        if let kind = query.kind, entry.kind != .other { score += kind == entry.kind ? 0.06 : -0.04 }
        if !entry.isCurrent { score -= 0.02 }
        if query.beginsWithNumber { score -= 0.12 }
        return score
    }

    private func houses(of name: Int32, _ score: Float, completions: Int) -> [RankedAddress] {
        let entry = index.names[Int(name)]
        let street = entry.street ?? index.localityOfSettlement[Int(entry.settlement)]
        let former = entry.isCurrent ? nil : entry.position
        guard let number = query.number, let street else {
            let point = entry.street.flatMap { index.houses.middle(of: Int($0)) }
            let place = RankedAddress.Place(settlement: entry.settlement, street: entry.street, house: nil)
            let fit = query.number.map(AddressMatch.Fit.withoutNumber) ?? .whole
            return [RankedAddress(place: place, formerName: former, fit: fit, score: score - remoteness(point))]
        }
        let found = HouseChoice(index.houses, street: Int(street)).houses(
            for: number,
            isOpen: query.isNumberOpen,
            limit: completions
        )
        guard !found.isEmpty else {
            let place = RankedAddress.Place(settlement: entry.settlement, street: street, house: nil)
            let far = remoteness(index.houses.middle(of: Int(street)))
            return [
                RankedAddress(place: place, formerName: former, fit: .withoutNumber(number), score: score - 0.1 - far)
            ]
        }
        return found.map { house in
            let place = RankedAddress.Place(settlement: entry.settlement, street: street, house: house.house)
            let far = remoteness(index.houses.point(house.house).point)
            return RankedAddress(
                place: place,
                formerName: former,
                fit: house.fit,
                score: score + house.score - far,
                isExact: house.isExact
            )
        }
    }

    /// From 0 beside the place to 0.04 five kilometres away and more.
    private func remoteness(_ point: Coordinate?) -> Float {
        guard let place, let point else { return 0 }
        return 0.04 * Float(min(1, point.distance(to: place) / 5_000))
    }
}

/// The houses of a street that a number may mean.
private struct HouseChoice {
    private let houses: AddressHouses
    private let ofStreet: ArraySlice<Int32>

    struct Found {
        let house: Int32
        let fit: AddressMatch.Fit
        let score: Float
        var isExact = false
    }

    init(_ houses: AddressHouses, street: Int) {
        self.houses = houses
        ofStreet = houses.of(street: street)
    }

    /// - Parameter isOpen: whether more of the number may follow.
    func houses(for number: HouseNumber, isOpen: Bool, limit: Int) -> [Found] {
        guard !ofStreet.isEmpty else { return [] }
        let wanted = [number] + number.inOtherScript
        var found = wanted.compactMap(exact).prefix(1).map { Found(house: $0, fit: .whole, score: 0.1, isExact: true) }
        if isOpen { found += begun(by: number, besides: found.first?.house).prefix(max(0, limit - found.count)) }
        if found.isEmpty, let plain = number.withoutFraction, let house = exact(plain) {
            found.append(Found(house: house, fit: .whole, score: 0.08, isExact: true))
        }
        return found.isEmpty ? next(to: number) : found
    }

    private func exact(_ number: HouseNumber) -> Int32? {
        let index = firstIndex { houses.point($0).number >= number }
        return index < ofStreet.endIndex && houses.point(ofStreet[index]).number == number ? ofStreet[index] : nil
    }

    /// Houses whose numbers begin as the one that is typed: those of the same digits first.
    private func begun(by number: HouseNumber, besides exact: Int32?) -> [Found] {
        let typed = number.description
        let longer = ofStreet.filter { $0 != exact && houses.point($0).number.description.hasPrefix(typed) }
        return longer.sorted { houses.point($0).number < houses.point($1).number }.enumerated().map { rank, house in
            Found(house: house, fit: .whole, score: 0.06 - 0.001 * Float(min(rank, 30)))
        }
    }

    /// The house that most likely stands beside: on the same side of the street where there is one.
    private func next(to number: HouseNumber) -> [Found] {
        let near = ofStreet.min { distance($0, number) < distance($1, number) }
        return near.map { [Found(house: $0, fit: .nextTo(number), score: -0.02)] } ?? []
    }

    private func distance(_ house: Int32, _ number: HouseNumber) -> Int {
        let other = houses.point(house).number
        return 2 * abs(other.value - number.value) + (other.isEven == number.isEven ? 0 : 1)
    }

    private func firstIndex(where isBehind: (Int32) -> Bool) -> Int {
        var (low, high) = (ofStreet.startIndex, ofStreet.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(ofStreet[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
