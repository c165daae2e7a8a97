public import CityKit

/// Says the texts of the program in one language, with a town's own words where it has them.
public struct Words: Sendable {
    private let catalogue: TextCatalogue
    public let language: Language
    /// A town's sentences by key.
    private let own: [String: String]

    public init(catalogue: TextCatalogue, language: Language, own: [String: String] = [:]) {
        self.catalogue = catalogue
        self.language = language
        self.own = own
    }

    public func callAsFunction(_ key: String, _ arguments: [String: Text.Argument] = [:]) -> String {
        self(Text(key, arguments))
    }

    public func callAsFunction(_ text: Text) -> String { catalogue.say(text, in: language, own: own) }

    public func callAsFunction(_ text: LocalizedText) -> String { text[language] }
}
