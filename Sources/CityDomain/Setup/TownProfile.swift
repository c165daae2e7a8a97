public import CityKit

/// A town whose files are the pattern of a new one.
public struct TownProfile: Sendable {
    public let files: MunicipalityFiles
    public let town: Municipality

    public init(files: MunicipalityFiles, town: Municipality) {
        self.files = files
        self.town = town
    }

    public var id: String { town.id.rawValue }
}

/// What a new town gets besides a profile: words that the program brings along.
public struct SetupWords: Sendable {
    /// The neutral regulation, Markdown with gaps, by language.
    let regulation: [Language: String]
    private let catalogue: TextCatalogue

    public init(regulation: [Language: String], catalogue: TextCatalogue) {
        self.regulation = regulation
        self.catalogue = catalogue
    }

    func text(_ key: String, _ arguments: [String: Text.Argument] = [:], in languages: [Language]) -> JSONTree {
        let words = languages.map { ($0.rawValue, JSONTree.text(say(key, arguments, in: $0))) }
        return .object(Dictionary(uniqueKeysWithValues: words))
    }

    func say(_ key: String, _ arguments: [String: Text.Argument] = [:], in language: Language) -> String {
        catalogue.say(Text(key, arguments), in: language)
    }
}
