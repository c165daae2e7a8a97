/// A statement or a part of one, made of literals of the program alone, so that no text of a person can become SQL:
/// only another `SQL` may stand in `\(…)`. Values go through `?`; what differs between the engines has a `{macro}`
/// (`Dialect`); `{town}` is the bound municipality.
public struct SQL: Hashable, Sendable, ExpressibleByStringInterpolation {
    private enum Source {
        /// Known by its address: each literal of the program is prepared once on each connection.
        case literal(StaticString)
        case composed(String)
    }

    private let source: Source

    public init(stringLiteral value: StaticString) {
        source = value.hasPointerRepresentation ? .literal(value) : .composed("\(value)")
    }

    public init(stringInterpolation: Interpolation) {
        source = .composed(stringInterpolation.text)
    }

    /// Takes text as it is: for the files of the program itself.
    package init(trusted text: String) {
        source = .composed(text)
    }

    package var text: String {
        switch source {
        case .literal(let literal): literal.description
        case .composed(let text): text
        }
    }

    /// `(?, ?, ?)`-like repetition: `part` `count` times, `separator` between.
    public static func repeated(_ part: SQL, _ count: Int, separator: SQL = ", ") -> SQL {
        let (part, separator) = (part.text, separator.text)
        var text = ""
        text.reserveCapacity(count * (part.utf8.count + separator.utf8.count))
        for index in 0..<count {
            if index > 0 { text += separator }
            text += part
        }
        return SQL(trusted: text)
    }

    public static func == (a: Self, b: Self) -> Bool {
        switch (a.source, b.source) {
        case (.literal(let a), .literal(let b)):
            a.utf8Start == b.utf8Start && a.utf8CodeUnitCount == b.utf8CodeUnitCount
        case (.composed(let a), .composed(let b)): a == b
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch source {
        case .literal(let literal): hasher.combine(UInt(bitPattern: literal.utf8Start))
        case .composed(let text): hasher.combine(text)
        }
    }

    public struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 64 * interpolationCount)
        }

        public mutating func appendLiteral(_ literal: StaticString) { text += literal.description }
        public mutating func appendInterpolation(_ sql: SQL) { text += sql.text }
    }
}

extension Sequence<SQL> {
    /// The parts one after the other with `separator` between.
    public func joined(separator: SQL) -> SQL {
        SQL(trusted: map(\.text).joined(separator: separator.text))
    }
}
