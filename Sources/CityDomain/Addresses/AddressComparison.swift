import CityKit

/// Holds the rows of a file against the register, one by one.
struct AddressComparison {
    private struct House: Hashable {
        let street: Int
        let number: HouseNumber
    }

    private var places: AddressPlaces
    private let kept: [House: AddressPoint]
    private let source: String
    private let districts: Districts?
    private let ofSource: Int
    private var seen: [House: (line: Int, point: Coordinate)] = [:]
    private var change: AddressDifference

    /// Metres by which two rows about one house may differ.
    private static let near = 50.0
    /// Metres below which a house has not moved: what rounding makes.
    private static let still = 0.5

    /// - Parameter districts: of the town's own map, for houses whose source says nothing of a district.
    init(_ register: AddressRegister, source: String, districts: Districts?) {
        self.districts = districts
        places = AddressPlaces(register)
        self.source = source
        change = AddressDifference(source: source)
        var kept: [House: AddressPoint] = [:]
        kept.reserveCapacity(register.points.count)
        let streets = places.indexes
        for point in register.points {
            if let street = streets[point.street] { kept[House(street: street, number: point.number)] = point }
        }
        self.kept = kept
        ofSource = register.points.count { $0.source == source }
    }

    /// Houses that the source had before this file.
    var before: Int { ofSource }

    mutating func reject() {
        change.counts.read += 1
        change.counts.rejected += 1
    }

    /// Leaves out a row. The house that it names stands in the list all the same, so it has not ended.
    mutating func reject(_ row: AddressRow, in town: LocalizedText) {
        reject()
        guard let number = HouseNumber(row.number), let listed = ListedAddress(namesOf: row, in: town),
            let street = places.known(listed)
        else { return }
        let house = House(street: street, number: number)
        if seen[house] == nil, let before = kept[house] { seen[house] = (row.line, before.point) }
    }

    /// - Returns: what is odd of the row and hinders nothing.
    /// - Throws: `AddressFault` for a row that says of a house what another row says otherwise, and for one whose settlement
    ///   nobody knows.
    mutating func take(_ row: ListedAddress) throws(AddressFault) -> [AddressFault] {
        change.counts.read += 1
        let street: Int
        do throws(AddressFault) { street = try places.street(of: row) } catch {
            change.counts.rejected += 1
            throw error
        }
        let notices = places.takeNotices()
        change.counts.spelt += notices.count
        try take(row, on: street)
        return notices
    }

    private mutating func take(_ row: ListedAddress, on street: Int) throws(AddressFault) {
        guard let (number, point) = row.house else { return }
        let house = House(street: street, number: number)
        if let first = seen[house] {
            let metres = first.point.distance(to: point)
            guard metres <= Self.near else {
                change.counts.rejected += 1
                throw AddressFault(line: row.line, .repeated(line: first.line, metres: Int(metres)))
            }
            change.counts.repeated += 1
            return
        }
        seen[house] = (row.line, point)
        take(house, of: row, at: point)
    }

    private mutating func take(_ house: House, of row: ListedAddress, at point: Coordinate) {
        let now = AddressPoint(
            street: places.id(of: house.street),
            number: house.number,
            point: point,
            postalCode: row.postalCode,
            district: row.district ?? districts?.district(at: point)?.name,
            source: source
        )
        guard let before = kept[house] else {
            change.counts.added += 1
            return change.houses.append(now)
        }
        // A house belongs to the list that had it first, for as long as it is there.
        if before.source != source || Self.isSame(before, now) {
            change.counts.unchanged += 1
        } else {
            change.counts.changed += 1
            change.houses.append(now)
        }
    }

    private static func isSame(_ before: AddressPoint, _ now: AddressPoint) -> Bool {
        before.postalCode == now.postalCode && before.district == now.district
            && before.point.distance(to: now.point) < still
    }

    /// The whole change, once all rows were taken.
    func finished() -> AddressDifference {
        var change = change
        change.ended = kept.filter { $0.value.source == source && seen[$0.key] == nil }.map(\.value)
            .sorted { ($0.street.rawValue, $0.number) < ($1.street.rawValue, $1.number) }
        change.counts.ended = change.ended.count
        change.take(places)
        return change
    }
}
