public import CityKit

/// Sums over the reports of a query. Counts alone: nothing of a person.
public struct StatisticsFigures: Sendable, Equatable {
    /// Reports received in the months, that have everything else in common.
    public struct Received: Sendable, Equatable {
        public let category: ID<Category>
        public let unit: ID<Unit>
        public let kind: ReportKind
        public let status: ReportStatus
        public let ground: StatisticGround?
        public let count: Int

        public init(
            category: ID<Category>,
            unit: ID<Unit>,
            kind: ReportKind,
            status: ReportStatus,
            ground: StatisticGround?,
            count: Int
        ) {
            self.category = category
            self.unit = unit
            self.kind = kind
            self.status = status
            self.ground = ground
            self.count = count
        }
    }

    /// Reports that ended in the months.
    public struct Handled: Sendable, Equatable {
        public let category: ID<Category>
        public let unit: ID<Unit>
        public var days: DayCounts

        public init(category: ID<Category>, unit: ID<Unit>, days: DayCounts) {
            self.category = category
            self.unit = unit
            self.days = days
        }
    }

    /// Terms of one name that began in the months.
    public struct Terms: Sendable, Equatable {
        public let name: DeadlineName
        public var inTime = 0
        public var late = 0
        /// Runs, and its last day is not over.
        public var running = 0
        /// Runs after its last day.
        public var overdue = 0
        /// Stands still until the reporter answers.
        public var held = 0

        public init(name: DeadlineName) { self.name = name }

        /// Those for which it is decided whether they were kept.
        public var decided: Int { inTime + late + overdue }

        /// Of those that are decided; nil where none is.
        public var share: Double? { decided == 0 ? nil : Double(inTime) / Double(decided) }
    }

    public var received: [Received] = []
    public var months: [CivilMonth: Int] = [:]
    public var handled: [Handled] = []
    /// Empty where `StatisticsQuery.tellsDaysOfMonths` says no.
    public var handledMonths: [CivilMonth: DayCounts] = [:]
    /// In the order in which terms follow each other.
    public var terms: [Terms] = []
    public var areas: [MapCell: Int] = [:]
    public var districts: [CountedDistrict: Int] = [:]
    /// Of the reports that ended in the months.
    public var satisfaction: [Satisfaction: Int] = [:]
    /// Whether reports of before there were counts still have to be counted.
    public var isCounting = false

    public init() {}

    public var total: Int { received.reduce(0) { $0 + $1.count } }

    /// How many reports each of some things has.
    public func counts<Key: Hashable>(of key: (Received) -> Key?) -> [Key: Int] {
        received.reduce(into: [:]) { counts, part in
            if let key = key(part) { counts[key, default: 0] += part.count }
        }
    }

    /// How long the reports took of each of some things.
    public func days<Key: Hashable>(of key: (Handled) -> Key) -> [Key: DayCounts] {
        handled.reduce(into: [:]) { $0[key($1), default: DayCounts()].add($1.days) }
    }

    public var allDays: DayCounts { handled.reduce(into: DayCounts()) { $0.add($1.days) } }
}
