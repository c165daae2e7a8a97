public import CityKit

/// Sends reports of some categories, places or times to another unit than that of their category: an entry of
/// `reports.routing`. The first entry that takes a report counts.
public struct RoutingRule: Sendable, Equatable, Decodable {
    public let id: ID<RoutingRule>
    /// The unit that gets the report.
    public let unit: ID<Unit>
    /// Nil for every category.
    public let categories: Set<ID<Category>>?
    /// Nil for every place, and for reports without a point.
    public let districts: Set<ID<District>>?
    /// Nil for working days and days off alike.
    public let days: Days?
    /// Nil for the whole day.
    public let hours: Hours?
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?

    /// The days on which a report comes in, by the calendar of the town.
    public enum Days: String, Sendable, Codable, CaseIterable {
        case working, free
    }

    /// The time at which a report comes in, by the clocks of the town. It may go over midnight.
    public struct Hours: Sendable, Equatable, Decodable {
        /// The first minute.
        public let from: TimeOfDay
        /// The minute after the last one.
        public let until: TimeOfDay

        public func contains(_ time: TimeOfDay) -> Bool {
            from < until ? from <= time && time < until : time >= from || time < until
        }
    }

    /// Whether it says for which reports it is.
    var isLimited: Bool { categories != nil || districts != nil || days != nil || hours != nil }
}

/// What the rules of routing ask of a report that comes in.
public struct RoutedReport: Sendable, Equatable {
    public let category: ID<Category>
    /// Nil outside of every district, and without a point.
    public let district: ID<District>?
    public let day: RoutingRule.Days
    public let time: TimeOfDay

    public init(_ category: ID<Category>, at point: Coordinate?, receivedAt: Instant, in town: Municipality) {
        self.category = category
        district = point.flatMap { town.districts?.district(at: $0)?.id }
        day = town.calendar.isWorkingDay(town.clock.date(of: receivedAt)) ? .working : .free
        time = town.clock.time(of: receivedAt)
    }
}

extension RoutingRule {
    public func takes(_ report: RoutedReport) -> Bool {
        (categories?.contains(report.category) ?? true)
            && (districts.map { districts in report.district.map(districts.contains) ?? false } ?? true)
            && (days.map { $0 == report.day } ?? true) && (hours?.contains(report.time) ?? true)
    }
}

extension Municipality {
    /// The unit that gets a report of the category when it comes in.
    public func unit(of category: Category, at point: Coordinate?, receivedAt: Instant) -> ID<Unit> {
        guard let rules = reports.routing, !rules.isEmpty else { return category.unit }
        let report = RoutedReport(category.id, at: point, receivedAt: receivedAt, in: self)
        return rules.first { $0.takes(report) }?.unit ?? category.unit
    }
}
