/// Which days are working days, counted beforehand, so that adding and counting them are single look-ups.
/// About 110 kB.
struct WorkingDayTable: Sendable {
    static let years = 2016...2059
    static let span = CivilDate(years.lowerBound, 1, 1)...CivilDate(years.upperBound, 12, 31)

    /// How many working days there are from the beginning through each day.
    private let counts: [Int32]
    /// The numbers of the working days in order.
    private let workingDays: [Int32]

    init(where isWorkingDay: (CivilDate) -> Bool) {
        var counts: [Int32] = []
        var workingDays: [Int32] = []
        counts.reserveCapacity(Self.span.count)
        for date in Self.span {
            if isWorkingDay(date) { workingDays.append(Int32(date.dayNumber)) }
            counts.append(Int32(workingDays.count))
        }
        self.counts = counts
        self.workingDays = workingDays
    }

    /// Nil when the answer lies outside the table.
    func day(_ count: Int, after start: CivilDate) -> CivilDate? {
        guard count > 0, Self.span.contains(start) else { return nil }
        let index = Int(counts[start - Self.span.lowerBound]) + count - 1
        return workingDays.indices.contains(index) ? CivilDate(dayNumber: Int(workingDays[index])) : nil
    }

    /// Nil when the answer lies outside the table.
    func count(after start: CivilDate, through end: CivilDate) -> Int? {
        guard Self.span.contains(start), Self.span.contains(end) else { return nil }
        return Int(counts[end - Self.span.lowerBound] - counts[start - Self.span.lowerBound])
    }
}
