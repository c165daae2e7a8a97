public import CityKit

/// A mapping held against one file and one town: everything it names is there.
public struct ImportPlan: Sendable {
    public let source: String
    /// How many fields a row has.
    let width: Int
    let number: BoundText
    let received: BoundTime
    let category: BoundText
    let categories: CategoryWords
    let createMissing: ImportMapping.NewCategory?
    let unit: (value: BoundText, values: [String: ID<Unit>])?
    let description: BoundText
    let address: BoundText?
    let hint: BoundText?
    let point: BoundPoint?
    let statuses: [BoundStatus]
    let ended: (time: BoundTime?, orElse: ImportMapping.Ended.Fallback?)?
    let answer: BoundText?
    let contact: (name: BoundText?, email: BoundText?, phone: BoundText?)
    let skip: [BoundCondition]
    let language: Language
    /// How phone numbers are written.
    let country: PhoneNumber.Country
    let publishes: Bool

    /// - Parameters:
    ///   - name: the mapping's file, for its faults.
    ///   - columns: the first line of the rows.
    /// - Throws: everything that does not fit, at once.
    public init(
        _ mapping: ImportMapping,
        named name: String,
        columns: [String],
        in town: Municipality,
        projections: any Projections
    ) throws(FileFaults) {
        var check = ImportColumns(columns, of: name)
        source = mapping.source
        width = columns.count
        number = check.text(mapping.number, "number")
        received = check.time(mapping.received, "received", by: town.clock)
        category = check.text(mapping.category.value, "category.value")
        categories = CategoryWords(mapping.category.values ?? [:], in: town)
        createMissing = mapping.category.createMissing
        unit = mapping.unit.map { (check.text($0.value, "unit.value"), $0.values) }
        description = check.text(mapping.description, "description")
        address = mapping.address.map { check.text($0, "address") }
        hint = mapping.hint.map { check.text($0, "hint") }
        point = mapping.coordinates.flatMap { check.point($0, projections) }
        statuses = check.statuses(mapping.status)
        ended = mapping.ended.map { (check.end($0, by: town.clock), $0.orElse) }
        answer = mapping.answer.map { check.text($0, "answer") }
        contact = check.contact(mapping.contact)
        skip = check.conditions(mapping.skip, "skip")
        language = mapping.language ?? town.profile.languages.first ?? .polish
        country = PhoneNumber.Country(rawValue: town.profile.country) ?? .poland
        publishes = mapping.publish ?? false
        check.town(mapping, town)
        guard check.faults.isEmpty else { throw FileFaults(check.faults) }
    }
}

/// Two columns that are a place.
struct BoundPoint: Sendable {
    let east: Int
    let north: Int
    let system: CoordinateSystem
    let projection: any Projection
    let unless: [BoundCondition]

    /// Nil when nothing stands there, or what stands for nothing.
    ///
    /// - Throws: `.spoilt`, `.noNumber`, `.outOfArea`.
    func coordinate(of row: DelimitedRecord) throws(RowFault.Problem) -> Coordinate? {
        let (east, north) = (try row.words(east), try row.words(north))
        if east.isEmpty, north.isEmpty { return nil }
        if unless.contains(where: { $0.holds(of: row) }) { return nil }
        guard let east = Self.number(east), let north = Self.number(north) else { throw .noNumber }
        guard let place = projection.coordinate(east: east, north: north) else { throw .outOfArea(system) }
        return place
    }

    private static func number(_ text: String) -> Double? {
        Double(text) ?? Double(text.replacing(",", with: "."))
    }
}

struct BoundStatus: Sendable {
    let when: BoundCondition?
    let status: ReportStatus
    /// The line of the history by which it got there.
    let act: ReportEvent.Act
}

/// The categories of a town by the words that a file may use for them.
struct CategoryWords: Sendable {
    private let categories: [String: Category]

    /// - Parameter values: what the mapping says, which wins over ids and names.
    init(_ values: [String: ID<Category>], in town: Municipality) {
        var words: [String: Category] = [:]
        for category in town.categories.reversed() {
            for name in category.name.words.values { words[name] = category }
        }
        for category in town.categories { words[category.id.rawValue] = category }
        for (value, id) in values { words[value] = town.category(id) }
        categories = words
    }

