public import CityKit

/// A firm or a person outside of the office that does work for a town, and answers by a signed link instead of an account.
public struct Contractor: Sendable, Equatable {
    public let id: ID<Contractor>
    /// Empty for every unit.
    public let units: Set<ID<Unit>>
    /// Empty for every category.
    public let categories: Set<ID<Category>>
    /// From then on it gets no new work; nil while it does.
    public internal(set) var closedAt: Instant?
    /// Grows with each change.
    public let revision: Int

    public init(
        id: ID<Contractor>,
        units: Set<ID<Unit>>,
        categories: Set<ID<Category>>,
        closedAt: Instant?,
        revision: Int
    ) {
        self.id = id
        self.units = units
        self.categories = categories
        self.closedAt = closedAt
        self.revision = revision
    }

    /// Whether it may get the work of a case.
    public func takes(_ report: Report) -> Bool {
        closedAt == nil && (units.isEmpty || units.contains(report.unit))
            && (categories.isEmpty || categories.contains(report.category))
    }
}

/// Who a contractor is and where its letters go. All of it may be about a person, so that all of it is sealed.
public struct ContractorDetails: Personal, Hashable, Codable, Sealable {
    public let name: String
    public let email: EmailAddress
    /// Address, tax number, telephone, contract: what the office wants to have at hand. May be empty.
    public let company: String
    /// Of the letters; the page behind the link is in the language that the browser asks for.
    public let language: Language

    public init(name: String, email: EmailAddress, company: String, language: Language) {
        self.name = name
        self.email = email
        self.company = company
        self.language = language
    }

    /// Letters and signs.
    public static let longestName = 120
    public static let longestCompany = 1_000
}

/// A contractor as the store keeps it.
public struct SealedContractor: Sendable {
    public let contractor: Contractor
    /// Both nil once the details were erased.
    public let details: Sealed<ContractorDetails>?
    public let key: WrappedKey?

    public init(contractor: Contractor, details: Sealed<ContractorDetails>?, key: WrappedKey?) {
        self.contractor = contractor
        self.details = details
        self.key = key
    }

    func opened(_ vault: any Vault, in town: ID<Municipality>) throws -> OpenContractor {
        let slots = ContractorSlots(town: town, contractor: contractor.id)
        let details = try details.flatMap { sealed in
            try key.map { try vault.key($0, in: slots.personKey).open(sealed, in: slots.details) }
        }
        return OpenContractor(contractor: contractor, details: details)
    }
}

/// A contractor for somebody of the office.
public struct OpenContractor: Personal {
    public let contractor: Contractor
    /// Nil once they were erased.
    public let details: ContractorDetails?
}

/// The places in the database where parts of a contractor are sealed.
struct ContractorSlots {
    let town: ID<Municipality>
    let contractor: ID<Contractor>

    var personKey: Slot { Slot(town, table: "data_keys", row: contractor, column: "person") }
    var details: Slot { Slot(town, table: "contractors", row: contractor, column: "details") }
}
