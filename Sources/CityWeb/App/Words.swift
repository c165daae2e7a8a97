public import CityKit

/// Says the texts of the program in one language.
public struct Words: Sendable {
    let catalogue: TextCatalogue
    public let language: Language

    public init(catalogue: TextCatalogue, language: Language) {
        self.catalogue = catalogue
        self.language = language
    }

    public func callAsFunction(_ key: String, _ arguments: [String: Text.Argument] = [:]) -> String {
        self(Text(key, arguments))
    }

    public func callAsFunction(_ text: Text) -> String { catalogue.say(text, in: language) }

    public func callAsFunction(_ text: LocalizedText) -> String { text[language] }
}
