import CityDomain
import CityKit

/// The questions of the public list as they stand in its address: `?category=…&kind=…&status=…&from=…&to=…&q=…&near=…`.
struct PublicQueryForm {
    let fields: FormData
    let query: PublicQuery
    /// What could not be read; the query leaves it out.
    let failures: [any Failure]

    private static let pageSize = 20

    init(_ fields: FormData, in town: Municipality, limit: Int = pageSize) {
        self.fields = fields
        var reader = Reader(fields: fields)
        let filter = PublicFilter(
            category: reader.value("category", "an id of a category") { town.category(ID($0))?.id },
            kind: reader.value("kind", Self.names(of: ReportKind.self), ReportKind.init),
            status: reader.value("status", Self.names(of: ReportStatus.self), ReportStatus.init)
        )
        let from = reader.value("from", Self.day, CivilDate.init)
        let to = reader.value("to", Self.day, CivilDate.init)
        let near = reader.value("near", "latitude,longitude") { Coordinate(pair: $0) }
        query = PublicQuery(
            filter: filter,
            from: from.map { town.clock.start(of: $0) },
            before: to.map { town.clock.start(of: $0 + 1) },
            words: Array(SearchWords.of(fields["q"]).prefix(SearchWords.most)),
            near: near,
            after: fields["after"].isEmpty ? nil : fields["after"],
            limit: limit
        )
        failures = reader.failures
    }

    private static let day = "2026-12-30"

    private static func names<Value: RawRepresentable<String> & CaseIterable>(of _: Value.Type) -> String {
        Value.allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// For programs, which are told what they got wrong.
    func checked() throws -> PublicQuery {
        guard failures.isEmpty else { throw Failures(failures) }
        return query
    }

    /// Whether the list is in the order of distance.
    var isNearest: Bool { query.near != nil && query.isOfMap }

    /// The address of `page` with the same questions, but for these changes; nil takes a question away.
    func path(_ page: String, _ changes: [String: String?] = [:]) -> String {
        var asked = Dictionary(uniqueKeysWithValues: Self.names.map { ($0, fields[$0]) })
        for (name, value) in changes { asked[name] = value ?? "" }
        let pairs = (Self.names + ["after", "limit"]).compactMap { name in
            asked[name].flatMap { $0.isEmpty ? nil : "\(name)=\($0.escapedInQuery)" }
        }
        return pairs.isEmpty ? page : "\(page)?\(pairs.joined(separator: "&"))"
    }

    /// Without `after`: a change of a question begins at the first page.
    private static let names = ["q", "category", "kind", "status", "from", "to", "near"]

    /// Whether anything but the order narrows the list.
    var isNarrowed: Bool { !query.filter.isEmpty || !query.isOfMap }

    private struct Reader {
        let fields: FormData
        var failures: [any Failure] = []

        mutating func value<Value>(_ name: String, _ expected: String, _ read: (String) -> Value?) -> Value? {
            let typed = fields[name].trimmingSpaces()
            guard !typed.isEmpty else { return nil }
            let value = read(typed)
            if value == nil { failures.append(RequestFailure.mistypedField(name, expected: expected)) }
            return value
        }
    }
}

extension Coordinate {
    /// Reads `50.87,20.63`.
    init?(pair: String) {
        let parts = pair.split(separator: ",", omittingEmptySubsequences: false).map { Double($0.trimmingSpaces()) }
        guard parts.count == 2, let latitude = parts[0], let longitude = parts[1] else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}

extension String {
    /// As a value in the query of an address.
    var escapedInQuery: String {
        utf8.reduce(into: "") { text, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2C...0x2E, 0x5F, 0x7E: text.append(Character(.init(byte)))
            default: text += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
            }
        }
    }
}
