public import CityKit

/// A telephone number in the international form of ITU-T E.164: `+48600123456`.
public struct PhoneNumber: Hashable, Personal {
    /// A plus and 8 to 15 digits, no spaces.
    public let e164: String

    /// The country whose national numbers are understood without a country code.
    public enum Country: String, Hashable, Sendable, Codable, CaseIterable {
        case poland = "pl"
        case ukraine = "ua"

        var code: String {
            switch self {
            case .poland: "48"
            case .ukraine: "380"
            }
        }

        /// What is dialled before a national number inside the country; in Poland it was given up but is still typed.
        var trunkPrefixes: [String] {
            switch self {
            case .poland: ["0"]
            case .ukraine: ["80", "0"]
            }
        }
    }

    /// Takes what a person typed, with spaces, hyphens, dots, slashes and brackets as people set them, and with `+`,
    /// `00`, the country code alone or nothing in front.
    /// - Parameter country: whose national numbers are meant when no country code is there.
    public init(typed: String, in country: Country) throws(PhoneNumberFailure) {
        let text = typed.trimmingInvisible()
        guard !text.isEmpty else { throw .empty }
        guard let (digits, isInternational) = Self.digits(of: text) else { throw .wrongForm }
        let complete = isInternational ? digits : Self.completed(digits, in: country)
        guard let complete, Self.isPlausible(complete) else { throw .wrongForm }
        e164 = "+" + complete
    }

    /// What a counterpart says that a message came from: international with or without a plus, or as people of the
    /// country type it. Nil for names and for the short numbers of services, which nobody can be reached under.
    public init?(sender: String, in country: Country) {
        let text = sender.trimmingInvisible()
        if let number = try? PhoneNumber(typed: text, in: country) {
            self = number
        } else if text.utf8.count >= 10, let number = try? PhoneNumber(typed: "+" + text, in: country) {
            self = number
        } else {
            return nil
        }
    }

    /// The international number without its plus, as most counterparts of short messages write it.
    public var digits: String { String(e164.dropFirst()) }

    /// The number in groups for people to read: `+48 600 123 456`, `+380 67 123 4567`.
    public var formatted: String {
        let digits = e164.dropFirst()
        for (code, groups) in [("48", [3, 3, 3]), ("380", [2, 3, 4])] where digits.hasPrefix(code) {
            return Self.grouped(digits, first: code.count, groups)
        }
        return Self.grouped(digits, first: 2, [3, 3, 3])
    }

    private static func digits(of text: String) -> (digits: String, isInternational: Bool)? {
        let plus = text.hasPrefix("+")
        var digits = ""
        for character in plus ? text.dropFirst() : text[...] {
            switch character {
            case "0"..."9" where character.isASCII: digits.append(character)
            case " ", "\u{A0}", "\u{202F}", "-", "‐", "‑", "–", ".", "/", "(", ")": continue
            default: return nil
            }
        }
        guard !plus, digits.hasPrefix("00") else { return (digits, plus) }
        return (String(digits.dropFirst(2)), true)
    }

    /// The country code and the national number: nine digits in both countries.
    private static func completed(_ digits: String, in country: Country) -> String? {
        if digits.count == 9, !digits.hasPrefix("0") { return country.code + digits }
        for prefix in country.trunkPrefixes + [country.code] where digits.hasPrefix(prefix) {
            let national = digits.dropFirst(prefix.count)
            if national.count == 9 { return country.code + national }
        }
        return nil
    }

    private static func isPlausible(_ digits: String) -> Bool {
        guard let first = digits.first, first != "0" else { return false }
        for country in Country.allCases where digits.hasPrefix(country.code) {
            let national = digits.dropFirst(country.code.count)
            return national.count == 9 && !national.hasPrefix("0")
        }
        return (8...15).contains(digits.count)
    }

    private static func grouped(_ digits: Substring, first: Int, _ groups: [Int]) -> String {
        var text = "+" + digits.prefix(first)
        var rest = digits.dropFirst(first)
        for length in groups where !rest.isEmpty {
            text += " " + rest.prefix(length)
            rest = rest.dropFirst(length)
        }
        return rest.isEmpty ? text : text + " " + rest
    }
}

extension PhoneNumber: BlindIndexable, SealableText {
    public var indexForm: String { e164 }

    public var plainText: String { e164 }
    /// The text is international, so the country does not matter.
    public init(plainText: String) throws { try self.init(typed: plainText, in: .poland) }
}

extension PhoneNumber: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(plainText: decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(e164)
    }
}

public enum PhoneNumberFailure: Failure, Hashable {
    case empty
    case wrongForm

    public var kind: FailureKind { .invalid(field: "phone") }

    public var text: Text {
        switch self {
        case .empty: Text("phone.empty")
        case .wrongForm: Text("phone.wrongForm")
        }
    }
}
