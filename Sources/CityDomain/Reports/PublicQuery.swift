public import CityKit

/// Which published reports somebody wants to see, whatever the order.
public struct PublicFilter: Sendable, Equatable {
    public var category: ID<Category>?
    public var kind: ReportKind?
    public var status: ReportStatus?

    public init(category: ID<Category>? = nil, kind: ReportKind? = nil, status: ReportStatus? = nil) {
        self.category = category
        self.kind = kind
        self.status = status
    }

    public var isEmpty: Bool { self == PublicFilter() }

    public func admits(_ point: ReportMap.Point) -> Bool {
        (category ?? point.category) == point.category && (kind ?? point.kind) == point.kind
            && (status ?? point.status) == point.status
    }
}

/// One page of the public list.
public struct PublicQuery: Sendable, Equatable {
    public var filter: PublicFilter
    /// Published from this moment on.
    public var from: Instant?
    /// Published before this moment.
    public var before: Instant?
    /// Words of the title or the address, as `SearchWords` makes them; all of them must be there.
    public var words: [String]
    /// Nearest to this point first; without it, the newest first. Only for queries without words and times.
    public var near: Coordinate?
    /// `next` of the page before.
    public var after: String?
    public var limit: Int

    public init(
        filter: PublicFilter = PublicFilter(),
        from: Instant? = nil,
        before: Instant? = nil,
        words: [String] = [],
        near: Coordinate? = nil,
        after: String? = nil,
        limit: Int
    ) {
        self.filter = filter
        self.from = from
        self.before = before
        self.words = words
        self.near = near
        self.after = after
        self.limit = limit
    }

    /// Whether the map can show the same reports: it knows neither words nor times.
    public var isOfMap: Bool { words.isEmpty && from == nil && before == nil }
}
