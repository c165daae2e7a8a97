public import CityKit

/// Where it is read which reports are joined.
public protocol JoinStore: Sendable {
    /// The reports that a report leads, the first one joined first.
    func joined(to leading: ID<Report>, in town: ID<Municipality>) async throws -> [JoinedReport]

    /// Who sent a report and those joined to it: the leading one first, the others as they were joined.
    func senders(of leading: ID<Report>, in town: ID<Municipality>) async throws -> [SealedSender]
}

/// A report that is joined to another one, without its words.
public struct JoinedReport: Sendable, Equatable {
    public let number: ReportNumber
    public let category: ID<Category>
    public let unit: ID<Unit>
    public let status: ReportStatus
    public let receivedAt: Instant
    public let way: Join.Way

    public init(
        number: ReportNumber,
        category: ID<Category>,
        unit: ID<Unit>,
        status: ReportStatus,
        receivedAt: Instant,
        way: Join.Way
    ) {
        self.number = number
        self.category = category
        self.unit = unit
        self.status = status
        self.receivedAt = receivedAt
        self.way = way
    }
}

/// Who sent a report, still sealed.
public struct SealedSender: Sendable {
    public let report: ID<Report>
    /// The account that sent it.
    public let resident: ID<Resident>?
    /// With an address that was confirmed; nil without one, and where the sender has restricted the use of the data.
    public let contact: Sealed<Contact>?
    public let personKey: WrappedKey?

    public init(report: ID<Report>, resident: ID<Resident>?, contact: Sealed<Contact>?, personKey: WrappedKey?) {
        self.report = report
        self.resident = resident
        self.contact = contact
        self.personKey = personKey
    }

    func address(_ vault: any Vault, in town: ID<Municipality>) throws -> EmailAddress? {
        guard let contact, let personKey else { return nil }
        let slots = ReportSlots(town: town, report: report)
        return try vault.key(personKey, in: slots.personKey).open(contact, in: slots.contact).email
    }
}
