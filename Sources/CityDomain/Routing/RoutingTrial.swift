public import CityKit

/// Where reports of the last time would have gone by other rules of routing.
public struct RoutingTrial: Sendable, Equatable {
    /// The first day whose reports were looked at.
    public let since: CivilDate
    /// The reports that were looked at.
    public private(set) var count = 0
    /// Whether there were more of them than are looked at.
    public let isCut: Bool
    /// How many reports each of the tried rules takes; those of no rule go to the unit of their category.
    public private(set) var taken: [ID<RoutingRule>: Int] = [:]
    /// How many reports each unit gets by the rules of today and by the tried ones.
    public private(set) var units: [ID<Unit>: Share] = [:]
    /// Reports that would go elsewhere, the newest first; at most `mostMoves`.
    public private(set) var moves: [Move] = []
    /// How many would go elsewhere.
    public private(set) var moveCount = 0
    /// Of these, how many would go at once to the unit that has them now.
    public private(set) var spared = 0
    /// Of these, how many would have to be given back to the unit that has them now.
    public private(set) var misled = 0

    public static let mostMoves = 100

    public struct Share: Sendable, Equatable {
        public internal(set) var before = 0
        public internal(set) var after = 0
    }

    public struct Move: Sendable, Equatable {
        public let number: ReportNumber
        public let category: ID<Category>
        public let district: ID<District>?
        public let receivedAt: Instant
        /// By the rules of today.
        public let before: ID<Unit>
        /// By the tried rules.
        public let after: ID<Unit>
        /// The unit that has it now.
        public let present: ID<Unit>
    }

    init(since: CivilDate, isCut: Bool) {
        self.since = since
        self.isCut = isCut
    }

    /// Tries the rules on one report.
    mutating func add(_ sample: RoutingSample, by rules: [RoutingRule], in town: Municipality) {
        guard let category = town.category(sample.category) else { return }
        let routed = RoutedReport(category.id, at: sample.point, receivedAt: sample.receivedAt, in: town)
        let rule = rules.first { $0.takes(routed) }
        let before = town.unit(of: category, at: sample.point, receivedAt: sample.receivedAt)
        let after = rule?.unit ?? category.unit
        count += 1
        if let rule { taken[rule.id, default: 0] += 1 }
        units[before, default: Share()].before += 1
        units[after, default: Share()].after += 1
        guard before != after else { return }
        moveCount += 1
        if after == sample.unit { spared += 1 }
        if before == sample.unit { misled += 1 }
        guard moves.count < Self.mostMoves else { return }
        moves.append(
            Move(
                number: sample.number,
                category: category.id,
                district: routed.district,
                receivedAt: sample.receivedAt,
                before: before,
                after: after,
                present: sample.unit
            )
        )
    }
}

/// A report as far as routing asks for it.
struct RoutingSample {
    let number: ReportNumber
    let category: ID<Category>
    let receivedAt: Instant
    let unit: ID<Unit>
    let point: Coordinate?
}
