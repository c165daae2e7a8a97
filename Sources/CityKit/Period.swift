/// A length of time as regulations write it: "3 working days", "30 days", "6 months".
public enum Period: Hashable, Sendable {
    /// Days of the office's working calendar.
    case workingDays(Int)
    /// Days of any kind, one after the other.
    case days(Int)
    /// Calendar months; where one begins and ends is up to the day it starts on.
    case months(Int)

    public var count: Int {
        switch self {
        case .workingDays(let count), .days(let count), .months(let count): count
        }
    }

    public var text: Text {
        switch self {
        case .workingDays(let count): Text("period.working_days", ["count": .number(count)])
        case .days(let count): Text("period.days", ["count": .number(count)])
        case .months(let count): Text("period.months", ["count": .number(count)])
        }
    }
}

extension Period: CustomStringConvertible, Codable {
    /// The words that `init(_:)` reads: `3 working days`, `1 month`.
    public var description: String {
        let plural = count == 1 ? "" : "s"
        return switch self {
        case .workingDays(let count): "\(count) working day\(plural)"
        case .days(let count): "\(count) day\(plural)"
        case .months(let count): "\(count) month\(plural)"
        }
    }

    /// Reads a count of 1 to 9999 and a unit, singular or plural.
    public init(_ text: String) throws(PeriodError) {
        let words = text.split(separator: " ")
        guard let count = words.first.flatMap(Self.count) else { throw PeriodError(text: text) }
        switch words.dropFirst().joined(separator: " ") {
        case "working day", "working days": self = .workingDays(count)
        case "day", "days": self = .days(count)
        case "month", "months": self = .months(count)
        default: throw PeriodError(text: text)
        }
    }

    /// Nil for what is no number in digits, or is out of range.
    fileprivate static func count(_ word: Substring) -> Int? {
        guard word.allSatisfy({ "0"..."9" ~= $0 }), let count = Int(word) else { return nil }
        return (1...9_999).contains(count) ? count : nil
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(try container.decode(String.self))
        } catch let error as PeriodError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Words that are no period.
public struct PeriodError: Error, Hashable, Sendable, CustomStringConvertible {
    public let text: String

    public init(text: String) { self.text = text }

    public var description: String {
        let count = text.prefix { $0 != " " }
        let isOutOfRange = !count.isEmpty && count.allSatisfy { "0"..."9" ~= $0 } && Period.count(count) == nil
        let mend = "write for example “3 working days”, “30 days” or “6 months”"
        return "“\(text)” is not a period; \(isOutOfRange ? "the number is from 1 to 9999; " : "")\(mend)"
    }
}
