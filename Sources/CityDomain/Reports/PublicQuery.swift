public import CityKit

/// Which published reports somebody wants to see, whatever the order.
public struct PublicFilter: Sendable, Equatable {
    public var category: ID<Category>?
    public var kind: ReportKind?
    public var status: ReportStatus?
    /// Categories that are not listed for the reader; in no filter together with `category`.
    public var unlisted: [ID<Category>]

    public init(
        category: ID<Category>? = nil,
        kind: ReportKind? = nil,
        status: ReportStatus? = nil,
        unlisted: [ID<Category>] = []
    ) {
        self.category = category
        self.kind = kind
        self.status = status
        self.unlisted = unlisted
    }

    public var isEmpty: Bool { self == PublicFilter() }

    /// Whether the reader asked for some of the reports only.
    public var isNarrowed: Bool { category != nil || kind != nil || status != nil }

    public func admits(_ point: ReportMap.Point) -> Bool {
        (category ?? point.category) == point.category && (kind ?? point.kind) == point.kind
            && (status ?? point.status) == point.status && !unlisted.contains(point.category)
    }

    /// What this audience finds by the filter: nothing of the categories that the town's rules of today keep from it.
    ///
    /// - Throws: `ReportFailure.registeredOnly` when it asks for such a category.
    func seen(by audience: Audience, in town: Municipality) throws(ReportFailure) -> Self {
        var seen = self
        if let category {
            guard town.lists(category, for: audience) else { throw .registeredOnly }
        } else {
            seen.unlisted = town.categories.filter { !$0.isListed(for: audience) }.map(\.id)
        }
        return seen
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

    /// - Throws: `ReportFailure.registeredOnly` when it asks for a category that is kept from this audience.
    func seen(by audience: Audience, in town: Municipality) throws(ReportFailure) -> Self {
        var seen = self
        seen.filter = try filter.seen(by: audience, in: town)
        return seen
    }

    /// Whether the map can show the same reports: it knows neither words nor times.
    public var isOfMap: Bool { words.isEmpty && from == nil && before == nil }
}
