/// What the helper process answers.
///
/// On the wire: the number of the verdict, and after `done` the length and the octets of both pictures.
public enum PhotoReply: Equatable, Sendable {
    /// Both are JPEG files.
    case done(large: [UInt8], small: [UInt8])
    case refused(Refusal)

    public enum Refusal: UInt32, Sendable, CaseIterable {
        /// It cannot be decoded to its end.
        case broken = 1
        case tooManyPixels, moving
    }

    public var octets: [UInt8] {
        switch self {
        case .done(let large, let small):
            Wire.octets(0) + Wire.octets(UInt32(large.count)) + large + Wire.octets(UInt32(small.count)) + small
        case .refused(let refusal): Wire.octets(refusal.rawValue)
        }
    }

    /// Nil when the octets are not exactly what `octets` writes.
    public init?(octets: [UInt8]) {
        var rest = octets[...]
        guard let verdict = Self.number(&rest) else { return nil }
        if let refusal = Refusal(rawValue: verdict), rest.isEmpty {
            self = .refused(refusal)
        } else if verdict == 0, let large = Self.blob(&rest), let small = Self.blob(&rest), rest.isEmpty {
            self = .done(large: large, small: small)
        } else {
            return nil
        }
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> UInt32? {
        let number = Wire.numbers(rest.prefix(4)).first
        rest = rest.dropFirst(4)
        return number
    }

    private static func blob(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard let length = number(&rest).map(Int.init), rest.count >= length else { return nil }
        defer { rest = rest.dropFirst(length) }
        return Array(rest.prefix(length))
    }
}
