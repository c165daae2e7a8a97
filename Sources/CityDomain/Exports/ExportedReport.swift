public import CityKit

/// A report as it stands in an export: what everybody may read of it. In an export of all reports, those that are not
/// public stand there in the reporter's words.
public struct ExportedReport: Personal {
    public let number: ReportNumber
    public let kind: ReportKind
    public let category: Named
    public let status: Named
    public let unit: Named
    public let text: PublicText
    public let receivedAt: Instant
    /// Nil for one that is not public.
    public let publishedAt: Instant?
    /// The last line of its history.
    public let updatedAt: Instant
    /// Nil while it is open.
    public let finishedAt: Instant?
    /// The day by which the office must act; see `Report.expectedOn`.
    public let expectedOn: CivilDate?
    /// Why the report stands where it stands, in the office's words.
    public let answer: String?
    /// Addresses of the photos that the office released.
    public let photos: [String]
    /// What the office wrote beside them.
    public let captions: [String]
    /// The address of its page.
    public let link: String

    /// An id that stays, and what it is called now.
    public struct Named: Sendable, Equatable {
        public let id: String
        public let name: String
    }
}
