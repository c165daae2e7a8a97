public import CityKit

/// An address for electronic delivery: `AE:PL-12345-67890-ABCDE-12`.
///
/// Source: regulation of the Minister of Digital Affairs on the standard of the public service of registered electronic
/// delivery; the form of the UA API, `eDeliveryAddress`.
public struct EDeliveryAddress: Hashable, Personal {
    public let text: String

    /// Takes it with other dashes, in small letters, with spaces, and without the letters in front.
    public init(typed: String) throws(EDeliveryAddressFailure) {
        let dashes: Set<Character> = ["‐", "‑", "–", "—"]
        let plain = String(
            typed.uppercased().filter { !$0.isWhitespace }.map { dashes.contains($0) ? "-" : $0 }
        )
        guard !plain.isEmpty else { throw .empty }
        let body = plain.hasPrefix("AE:") ? String(plain.dropFirst(3)) : plain
        let parts = body.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [2, 5, 5, 5, 2], parts[0].allSatisfy(\.isASCIILetter),
            parts[1...2].joined().allSatisfy(\.isASCIIDigit), parts[3].allSatisfy(\.isASCIILetter),
            parts[4].allSatisfy(\.isASCIIDigit)
        else { throw .wrongForm }
        text = "AE:\(body)"
    }
}

/// A box on ePUAP: `/person/Box`.
public struct EPUAPAddress: Hashable, Personal {
    public let text: String

    public init(typed: String) throws(EDeliveryAddressFailure) {
        let plain = typed.trimmingInvisible()
        guard !plain.isEmpty else { throw .empty }
        let parts = plain.split(separator: "/", omittingEmptySubsequences: false)
        let allowed: (Character) -> Bool = { $0.isASCIILetter || $0.isASCIIDigit || "._-@".contains($0) }
        guard parts.count == 3, parts[0].isEmpty,
            parts.dropFirst().allSatisfy({ !$0.isEmpty && $0.allSatisfy(allowed) }),
            plain.count <= 128
        else { throw .wrongBox }
        text = plain
    }
}

extension EDeliveryAddress: BlindIndexable, SealableText {
    public var indexForm: String { text }
    public var plainText: String { text }
    public init(plainText: String) throws { try self.init(typed: plainText) }
}

extension EPUAPAddress: BlindIndexable, SealableText {
    /// Boxes are the same in capitals and small letters.
    public var indexForm: String { text.lowercased() }
    public var plainText: String { text }
    public init(plainText: String) throws { try self.init(typed: plainText) }
}

extension EDeliveryAddress: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(typed: decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension EPUAPAddress: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(typed: decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

public enum EDeliveryAddressFailure: Failure, Hashable {
    case empty
    case wrongForm
    case wrongBox

    public var kind: FailureKind {
        switch self {
        case .empty, .wrongForm: .invalid(field: "eDelivery")
        case .wrongBox: .invalid(field: "ePUAP")
        }
    }

    public var text: Text {
        switch self {
        case .empty: Text("eDelivery.empty")
        case .wrongForm: Text("eDelivery.wrongForm")
        case .wrongBox: Text("ePUAP.wrongForm")
        }
    }
}

extension Character {
    fileprivate var isASCIILetter: Bool { isASCII && isLetter }
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