    subscript(word: String) -> Category? { categories[word] }
}

extension ImportColumns {
    mutating func point(_ coordinates: ImportMapping.Coordinates, _ projections: any Projections) -> BoundPoint? {
        let east = column(coordinates.east, "coordinates.east")
        let north = column(coordinates.north, "coordinates.north")
        let unless = conditions(coordinates.unless, "coordinates.unless")
        guard let projection = projections.projection(from: coordinates.system) else {
            fault("coordinates.system", "PROJ does not know “\(coordinates.system)”")
            return nil
        }
        return BoundPoint(
            east: east,
            north: north,
            system: coordinates.system,
            projection: projection,
            unless: unless
        )
    }

    mutating func statuses(_ statuses: [ImportMapping.Status]) -> [BoundStatus] {
        if statuses.isEmpty { fault("status", "is empty; add a line such as { status: \"accepted\" }") }
        return statuses.enumerated().map { index, line in
            let path = "status[\(index)]"
            return BoundStatus(
                when: line.when.map { condition($0, "\(path).when") },
                status: line.status,
                act: act(of: line, "\(path).reason")
            )
        }
    }

    private mutating func act(of line: ImportMapping.Status, _ path: String) -> ReportEvent.Act {
        switch line.status {
        case .rejected:
            return reason(line, path).map { .rejected($0) } ?? .moved
        case .closed:
            return reason(line, path).map { .closed($0) } ?? .moved
        default:
            if line.reason != nil { fault(path, "is for “rejected” and “closed” only") }
            return .moved
        }
    }

    private mutating func reason<Reason>(_ line: ImportMapping.Status, _ path: String) -> Reason?
    where Reason: RawRepresentable<String> & CaseIterable {
        if let reason = line.reason.flatMap(Reason.init(rawValue:)) { return reason }
        fault(path, "must be one of \(Reason.allCases.map { "“\($0.rawValue)”" }.joined(separator: ", "))")
        return nil
    }

    mutating func end(_ ended: ImportMapping.Ended, by town: LocalClock) -> BoundTime? {
        if ended.column == nil, ended.orElse == nil { fault("ended", "needs “column” or “orElse”") }
        return ended.column.map { column in
            time(
                ImportMapping.Time(column: column, format: ended.format, zone: ended.zone),
                "ended",
                by: town
            )
        }
    }

    mutating func contact(_ contact: ImportMapping.Contact?) -> (
        name: BoundText?, email: BoundText?, phone: BoundText?
    ) {
        (
            contact?.name.map { text($0, "contact.name") }, contact?.email.map { text($0, "contact.email") },
            contact?.phone.map { text($0, "contact.phone") }
        )
    }

    /// What does not need the file.
    mutating func town(_ mapping: ImportMapping, _ town: Municipality) {
        if !CategoryCheck.isID(mapping.source) {
            fault("source", "must be small letters a–z, digits and hyphens, such as “old-system”")
        }
        if mapping.ended == nil, mapping.status.contains(where: \.status.isFinished) {
            fault("ended", "is missing: a status is finished, and nothing says since when")
        }
        for (value, id) in (mapping.category.values ?? [:]).sorted(by: { $0.key < $1.key }) {
            known(id.rawValue, among: town.categories.map(\.id.rawValue), "category.values.\(value)", "category")
        }
        for (value, id) in (mapping.unit?.values ?? [:]).sorted(by: { $0.key < $1.key }) {
            known(id.rawValue, among: town.units.map(\.id.rawValue), "unit.values.\(value)", "unit")
        }
        guard let new = mapping.category.createMissing else { return }
        known(new.group.rawValue, among: town.groups.map(\.id.rawValue), "category.createMissing.group", "group")
        known(new.unit.rawValue, among: town.units.map(\.id.rawValue), "category.createMissing.unit", "unit")
    }

    private mutating func known(_ id: String, among ids: [String], _ path: String, _ kind: String) {
        guard !ids.contains(id) else { return }
        let near = Spelling.nearest(to: id, among: ids).map { "did you mean “\($0)”?" }
        fault(path, "“\(id)” is no \(kind) of the town; \(near ?? "there are: \(ids.joined(separator: ", "))")")
    }
}
