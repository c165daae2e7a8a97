/// A language the program speaks. Raw values are ISO 639-1 codes.
public enum Language: String, Hashable, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    case polish = "pl"
    case ukrainian = "uk"
    case english = "en"
}

/// The same words in several languages, as a municipality's files write them.
public struct LocalizedText: Hashable, Sendable, Codable {
    public let words: [Language: String]

    public init(_ words: [Language: String]) { self.words = words }

    /// The words in `language`, else in Polish, else in any language there is; empty only when there is none.
    public subscript(language: Language) -> String {
        words[language] ?? words[.polish] ?? words.sorted { $0.key.rawValue < $1.key.rawValue }.first?.value ?? ""
    }

    public init(from decoder: any Decoder) throws {
        words = try decoder.singleValueContainer().decode([Language: String].self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(words)
    }
}
