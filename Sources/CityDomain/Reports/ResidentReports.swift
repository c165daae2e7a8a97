public import CityKit

/// The reports of a resident's account.
public struct ResidentReports: Sendable {
    private let reports: any ResidentReportStore
    private let vault: any Vault

    public init(reports: any ResidentReportStore, vault: any Vault) {
        self.reports = reports
        self.vault = vault
    }

    /// A line of the list.
    public struct Entry: Sendable {
        public let number: ReportNumber
        /// Opens the page of the report.
        public let secret: ReportSecret
        public let category: ID<Category>
        public let status: ReportStatus
        /// The first sentence of what the resident wrote; nil once the words were erased.
        public let title: String?
        /// The person for whom the resident acted; nil in the own name, and once the contact data were erased.
        public let represented: Represented?
        public let receivedAt: Instant
        /// The day by which the office must act next.
        public let due: CivilDate?
    }

    /// The last one received first.
    public func callAsFunction(
        of signed: SignInResident.Signed,
        after position: String?,
        limit: Int,
        in town: Municipality
    ) async throws -> Page<Entry> {
        let page = try await reports.reports(of: signed.resident.id, after: position, limit: limit, in: town.id)
        return Page(elements: try page.elements.map { try entry($0, in: town.id) }, next: page.next)
    }

    private func entry(_ stored: StoredResidentReport, in town: ID<Municipality>) throws -> Entry {
        let slots = ReportSlots(town: town, report: stored.id)
        let content = try stored.caseKey.map {
            try vault.key($0, in: slots.caseKey).open(stored.content, in: slots.content)
        }
        return Entry(
            number: stored.number,
            secret: vault.reportSecret(of: stored.id, stored.clientKey, in: town),
            category: stored.category,
            status: stored.status,
            title: content.map { PublicText.title(of: $0.description) },
            represented: try represented(stored, slots),
            receivedAt: stored.receivedAt,
            due: stored.due
        )
    }

    private func represented(_ stored: StoredResidentReport, _ slots: ReportSlots) throws -> Represented? {
        guard let contact = stored.actingContact, let wrapped = stored.personKey else { return nil }
        return try vault.key(wrapped, in: slots.personKey).open(contact, in: slots.contact).acting?.represented
    }
}

/// Where the reports of residents are read.
public protocol ResidentReportStore: Sendable {
    /// The last one received first. A position that nobody gave out begins anew.
    func reports(of resident: ID<Resident>, after position: String?, limit: Int, in town: ID<Municipality>) async throws
        -> Page<StoredResidentReport>
}

/// A report as the list of its author needs it.
public struct StoredResidentReport: Sendable, Equatable {
    public let id: ID<Report>
    public let number: ReportNumber
    public let category: ID<Category>
    public let status: ReportStatus
    public let receivedAt: Instant
    public let due: CivilDate?
    public let clientKey: ClientKey
    public let content: Sealed<ReportContent>
    public let caseKey: WrappedKey?
    /// Of a report that the resident made for another person; nil for all others.
    public let actingContact: Sealed<Contact>?
    public let personKey: WrappedKey?

    public init(
        id: ID<Report>,
        number: ReportNumber,
        category: ID<Category>,
        status: ReportStatus,
        receivedAt: Instant,
        due: CivilDate?,
        clientKey: ClientKey,
        content: Sealed<ReportContent>,
        caseKey: WrappedKey?,
        actingContact: Sealed<Contact>?,
        personKey: WrappedKey?
    ) {
        self.id = id
        self.number = number
        self.category = category
        self.status = status
        self.receivedAt = receivedAt
        self.due = due
        self.clientKey = clientKey
        self.content = content
        self.caseKey = caseKey
        self.actingContact = actingContact
        self.personKey = personKey
    }
}
