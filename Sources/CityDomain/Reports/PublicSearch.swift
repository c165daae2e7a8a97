public import CityKit
import Foundation

/// Which published reports a program asks for, and which part of what is found. What is nil narrows nothing.
public struct PublicSearch: Sendable, Equatable {
    public var categories: Set<ID<Category>>?
    public var statuses: Set<ReportStatus>?
    public var received: ClosedRange<Instant>?
    public var changed: ClosedRange<Instant>?
    public var area: Area?
    /// How many of those found come before the first one of this page.
    public var offset: Int
    public var limit: Int
    /// Categories that are not listed for the reader.
    public internal(set) var unlisted: Set<ID<Category>> = []

    /// Where the reports are; those without a point are in no area.
    public struct Area: Sendable, Equatable {
        public let box: MapBox
        /// The circle that narrows the box.
        public let circle: Circle?

        public init(_ box: MapBox) {
            self.box = box
            circle = nil
        }

        public init(_ circle: Circle) {
            box = MapBox(around: circle.center, meters: circle.meters)
            self.circle = circle
        }
    }

    public struct Circle: Sendable, Equatable {
        public let center: Coordinate
        /// The radius.
        public let meters: Double

        public init(around center: Coordinate, meters: Double) {
            self.center = center
            self.meters = meters
        }

        /// What the square of a distance in degrees must be multiplied with to be measured in radii.
        public var scale: (north: Double, east: Double) {
            let degree = Coordinate.earthRadius * .pi / 180
            let north = degree / meters
            let east = north * cos(center.latitude * .pi / 180)
            return (north * north, east * east)
        }
    }

    public init(
        categories: Set<ID<Category>>? = nil,
        statuses: Set<ReportStatus>? = nil,
        received: ClosedRange<Instant>? = nil,
        changed: ClosedRange<Instant>? = nil,
        area: Area? = nil,
        offset: Int = 0,
        limit: Int
    ) {
        self.categories = categories
        self.statuses = statuses
        self.received = received
        self.changed = changed
        self.area = area
        self.offset = offset
        self.limit = limit
    }

    /// Whether the last change comes first, and not the last receipt: where changes alone bound the search.
    public var isByChange: Bool { changed != nil && received == nil }

    /// What this audience finds by the search.
    ///
    /// - Throws: `ReportFailure.registeredOnly` when it asks for a category that is kept from it.
    func seen(by audience: Audience, in town: Municipality) throws(ReportFailure) -> Self {
        for category in categories ?? [] where !town.lists(category, for: audience) { throw .registeredOnly }
        var seen = self
        seen.unlisted = town.categories(keptFrom: audience)
        return seen
    }
}

extension Municipality {
    /// The categories whose published reports this audience does not find.
    func categories(keptFrom audience: Audience) -> Set<ID<Category>> {
        Set(categories.filter { !$0.isListed(for: audience) }.map(\.id))
    }
}
