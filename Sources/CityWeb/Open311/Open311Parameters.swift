import CityDomain
import CityKit

/// Reads the parameters of a query one by one; what cannot be read is told all at once. An empty one counts as not sent.
struct Open311Parameters {
    private let fields: FormData
    private let clock: LocalClock
    private var failures: [any Failure] = []

    /// Days that a search may span.
    static let longestSpan = 90
    /// Reports, or changes, in one answer.
    static let largestPage = 1_000

    init(_ fields: FormData, clock: LocalClock) {
        self.fields = fields
        self.clock = clock
    }

    /// - Throws: `Failures`.
    func finish() throws {
        guard failures.isEmpty else { throw Failures(failures) }
    }

    func has(_ name: String) -> Bool { !fields[name].trimmingSpaces().isEmpty }

    /// The words between commas; nil when there are none.
    func words(_ name: String) -> [String]? {
        let words = fields[name].split(separator: ",").map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
        return words.isEmpty ? nil : words
    }

    mutating func value<Value>(_ name: String, expected: String, _ read: (String) -> Value?) -> Value? {
        let typed = fields[name].trimmingSpaces()
        guard !typed.isEmpty else { return nil }
        let value = read(typed)
        if value == nil { failures.append(RequestFailure.mistypedField(name, expected: expected)) }
        return value
    }

    /// As `value`; what was not sent is a fault too.
    mutating func needed<Value>(_ name: String, expected: String, _ read: (String) -> Value?) -> Value? {
        if !has(name) { failures.append(RequestFailure.mistypedField(name, expected: expected)) }
        return value(name, expected: expected, read)
    }

    mutating func number(_ name: String, in range: ClosedRange<Double>) -> Double? {
        value(name, expected: "\(range.lowerBound)…\(range.upperBound)") { typed in
            Double(typed).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A moment, or a day with both of its ends.
    mutating func moment(_ name: String) -> Open311Moment? {
        let clock = clock
        return value(name, expected: "2026-04-27T08:15:00Z") { Open311Moment($0, clock: clock) }
    }

    /// The time between two dates, at most ninety days; without one of them ninety days from the other, without both the
    /// last ninety.
    mutating func span(_ start: String, _ end: String, before now: Instant) -> ClosedRange<Instant> {
        let from = moment(start)?.start
        let to = moment(end)?.end
        let length = Duration.days(Int64(Self.longestSpan))
        let last = to ?? from.map { $0 + length } ?? now
        let first = from ?? last - length
        // The day on which it begins is counted as none.
        if last - first >= length + .days(1) { failures.append(Open311Fault.spanTooLong(days: Self.longestSpan)) }
        return first...max(first, last)
    }

    /// How many come before this page, and how many are on it: `page` and `page_size`, or what others call them.
    mutating func page() -> (offset: Int, limit: Int) {
        let sizes = ["page_size", "limit", "max_requests"].compactMap { count($0, from: 1) }
        let limit = min(sizes.first ?? Self.largestPage, Self.largestPage)
        let page = count("page", from: 1) ?? 1
        return (count("offset", from: 0) ?? (page - 1) * limit, limit)
    }

    private mutating func count(_ name: String, from least: Int) -> Int? {
        value(name, expected: "\(least), \(least + 1), …") { typed in
            Int(typed).flatMap { (least...1_000_000).contains($0) ? $0 : nil }
        }
    }
}
