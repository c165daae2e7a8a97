/// How many reports took how many days. Counts can be added and taken away, and the quantiles stay exact.
public struct DayCounts: Sendable, Equatable {
    /// By whole calendar days.
    private var counts: [Int: Int]

    public init(_ counts: [Int: Int] = [:]) { self.counts = counts }

    public var total: Int { counts.values.reduce(0, +) }

    public mutating func add(_ count: Int, days: Int) { counts[days, default: 0] += count }

    public mutating func add(_ other: DayCounts) { counts.merge(other.counts, uniquingKeysWith: +) }

    /// The days within which half of the reports were handled; nil without reports.
    public var median: Int? { days(for: 1, of: 2) }

    /// The days within which nine of ten reports were handled; nil without reports.
    public var ninetieth: Int? { days(for: 9, of: 10) }

    /// The fewest days within which at least `part` of `whole` of the reports were handled: a day that one of them took.
    private func days(for part: Int, of whole: Int) -> Int? {
        let total = total
        guard total > 0 else { return nil }
        var reached = 0
        for (days, count) in counts.sorted(by: { $0.key < $1.key }) {
            reached += count
            if reached * whole >= total * part { return days }
        }
        return nil
    }
}
