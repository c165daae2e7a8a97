import CityKit

/// The number a resident quotes: the year of receipt and the place in that year's series, `2025/4187`.
public struct ReportNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    /// From 1, without gaps within a town and year.
    public let sequence: Int

    public init(year: Int, sequence: Int) {
        self.year = year
        self.sequence = sequence
    }

    /// Reads `2025/4187` and `2025-4187`, with spaces around; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" }.map { $0.trimmingSpaces() }
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { byte in byte >= 48 && byte <= 57 } }),
            let year = Int(parts[0]), let sequence = Int(parts[1]), (1000...9999).contains(year), sequence > 0
        else { return nil }
        self.init(year: year, sequence: sequence)
    }

    public var description: String { "\(year)/\(sequence)" }

    /// The form for addresses and file names: `2025-4187`.
    public var path: String { "\(year)-\(sequence)" }

    public static func < (a: Self, b: Self) -> Bool { (a.year, a.sequence) < (b.year, b.sequence) }
}
