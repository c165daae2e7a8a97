public import CityKit

/// One thing that the statistics count of a report. Reports with equal facts are counted together.
public struct StatisticFact: Hashable, Sendable {
    /// Of the receipt, of the end, or of the first day of a term, as `what` says.
    public let month: CivilMonth
    public let category: ID<Category>
    /// That has the report now.
    public let unit: ID<Unit>
    public let kind: ReportKind
    public let what: What

    public enum What: Hashable, Sendable {
        /// Received in the month, and stands there now; for the ground that the last decision named.
        case received(ReportStatus, ground: StatisticGround?)
        /// Ended in the month, so many calendar days after the receipt: 0 on the same day.
        case handled(days: Int)
        /// A term of the office that began in the month.
        case term(DeadlineName, TermState)
        /// Received in the month, and public with a place in this square.
        case area(MapCell)
        /// Received in the month, and public with a place there.
        case district(CountedDistrict)
        /// Ended in the month, and its reporter said how content they are.
        case satisfaction(Satisfaction)
    }

    /// Where a term stands, so that it stays true as days go by.
    public enum TermState: Hashable, Sendable {
        case inTime, late
        /// Runs until the end of this day.
        case running(due: CivilDate)
        /// Stands still until the reporter answers.
        case held
    }

    public init(month: CivilMonth, category: ID<Category>, unit: ID<Unit>, kind: ReportKind, what: What) {
        self.month = month
        self.category = category
        self.unit = unit
        self.kind = kind
        self.what = what
    }
}

/// Why a report was rejected or closed.
public enum StatisticGround: Hashable, Sendable {
    case rejected(RejectionReason)
    case closed(ClosingReason)
}

/// The squares by which the statistics tell where reports are.
public enum StatisticArea {
    /// Of `MapCell`: about 1.5 by 1.2 km in the middle of Europe, large enough that one is no address.
    public static let level = 14

    public static func square(of point: Coordinate) -> MapCell { MapCell(of: point, level: level) }
}
