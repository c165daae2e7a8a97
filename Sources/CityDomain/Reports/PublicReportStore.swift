public import CityKit

/// What everybody may see of reports, ready to be listed and drawn: only those that are published and not hidden. Kept
/// up to date in the transaction of every change.
public protocol PublicReportStore: Sendable {
    /// One page of the list. A cursor that nobody gave out begins anew.
    ///
    /// A search by words looks through five hundred reports at a time; a page may have fewer elements than its limit, or
    /// none, and yet a next one.
    func entries(_ query: PublicQuery, in town: ID<Municipality>) async throws -> Page<PublicEntry>

    /// Those that changed last, the newest change first, among the two thousand newest changes of the town.
    func changes(_ query: PublicQuery, in town: ID<Municipality>) async throws -> [PublicEntry]

    /// Whole reports, the last received first, or else the last changed (`PublicSearch.isByChange`).
    func reports(_ search: PublicSearch, in town: ID<Municipality>) async throws -> [PublishedReport]

    /// What the box shows.
    func map(of box: MapBox, _ filter: PublicFilter, in town: ID<Municipality>) async throws -> ReportMap
}

/// A published report as a line of a list: no more than such a line shows, and nothing of who reported it.
public struct PublicEntry: Sendable, Equatable {
    public let number: ReportNumber
    public let category: ID<Category>
    public let kind: ReportKind
    public let status: ReportStatus
    public let title: String
    public let address: String?
    public let point: Coordinate?
    public let receivedAt: Instant
    public let publishedAt: Instant
    /// The last change of the status.
    public let updatedAt: Instant

    public init(
        number: ReportNumber,
        category: ID<Category>,
        kind: ReportKind,
        status: ReportStatus,
        title: String,
        address: String?,
        point: Coordinate?,
        receivedAt: Instant,
        publishedAt: Instant,
        updatedAt: Instant
    ) {
        self.number = number
        self.category = category
        self.kind = kind
        self.status = status
        self.title = title
        self.address = address
        self.point = point
        self.receivedAt = receivedAt
        self.publishedAt = publishedAt
        self.updatedAt = updatedAt
    }

    /// By which words it is found.
    public var searchWords: [String] { SearchWords.of("\(title) \(address ?? "")") }
}
