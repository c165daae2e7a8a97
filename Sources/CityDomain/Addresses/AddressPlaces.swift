import CityKit

/// The settlements and streets of a register while a file is held against it: known ones are found, new ones made.
struct AddressPlaces {
    private var settlements: [Settlement]
    private var streets: [Street]
    private var changedSettlements: Set<Int> = []
    private var changedStreets: Set<Int> = []
    private var settlementByName: [[AddressLetters.Word]: Int] = [:]
    private var settlementByCode: [String: Int] = [:]
    private var streetByName: [StreetKey: Int] = [:]
    private var streetByCode: [CodeKey: Int] = [:]
    private var ids: Set<String> = []
    /// What rows said word for word: a street has many houses.
    private var known: [RowKey: Int] = [:]
    /// What the file called a street first, in each language.
    private var called: [CallKey: (name: StreetName, line: Int)] = [:]
    /// What was taken and is odd all the same.
    private(set) var notices: [AddressFault] = []
    /// Streets whose houses belong to another one: both are the same street, under an old name and a new one.
    private(set) var joined: [(from: Int, into: Int)] = []
    /// Streets with houses that hold.
    private let housed: Set<ID<Street>>

    private struct StreetKey: Hashable {
        let settlement: Int
        let name: [AddressLetters.Word]
    }

    private struct CodeKey: Hashable {
        let settlement: Int
        let code: String
    }

    private struct CallKey: Hashable {
        let street: Int
        let language: Language
    }

    private struct RowKey: Hashable {
        let settlement: LocalizedText?
        let code: String?
        let street: [StreetName]
        let streetCode: String?
    }

    init(_ register: AddressRegister) {
        settlements = register.settlements
        streets = register.streets
        housed = Set(register.points.map(\.street))
        for index in settlements.indices { learn(settlement: index) }
        var positions: [ID<Settlement>: Int] = [:]
        for (index, settlement) in settlements.enumerated() { positions[settlement.id] = index }
        // Names that hold win over earlier ones.
        for state in [StreetName.State.former, .current] {
            for (index, street) in streets.enumerated() {
                learn(street: index, in: positions[street.settlement] ?? 0, state)
            }
        }
        ids = Set(settlements.map(\.id.rawValue) + streets.map(\.id.rawValue))
    }

    var indexes: [ID<Street>: Int] {
        Dictionary(streets.enumerated().map { ($1.id, $0) }) { first, _ in first }
    }

    var changed: ([Settlement], [Street]) {
        (changedSettlements.sorted().map { settlements[$0] }, changedStreets.sorted().map { streets[$0] })
    }

    func id(of street: Int) -> ID<Street> { streets[street].id }

    /// The street of a row, or what holds the houses of its settlement that have no street.
    ///
    /// - Throws: `AddressFault` for a row that names its settlement by a code that nobody knows.
    mutating func street(of row: ListedAddress) throws(AddressFault) -> Int {
        let key = RowKey(
            settlement: row.settlement,
            code: row.settlementCode,
            street: row.street,
            streetCode: row.streetCode
        )
        if let street = known[key] { return street }
        let settlement = try settlement(of: row)
        let street = street(row.street, row.streetCode, in: settlement, line: row.line)
        known[key] = street
        return street
    }

    private mutating func settlement(of row: ListedAddress) throws(AddressFault) -> Int {
        if let name = row.settlement { return settlement(name, row.settlementCode) }
        if let found = find(nil, row.settlementCode) { return found }
        throw AddressFault(line: row.line, .unknownSettlement(code: row.settlementCode ?? ""))
    }

    /// What was odd since the last time.
    mutating func takeNotices() -> [AddressFault] {
        defer { notices = [] }
        return notices
    }

    /// The street of a row where the register has it.
    func known(_ row: ListedAddress) -> Int? {
        find(row.settlement, row.settlementCode).flatMap { find(row.street, row.streetCode, in: $0) }
    }

    /// Villages may have one name and tell themselves apart by their codes.
    private func find(_ name: LocalizedText?, _ code: String?) -> Int? {
        if let found = code.flatMap({ settlementByCode[$0] }) { return found }
        guard let name else { return nil }
        return Self.keys(of: name).compactMap { settlementByName[$0] }
            .first { code == nil || settlements[$0].code == nil || settlements[$0].code == code }
    }

    private func find(_ names: [StreetName], _ code: String?, in settlement: Int) -> Int? {
        if let found = code.flatMap({ streetByCode[CodeKey(settlement: settlement, code: $0)] }) { return found }
        let names = names.isEmpty ? locality(of: settlement) : names
        return names.compactMap { streetByName[StreetKey(settlement: settlement, name: $0.likeness)] }.first
    }

