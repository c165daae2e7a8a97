public import CityKit

/// A town, village or other place with addresses of its own. A commune has several.
public struct Settlement: Sendable, Hashable {
    public let id: ID<Settlement>
    public let name: LocalizedText
    /// SIMC of TERYT in Poland, KATOTTG in Ukraine; nil where nobody gave one.
    public let code: String?

    public init(id: ID<Settlement>, name: LocalizedText, code: String? = nil) {
        self.id = id
        self.name = name
        self.code = code
    }
}

/// A street with all names it has and had. What stands on it keeps the street when the name changes.
public struct Street: Sendable, Hashable {
    public let id: ID<Street>
    public let settlement: ID<Settlement>
    /// Those that hold now, one for each language; then the earlier ones, the latest first.
    public let names: [StreetName]
    /// ULIC of TERYT; nil where nobody gave one.
    public let code: String?

    public init(id: ID<Street>, settlement: ID<Settlement>, names: [StreetName], code: String? = nil) {
        self.id = id
        self.settlement = settlement
        self.names = names
        self.code = code
    }

    /// The name that holds now, in `language` where there is one.
    public func name(in language: Language) -> StreetName? {
        let current = names.filter(\.isCurrent)
        return current.first { $0.language == language } ?? current.first
    }

    /// Names that held before, the latest first.
    public var earlierNames: [StreetName] { names.filter { !$0.isCurrent } }
}

/// One name of a street in one language, and since when.
public struct StreetName: Sendable, Hashable {
    public let kind: StreetKind
    /// Without the word of the kind, such as “Henryka Sienkiewicza”.
    public let text: String
    public let language: Language
    /// The day another name took its place; nil while it holds, or where `ended` says no more than that it does not.
    public let until: CivilDate?
    public let state: State
    /// The act by which the next name came, such as “Decision 12/2024 of the council”.
    public let decision: String?
    public let reason: String?

    public enum State: String, Sendable, Hashable, CaseIterable {
        case current, former
    }

    public init(
        kind: StreetKind,
        text: String,
        language: Language,
        state: State = .current,
        until: CivilDate? = nil,
        decision: String? = nil,
        reason: String? = nil
    ) {
        self.kind = kind
        self.text = text
        self.language = language
        self.state = state
        self.until = until
        self.decision = decision
        self.reason = reason
    }

    public var isCurrent: Bool { state == .current }

    /// As an address has it: “ul. Henryka Sienkiewicza”.
    public var full: String {
        let short = kind.short(in: language)
        return short.isEmpty ? text : "\(short) \(text)"
    }
}

/// A house with its number, and where it stands.
public struct AddressPoint: Sendable, Hashable {
    public let street: ID<Street>
    public let number: HouseNumber
    public let point: Coordinate
    public let postalCode: String?
    /// As the source calls it; where that says nothing, by the town's own map of districts.
    public let district: String?
    /// Which list of addresses it stands in, such as “PRG”.
    public let source: String

    public init(
        street: ID<Street>,
        number: HouseNumber,
        point: Coordinate,
        postalCode: String? = nil,
        district: String? = nil,
        source: String
    ) {
        self.street = street
        self.number = number
        self.point = point
        self.postalCode = postalCode
        self.district = district
        self.source = source
    }
}

extension AddressPoint {
    /// The same house as one of another street.
    func on(_ street: ID<Street>) -> Self {
        Self(
            street: street,
            number: number,
            point: point,
            postalCode: postalCode,
            district: district,
            source: source
        )
    }
}

/// All addresses of a town at one moment.
public struct AddressRegister: Sendable {
    public let settlements: [Settlement]
    public let streets: [Street]
    public let points: [AddressPoint]

    public init(settlements: [Settlement], streets: [Street], points: [AddressPoint]) {
        self.settlements = settlements
        self.streets = streets
        self.points = points
    }

    /// The source of houses that are invented, for demonstrations; pages say so.
    public static let sample = "sample"

    public static let empty = Self(settlements: [], streets: [], points: [])
}
