public import CityKit

/// Under what a case stands in the records system of the office.
public struct CaseFiling: Sendable, Equatable {
    /// Of the case in the records system, such as `GK.7021.12.2026`.
    public let sign: String
    public let archivalClass: ArchivalClass

    /// Letters and signs of a sign of a case.
    public static let longestSign = 80

    /// - Throws: `Failures` with `FilingFailure.signMissing`, `.classMissing`.
    public init(sign typed: String, archivalClass chosen: String) throws(Failures) {
        let sign = typed.trimmingSpaces()
        let isSign = (1...Self.longestSign).contains(sign.unicodeScalars.count) && !sign.contains(where: \.isNewline)
        let known = ArchivalClass(rawValue: chosen)
        guard isSign, let known else {
            throw Failures(
                (isSign ? [] : [FilingFailure.signMissing]) + (known == nil ? [FilingFailure.classMissing] : [])
            )
        }
        (self.sign, archivalClass) = (sign, known)
    }

    /// What a line of the case keeps.
    init?(words: String) {
        guard let space = words.lastIndex(of: " "),
            let known = ArchivalClass(rawValue: String(words[words.index(after: space)...]))
        else { return nil }
        (sign, archivalClass) = (String(words[..<space]), known)
    }

    var words: String { "\(sign) \(archivalClass.rawValue)" }
}

/// What can be wrong with handing a case to the records system.
public enum FilingFailure: Failure, Equatable {
    case signMissing
    case classMissing

    public var kind: FailureKind {
        switch self {
        case .signMissing: .invalid(field: "sign")
        case .classMissing: .invalid(field: "archivalClass")
        }
    }

    public var text: Text {
        switch self {
        case .signMissing: Text("filing.failure.signMissing", ["limit": .number(CaseFiling.longestSign)])
        case .classMissing: Text("filing.failure.classMissing")
        }
    }
}