    mutating func settlement(_ name: LocalizedText, _ code: String?) -> Int {
        guard let found = find(name, code) else { return add(name, code) }
        let before = settlements[found]
        let words = before.name.words.merging(name.words) { old, _ in old }
        let now = Settlement(id: before.id, name: LocalizedText(words), code: before.code ?? code)
        if now != before {
            settlements[found] = now
            changedSettlements.insert(found)
            learn(settlement: found)
        }
        return found
    }

    private mutating func add(_ name: LocalizedText, _ code: String?) -> Int {
        let id = AddressSlug.make([name[.polish]]) { ids.contains($0) }
        ids.insert(id)
        settlements.append(Settlement(id: ID(id), name: name, code: code))
        changedSettlements.insert(settlements.count - 1)
        learn(settlement: settlements.count - 1)
        return settlements.count - 1
    }

    private mutating func street(_ names: [StreetName], _ code: String?, in settlement: Int, line: Int) -> Int {
        let names = names.isEmpty ? locality(of: settlement) : names
        let found = find(names, code, in: settlement)
        let agreed = found.map { heard(names, of: $0, line) } ?? names
        let street = found.map { take(agreed, code, of: $0, in: settlement) } ?? add(names, code, in: settlement)
        for name in agreed where called[CallKey(street: street, language: name.language)] == nil {
            called[CallKey(street: street, language: name.language)] = (name, line)
        }
        return street
    }

    /// The names of a row but for those by which an earlier row of the file called the street otherwise: two ways to write
    /// one name are no change of the name.
    private mutating func heard(_ names: [StreetName], of street: Int, _ line: Int) -> [StreetName] {
        var agreed: [StreetName] = []
        for name in names {
            guard let first = called[CallKey(street: street, language: name.language)], !first.name.isLike(name),
                !streets[street].has(name)
            else {
                agreed.append(name)
                continue
            }
            notices.append(AddressFault(line: line, .otherName(name.full, line: first.line, first: first.name.full)))
        }
        return agreed
    }

    private func locality(of settlement: Int) -> [StreetName] {
        let words = settlements[settlement].name.words.sorted { $0.key.rawValue < $1.key.rawValue }
        return words.map { StreetName(kind: .locality, text: $0.value, language: $0.key) }
    }

    private mutating func add(_ names: [StreetName], _ code: String?, in settlement: Int) -> Int {
        let place = settlements[settlement]
        let words = names.first.map { $0.kind == .locality ? [] : [$0.text] } ?? []
        let id = AddressSlug.make([place.id.rawValue] + words) { ids.contains($0) }
        ids.insert(id)
        streets.append(Street(id: ID(id), settlement: place.id, names: names, code: code))
        changedStreets.insert(streets.count - 1)
        for state in [StreetName.State.former, .current] { learn(street: streets.count - 1, in: settlement, state) }
        return streets.count - 1
    }

    /// Adds to a street what a row says that it does not have.
    private mutating func take(_ names: [StreetName], _ code: String?, of street: Int, in settlement: Int) -> Int {
        _ = change(street, in: settlement) { before in
            names.reduce(before) { $0.taking($1) }.with(code: before.code ?? code)
        }
        return street
    }

    /// Gives the street that has the new name its earlier one, or the street that still has the old name the new one; adds a
    /// street that has neither.
    mutating func rename(from former: StreetName, to new: StreetName, in settlement: Int) -> Renamed {
        let newKey = StreetKey(settlement: settlement, name: new.likeness)
        if let joined = join(former, new, in: settlement) { return joined }
        if let street = streetByName[newKey], streets[street].has(new, as: .current) {
            return change(street, in: settlement) { $0.takingFormer(former) }
        }
        let oldKey = StreetKey(settlement: settlement, name: former.likeness)
        if let street = streetByName[oldKey], streets[street].has(former, as: .current) {
            // It had the new name before and lost it later: the list is older than that.
            guard streets[street].mayTake(new, from: former.until) else { return .unchanged }
            return change(street, in: settlement) { $0.renamed(to: new, from: former) }
        }
        let street = add([new], nil, in: settlement)
        _ = change(street, in: settlement) { $0.takingFormer(former) }
        return .added
    }

