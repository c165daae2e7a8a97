public import CityKit

/// A line of one of the lists that a controller keeps besides breaches: to whom data were handed, and who processes them.
public struct RegisterEntry: Sendable, Equatable {
    public let id: ID<RegisterEntry>
    public let register: Register
    /// When data were disclosed; from when on somebody processes.
    public let from: CivilDate
    /// Until when somebody processes; nil while it goes on, and for a disclosure.
    public let until: CivilDate?
    public let words: Sealed<RegisterWords>

    public init(
        id: ID<RegisterEntry>,
        register: Register,
        from: CivilDate,
        until: CivilDate?,
        words: Sealed<RegisterWords>
    ) {
        self.id = id
        self.register = register
        self.from = from
        self.until = until
        self.words = words
    }
}

/// Which list.
public enum Register: String, Sendable, CaseIterable {
    /// To bodies that are entitled by law: to whom, on what ground, what, when (G-04, G-37).
    case disclosures
    /// Those who process for the controller (GDPR article 28).
    case processors

    /// What a line says, in its order; all but the last are needed.
    public var fields: [String] {
        switch self {
        case .disclosures: ["recipient", "ground", "data", "note"]
        case .processors: ["name", "task", "contract", "note"]
        }
    }

    var needed: [String] { fields.dropLast() }
}

/// Words by their names. They may name persons, so they are sealed.
public struct RegisterWords: Personal, Hashable, Codable, Sealable {
    public let words: [String: String]

    /// Unicode scalars in one of them.
    public static let longest = 4_000

    public init(_ words: [String: String]) { self.words = words }
}

public enum RegisterFailure: Failure, Equatable {
    case fieldMissing(String)
    case dayMissing
    case dayInFuture
    case unknownEntry

    public var kind: FailureKind {
        switch self {
        case .fieldMissing(let field): .invalid(field: field)
        case .dayMissing, .dayInFuture: .invalid(field: "day")
        case .unknownEntry: .notFound
        }
    }

    public var text: Text {
        switch self {
        case .fieldMissing: Text("registers.failure.fieldMissing")
        case .dayMissing: Text("registers.failure.dayMissing")
        case .dayInFuture: Text("registers.failure.dayInFuture")
        case .unknownEntry: Text("registers.failure.unknownEntry")
        }
    }
}
