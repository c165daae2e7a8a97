/// What identifies a recipient for people (RC-05): the place in the register of the town, with a digit at its end that
/// tells a slip of the pen. Written `0001 2347`.
public struct RecipientNumber: Sendable, Hashable, CustomStringConvertible {
    /// 1 for the first recipient of a town.
    public let sequence: Int

    public init(sequence: Int) { self.sequence = sequence }

    /// Seven digits or more, and the check digit.
    public var digits: String {
        let text = String(sequence)
        let filled = String(repeating: "0", count: max(0, Self.length - text.count)) + text
        return filled + String(Self.check(filled))
    }

    /// In groups of four, as it is read out.
    public var description: String {
        let digits = Array(digits)
        let first = digits.count % 4
        let starts = (first == 0 ? [] : [0]) + Array(stride(from: first, to: digits.count, by: 4))
        return starts.enumerated().map { index, start in
            let end = index + 1 < starts.count ? starts[index + 1] : digits.count
            return String(digits[start..<end])
        }
        .joined(separator: " ")
    }

    /// Nil for anything that is no number, or whose check digit does not fit.
    public init?(typed: String) {
        let digits = typed.filter { !$0.isWhitespace && $0 != "-" }
        guard (2...12).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }), let last = digits.last,
            let sequence = Int(digits.dropLast()), sequence > 0
        else { return nil }
        let number = Self(sequence: sequence)
        guard String(last) == String(number.digits.suffix(1)) else { return nil }
        self = number
    }

    private static let length = 7

    /// Damm's check digit: it finds every wrong digit and every two that changed places.
    private static func check(_ digits: String) -> Int {
        digits.utf8.reduce(0) { table[$0][Int($1 - UInt8(ascii: "0"))] }
    }

    /// The totally anti-symmetric quasigroup of order 10 in H. M. Damm, “Total anti-symmetrische Quasigruppen” (2004).
    private static let table = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3], [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6], [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7], [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ]
}
