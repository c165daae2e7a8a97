public import CityKit

/// An address that mail can be sent to.
public struct EmailAddress: Hashable, Personal {
    /// The address as the person writes it, an international domain in its own letters.
    public let text: String
    /// The address in ASCII, the domain lower-cased and international labels in their `xn--` form: what SMTP takes.
    public let ascii: String

    /// Takes what a person typed. Space and invisible characters around it are dropped; the part before the @ is ASCII
    /// (RFC 5321 §4.1.2 without quoted strings), the domain has a dot and may be international, 254 octets in all.
    public init(typed: String) throws(EmailAddressFailure) {
        let text = typed.trimmingInvisible()
        guard !text.isEmpty else { throw .empty }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isLocalPart(parts[0]), let domain = DomainName(String(parts[1])) else {
            throw .wrongForm
        }
        let ascii = "\(parts[0])@\(domain.ascii)"
        guard parts[0].utf8.count <= 64, ascii.utf8.count <= 254 else { throw .tooLong }
        self.text = "\(parts[0])@\(domain.text)"
        self.ascii = ascii
    }

    /// The part after the @, in ASCII.
    public var asciiDomain: Substring { ascii[ascii.index(after: ascii.lastIndex(of: "@") ?? ascii.startIndex)...] }

    private static func isLocalPart(_ text: Substring) -> Bool {
        let atoms = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomCharacter) }
    }

    /// RFC 5322 §3.2.3, "atext".
    private static func isAtomCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }
}

extension EmailAddress: BlindIndexable, SealableText {
    /// Hardly any mail server tells upper case from lower case, and people do not either.
    public var indexForm: String { ascii.lowercased() }

    public var plainText: String { text }
    public init(plainText: String) throws { try self.init(typed: plainText) }
}

extension EmailAddress: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(typed: decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

public enum EmailAddressFailure: Failure, Hashable {
    case empty
    case tooLong
    case wrongForm

    public var kind: FailureKind { .invalid(field: "email") }

    public var text: Text {
        switch self {
        case .empty: Text("email.empty")
        case .tooLong: Text("email.tooLong")
        case .wrongForm: Text("email.wrongForm")
        }
    }
}