    /// A list called the street by its new name, under a code of its own too, before anybody knew of the renaming: the old
    /// street has no houses any more, the new one has them. The old one goes on, since cases and people may name it, and
    /// gets houses and code of the new one. Nil where it is otherwise.
    private mutating func join(_ former: StreetName, _ new: StreetName, in settlement: Int) -> Renamed? {
        let keys = [former, new].map { StreetKey(settlement: settlement, name: $0.likeness) }
        guard let old = streetByName[keys[0]], let young = streetByName[keys[1]], old != young,
            streets[old].has(former, as: .current), streets[young].has(new, as: .current),
            !housed.contains(streets[old].id), housed.contains(streets[young].id),
            streets[old].mayTake(new, from: former.until)
        else { return nil }
        joined.append((young, old))
        let code = streets[young].code ?? streets[old].code
        _ = change(young, in: settlement) { $0.ended() }
        if let code { streetByCode[CodeKey(settlement: settlement, code: code)] = old }
        return change(old, in: settlement) { $0.renamed(to: new, from: former).with(code: code) }
    }

    private mutating func change(_ street: Int, in settlement: Int, _ change: (Street) -> Street) -> Renamed {
        let changed = change(streets[street])
        guard changed != streets[street] else { return .unchanged }
        streets[street] = changed
        changedStreets.insert(street)
        for state in [StreetName.State.former, .current] { learn(street: street, in: settlement, state) }
        return .changed
    }

    private mutating func learn(settlement index: Int) {
        for key in Self.keys(of: settlements[index].name) where settlementByName[key] == nil {
            settlementByName[key] = index
        }
        if let code = settlements[index].code { settlementByCode[code] = index }
    }

    private mutating func learn(street index: Int, in settlement: Int, _ state: StreetName.State) {
        let street = streets[index]
        for name in street.names where name.state == state {
            let key = StreetKey(settlement: settlement, name: name.likeness)
            if state == .current || streetByName[key] == nil { streetByName[key] = index }
        }
        if let code = street.code { streetByCode[CodeKey(settlement: settlement, code: code)] = index }
    }

    private static func keys(of name: LocalizedText) -> [[AddressLetters.Word]] {
        name.words.values.sorted().map { AddressLetters.words(of: $0).map(AddressLetters.key) }
    }
}

extension Street {
    func has(_ name: StreetName, as state: StreetName.State? = nil) -> Bool {
        names.contains { $0.isLike(name) && $0.state == state ?? $0.state }
    }

    /// With an earlier name, or with what the register did not know of one that it has.
    func takingFormer(_ name: StreetName) -> Self {
        guard !has(name, as: .current) else { return self }
        guard has(name) else { return with(names: names + [name]) }
        return with(names: names.map { $0.isLike(name) ? $0.filled(from: name) : $0 })
    }

    /// Whether a name may come back on a day: not where it was given up on that day or later, or nobody knows when.
    func mayTake(_ name: StreetName, from day: CivilDate?) -> Bool {
        names.filter { !$0.isCurrent && $0.isLike(name) }.allSatisfy { former in
            former.until.flatMap { until in day.map { until < $0 } } ?? false
        }
    }

    /// The street with another name that holds. What is known of the change stands at the earlier one.
    func renamed(to new: StreetName, from former: StreetName) -> Self {
        let others = names.filter { !$0.isLike(former) && !$0.isLike(new) }
        return with(names: others.filter(\.isCurrent) + [new, former] + others.filter { !$0.isCurrent })
    }

    /// Without a name that holds: another street goes on in its place.
    fileprivate func ended() -> Self { with(names: names.map { $0.isCurrent ? $0.former() : $0 }).with(code: nil) }

    private func with(names: [StreetName]) -> Self { Self(id: id, settlement: settlement, names: names, code: code) }

    func with(code: String?) -> Self { Self(id: id, settlement: settlement, names: names, code: code) }

    /// The street once a list calls it by a name. A name that is new takes the place of the one that held in its language;
    /// one that held earlier changes nothing, since the list is older than the change.
    func taking(_ name: StreetName) -> Self {
        guard !has(name) else { return self }
        let earlier = names.map { $0.isCurrent && $0.language == name.language ? $0.former() : $0 }
        let current = earlier.filter(\.isCurrent) + [name]
        return with(names: current + earlier.filter { !$0.isCurrent })
    }
}

extension StreetName {
    func isLike(_ other: Self) -> Bool { language == other.language && likeness == other.likeness }

    /// With what is known of the end of the same name elsewhere.
    func filled(from other: Self) -> Self {
        former(until: until ?? other.until, by: decision ?? other.decision, because: reason ?? other.reason)
    }

    /// The same name once another one took its place.
    func former(until day: CivilDate? = nil, by decision: String? = nil, because reason: String? = nil) -> Self {
        Self(
            kind: kind,
            text: text,
            language: language,
            state: .former,
            until: day,
            decision: decision,
            reason: reason
        )
    }
}
