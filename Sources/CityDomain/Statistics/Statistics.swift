public import CityKit

/// Figures as somebody may see them: those of the office say every count, those for everybody keep small groups back.
public struct Statistics: Sendable, Equatable {
    /// What the reports of one thing add up to.
    public struct Line<Key: Hashable & Sendable>: Sendable, Equatable {
        public let key: Key
        public let received: PublicCount
        /// Of the reports that ended; nil where that is not told, or there is none.
        public var handled: Int?
        /// The days within which half of them were handled, and nine of ten; nil where there are too few.
        public var median: Int?
        public var ninetieth: Int?
    }

    /// How terms of one name were kept. Everybody is told of the share alone: counts of terms are those of statuses in other
    /// words, and would give them away.
    public struct Term: Sendable, Equatable {
        public let name: DeadlineName
        public let inTime: PublicCount
        public let late: PublicCount
        public let overdue: PublicCount
        public let running: PublicCount
        public let held: PublicCount
        /// In time among those that are decided, 0 to 1; nil where none is, or where it is kept back.
        public let share: Double?
    }

    public let months: ClosedRange<CivilMonth>
    public let total: PublicCount
    public let handled: PublicCount
    public let median: Int?
    public let ninetieth: Int?
    /// Every month of the time, the first one first.
    public let byMonth: [Line<CivilMonth>]
    /// The largest first.
    public let byCategory: [Line<ID<Category>>]
    /// The largest first. Empty for everybody: a unit is nearly the sum of its categories, and would give them away.
    public let byUnit: [Line<ID<Unit>>]
    /// In the order of the way of a report.
    public let byStatus: [Line<ReportStatus>]
    /// Why reports were rejected or closed, the most frequent first. Everybody is told of rejections alone.
    public let grounds: [Line<StatisticGround>]
    public let terms: [Term]
    /// The largest first.
    ///
    /// Empty for everybody where the town has districts: what two maps of the same reports have in common would give small
    /// groups away.
    public let areas: [Line<MapCell>]
    /// Every district of the town, the largest first; empty where it has none.
    public let districts: [Line<CountedDistrict>]
    /// What reporters said of the reports that ended in the time; empty where nobody said anything.
    public let satisfaction: [Line<Satisfaction>]
    /// Whether reports of before there were counts still have to be counted.
    public let isCounting: Bool
}

/// Who figures are for.
enum StatisticsReader: Sendable {
    case office
    case everybody

    /// Counts of groups that share nothing and make up a sum that is told.
    func counts(_ counts: [Int]) -> [PublicCount] {
        switch self {
        case .office: counts.map { .count($0) }
        case .everybody: SmallGroups.protected(counts)
        }
    }

    /// A count that no other adds up with.
    func count(_ count: Int) -> PublicCount {
        self == .everybody && count > 0 && count < SmallGroups.least ? .hidden : .count(count)
    }

    /// Whether quantiles of so many reports say nothing of a single one.
    func tells(_ days: DayCounts) -> Bool { self == .office || days.total >= 2 * SmallGroups.least }

    /// Whether neither of the two parts that a share is of is a small group.
    func tellsShare(of terms: StatisticsFigures.Terms) -> Bool {
        let parts = [terms.inTime, terms.late + terms.overdue]
        return self == .office || parts.allSatisfy { count($0) != .hidden } && terms.decided >= 2 * SmallGroups.least
    }
}

