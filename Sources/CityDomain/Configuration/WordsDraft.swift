public import CityKit

/// The town's own words in the place of the program's, as somebody typed them.
public struct WordsDraft: SettingsDraft {
    /// By language and key; blank for the program's own words. What is not there stays as it is.
    public var own: [Language: [String: String]]
    /// What belongs into each text of the program. Without it no words are judged.
    public var texts: OwnTexts = [:]

    /// Letters and signs of one text.
    public static let longest = 4_000

    public init(own: [Language: [String: String]], texts: OwnTexts = [:]) {
        self.own = own
        self.texts = texts
    }

    public init(_ files: MunicipalityFiles, of town: Municipality) { own = town.words.filter { !$0.value.isEmpty } }

    public func putting(into files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles {
        let failures = failures(town)
        guard failures.isEmpty else { throw Failures(failures) }
        var contents = files.contents
        for (language, words) in own {
            let name = Self.file(language)
            let old = contents[name] == nil ? JSONTree.object([:]) : try files.tree(of: name)
            var tree = old
            for (key, text) in words {
                tree[key] = text.trimmingSpaces().isEmpty ? nil : .text(text.trimmingSpaces())
            }
            guard tree != old else { continue }
            contents[name] = tree == .object([:]) ? nil : tree.json
        }
        return MunicipalityFiles(town: files.town, contents: contents)
    }

    private static func file(_ language: Language) -> String { "texts/\(language.rawValue).json" }

    public func over(_ newest: Self, since base: Self) -> Self {
        var draft = self
        for (language, words) in own {
            let merge = MeanwhileMerge(
                base: base.own[language] ?? [:],
                typed: words,
                newest: newest.own[language] ?? [:]
            )
            let merged = merge.each(\.self)
            draft.own[language] = words.reduce(into: [:]) { own, word in own[word.key] = merged[word.key] ?? "" }
        }
        return draft
    }

    private func failures(_ town: Municipality) -> [WordsFailure] {
        own.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { language, words in
            words.sorted { $0.key < $1.key }.flatMap { key, typed -> [WordsFailure] in
                let text = typed.trimmingSpaces()
                guard !text.isEmpty, text != town.words[language]?[key]?.trimmingSpaces() else { return [] }
                guard !texts.isEmpty else { return [] }
                guard let gaps = texts[key] else { return [WordsFailure.unknown(key, language)] }
                let length = text.unicodeScalars.count
                return (length > Self.longest ? [WordsFailure.tooLong(key, language, length: length)] : [])
                    + gaps.problems(of: text).prefix(1).map { WordsFailure.gaps(key, language, $0) }
            }
        }
    }
}

public enum WordsFailure: Failure, Equatable {
    /// The program has no text of this key.
    case unknown(String, Language)
    case tooLong(String, Language, length: Int)
    case gaps(String, Language, TextGaps.Problem)

    public var kind: FailureKind {
        switch self {
        case .unknown(let key, let language), .tooLong(let key, let language, _), .gaps(let key, let language, _):
            .invalid(field: Self.field(key, language))
        }
    }

    /// Of the form.
    public static func field(_ key: String, _ language: Language) -> String { "own-\(key)-\(language.rawValue)" }

    public var text: Text {
        switch self {
        case .unknown: Text("configuration.words.failure.unknown")
        case .tooLong(_, _, let length):
            Text(
                "configuration.words.failure.tooLong",
                ["length": .number(length), "most": .number(WordsDraft.longest)]
            )
        case .gaps(_, _, let problem): problem.text
        }
    }
}
