public import CityKit

/// What a person is called: given name and surname, in any order and alphabet.
public struct PersonName: Hashable, Personal {
    public let text: String

    /// Takes what a person typed; runs of white space become one space.
    /// At most 100 characters, one of them a letter, and nothing that makes a link: names are put into mails, and a
    /// stranger's mail must not carry an address.
    public init(typed: String) throws(PersonNameFailure) {
        let text = typed.trimmingInvisible().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !text.isEmpty else { throw .empty }
        guard text.count <= 100, text.utf8.count <= 400 else { throw .tooLong }
        let isLinkLike = text.contains("://") || text.lowercased().contains("www.")
        guard !text.hasControlCharacters, !isLinkLike, !text.contains(where: { "<>@\"\\".contains($0) }),
            text.contains(where: \.isLetter)
        else { throw .wrongForm }
        self.text = text
    }
}

extension PersonName: BlindIndexable, SealableText {
    public var indexForm: String { text.precomposedLowercase() }

    public var plainText: String { text }
    public init(plainText: String) throws { try self.init(typed: plainText) }
}

extension PersonName: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(typed: decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

public enum PersonNameFailure: Failure, Hashable {
    case empty
    case tooLong
    case wrongForm

    public var kind: FailureKind { .invalid(field: "name") }

    public var text: Text {
        switch self {
        case .empty: Text("name.empty")
        case .tooLong: Text("name.tooLong", ["limit": .number(100)])
        case .wrongForm: Text("name.wrongForm")
        }
    }
}