extension Statistics {
    init(
        _ figures: StatisticsFigures,
        of months: ClosedRange<CivilMonth>,
        for reader: StatisticsReader,
        districts: Districts? = nil
    ) {
        let days = figures.allDays
        self.months = months
        total = reader.count(figures.total)
        median = reader.tells(days) ? days.median : nil
        ninetieth = reader.tells(days) ? days.ninetieth : nil
        byMonth = Self.lines(months.map { ($0, figures.months[$0] ?? 0) }, figures.handledMonths, for: reader)
        byCategory = Self.largest(
            figures.counts { $0.category },
            figures.days { $0.category },
            for: reader
        ) { $0.rawValue }
        byUnit =
            reader == .everybody
            ? [] : Self.largest(figures.counts { $0.unit }, figures.days { $0.unit }, for: reader) { $0.rawValue }
        let statuses = figures.counts { $0.status }
        byStatus = Self.lines(ReportStatus.allCases.map { ($0, statuses[$0] ?? 0) }, [:], for: reader)
        // Those that ended are nearly those with some of the statuses.
        let hidesStatus = byStatus.contains { $0.received == .hidden }
        handled = hidesStatus ? .hidden : reader.count(days.total)
        let rejected = byStatus.first { $0.key == .rejected }?.received
        grounds = Self.grounds(figures, rejected: rejected ?? .hidden, for: reader)
        terms = figures.terms.map { Term($0, for: reader) }
        areas =
            reader == .everybody && districts != nil
            ? [] : Self.largest(figures.areas, [:], for: reader) { "\($0.number)" }
        self.districts = districts.map { Self.lines(figures.districts, of: $0, for: reader) } ?? []
        let said = Satisfaction.allCases.map { ($0, figures.satisfaction[$0] ?? 0) }
        satisfaction = figures.satisfaction.isEmpty ? [] : Self.lines(said, [:], for: reader)
        isCounting = figures.isCounting
    }

    /// A table whose sum is told, in the order of `counts`.
    private static func lines<Key: Hashable>(
        _ counts: [(key: Key, count: Int)],
        _ days: [Key: DayCounts],
        for reader: StatisticsReader
    ) -> [Line<Key>] {
        zip(counts, reader.counts(counts.map(\.count))).map { pair, shown in
            let days = days[pair.key].flatMap { reader.tells($0) ? $0 : nil }
            return Line(
                key: pair.key,
                received: shown,
                // Where it is not told, it cannot be held against another sum either.
                handled: reader == .office ? days?.total : nil,
                median: days?.median,
                ninetieth: days?.ninetieth
            )
        }
    }

    /// The largest first; those that are kept back at the end, in an order that says nothing of their size.
    private static func largest<Key: Hashable>(
        _ counts: [Key: Int],
        _ days: [Key: DayCounts],
        for reader: StatisticsReader,
        name: (Key) -> String
    ) -> [Line<Key>] {
        let keys = Set(counts.keys).union(days.keys).sorted { name($0) < name($1) }
        let lines = lines(keys.map { ($0, counts[$0] ?? 0) }, days, for: reader)
        return lines.enumerated().sorted { a, b in
            (b.element.received.number ?? -1, a.offset) < (a.element.received.number ?? -1, b.offset)
        }.map(\.element)
    }

    /// Districts without reports have a line too, so that none misses on the map; what is in none has one when there is any.
    private static func lines(
        _ counts: [CountedDistrict: Int],
        of districts: Districts,
        for reader: StatisticsReader
    ) -> [Line<CountedDistrict>] {
        let all = Dictionary(districts.all.map { (CountedDistrict.within($0.id), 0) }) { first, _ in first }
        return largest(all.merging(counts) { _, count in count }, [:], for: reader) { "\($0)" }
    }

    /// Rejections add up to the reports that stand there: when that count is kept back, so is each of them.
    private static func grounds(_ figures: StatisticsFigures, rejected: PublicCount, for reader: StatisticsReader)
        -> [Line<StatisticGround>]
    {
        let counts = figures.counts { part in
            reader == .office || part.status == .rejected ? part.ground : nil
        }
        guard reader == .office || rejected != .hidden else { return [] }
        return largest(counts, [:], for: reader) { "\($0)" }
    }
}

extension Statistics.Term {
    fileprivate init(_ terms: StatisticsFigures.Terms, for reader: StatisticsReader) {
        let counts = [terms.inTime, terms.late, terms.overdue, terms.running, terms.held].map {
            reader == .office ? PublicCount.count($0) : .hidden
        }
        name = terms.name
        (inTime, late, overdue, running, held) = (counts[0], counts[1], counts[2], counts[3], counts[4])
        share = reader.tellsShare(of: terms) ? terms.share : nil
    }
}
