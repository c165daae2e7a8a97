public import CityKit

/// A report whose words are still sealed.
public struct SealedReport: Sendable {
    public let number: ReportNumber
    public let id: ID<Report>
    public let category: ID<Category>
    public let unit: ID<Unit>
    public let status: ReportStatus
    public let receivedAt: Instant
    public let content: Sealed<ReportContent>
    public let caseKey: WrappedKey

    public init(
        number: ReportNumber,
        id: ID<Report>,
        category: ID<Category>,
        unit: ID<Unit>,
        status: ReportStatus,
        receivedAt: Instant,
        content: Sealed<ReportContent>,
        caseKey: WrappedKey
    ) {
        self.number = number
        self.id = id
        self.category = category
        self.unit = unit
        self.status = status
        self.receivedAt = receivedAt
        self.content = content
        self.caseKey = caseKey
    }
}

extension SealedReport {
    /// - Throws: `VaultError`.
    func opened(by vault: any Vault, in town: ID<Municipality>) throws -> ReportContent {
        let slots = ReportSlots(town: town, report: id)
        return try vault.key(caseKey, in: slots.caseKey).open(content, in: slots.content)
    }
}
