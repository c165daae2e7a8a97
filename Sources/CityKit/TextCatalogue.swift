/// All sentences of the program in all languages, from `Texts/*.json`: flat keys, each with a sentence or an object of
/// plural forms chosen by the argument `count`.
public struct TextCatalogue: Sendable {
    private let entries: [Language: [String: TextEntry]]
    private let fileNames: [Language: String]

    /// Throws when a file cannot be read as an object of sentences. What is wrong with the sentences is in `faults`.
    public init(_ files: [Language: HandwrittenFile]) throws(FileFaults) {
        var entries: [Language: [String: TextEntry]] = [:]
        var faults: [FileFault] = []
        for (language, file) in files.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            do {
                entries[language] = try file.decode([String: TextEntry].self)
            } catch {
                faults += error.all
            }
        }
        guard faults.isEmpty else { throw FileFaults(faults) }
        self.entries = entries
        fileNames = files.mapValues(\.name)
    }

    func entry(_ key: String, in language: Language) -> TextEntry? { entries[language]?[key] }

    /// The keys of every language together.
    public var keys: Set<String> { Set(entries.values.flatMap(\.keys)) }

    /// The text in words. An unknown key prints itself, and a gap without an argument its name in braces, so that a page
    /// shows what is missing; tests find both before.
    /// - Parameter own: sentences by key that stand in the place of the program's, such as a town's own words.
    public func say(_ text: Text, in language: Language, own: [String: String] = [:]) -> String {
        switch text.key {
        case Text.localizedKey: return localized(text.arguments)[language]
        case Text.daysKey: return text.arguments.values.compactMap(\.date).words(in: language)
        default: break
        }
        let entry = entries[language]?[text.key]
        let template =
            own[text.key].map(TextTemplate.init)
            ?? entry?.template(for: text.arguments["count"], in: Grammar.of(language))
        guard let template else { return text.key }
        return template.pieces.reduce(into: "") { words, piece in
            switch piece {
            case .words(let literal): words += literal
            case .gap(let name, let style):
                words += text.arguments[name].map { say($0, style, in: language, own: own) } ?? "{\(name)}"
            }
        }
    }

    private func say(
        _ argument: Text.Argument,
        _ style: DateStyle?,
        in language: Language,
        own: [String: String]
    ) -> String {
        switch argument {
        case .words(let words): words
        case .number(let number): number.grouped
        case .date(let date): date.words(in: language, style: style ?? .long)
        case .text(let text): say(text, in: language, own: own)
        }
    }

    private func localized(_ arguments: [String: Text.Argument]) -> LocalizedText {
        var words: [Language: String] = [:]
        for (code, argument) in arguments {
            if let language = Language(rawValue: code), case .words(let text) = argument { words[language] = text }
        }
        return LocalizedText(words)
    }
}

extension TextCatalogue {
    /// Every key that a language lacks, every plural form that is missing or unknown, every gap that one language has and
    /// another has not, and every gap that cannot be read; sorted by file and key.
    public var faults: [FileFault] {
        Language.allCases.flatMap { language in
            keys.sorted().flatMap { key in
                problems(of: key, in: language).map { problem in
                    FileFault(file: fileNames[language] ?? language.rawValue, path: key, problem: problem)
                }
            }
        }
    }

    /// A fault for each key that the program uses and no language has.
    public func faults(using keys: some Sequence<String>) -> [FileFault] {
        Set(keys).subtracting(self.keys).subtracting([Text.localizedKey, Text.daysKey]).sorted().map { key in
            let near = Spelling.nearest(to: key, among: self.keys)
            let hint = near.map { "; did you mean “\($0)”?" } ?? ""
            return FileFault(file: "Texts", path: key, problem: "is used but has no words\(hint)")
        }
    }

    private func problems(of key: String, in language: Language) -> [String] {
        guard let entry = entries[language]?[key] else { return ["is missing"] }
        switch entry {
        case .plain(let template): return problems(of: template, key, label: "", mayOmit: [])
        case .plural(let forms):
            let needed = Grammar.of(language).pluralForms.map(\.rawValue)
            return needed.filter { forms[$0] == nil }.map { "has no form “\($0)”" }
                + forms.keys.filter { !needed.contains($0) }.sorted().map { "has a form “\($0)” the language lacks" }
                + forms.sorted { $0.key < $1.key }
                .flatMap { problems(of: $1, key, label: "“\($0)”: ", mayOmit: ["count"]) }
        }
    }

    private func problems(of template: TextTemplate, _ key: String, label: String, mayOmit: Set<String>) -> [String] {
        let missing = gaps(of: key).subtracting(template.gaps).subtracting(mayOmit).sorted()
        return template.problems.map { label + $0 }
            + missing.map { "\(label)has no gap {\($0)}, which another wording of the key has" }
    }

    private func gaps(of key: String) -> Set<String> {
        entries.values.reduce(into: []) { gaps, texts in
            switch texts[key] {
            case .plain(let template): gaps.formUnion(template.gaps)
            case .plural(let forms): gaps.formUnion(forms.values.flatMap(\.gaps))
            case nil: break
            }
        }
    }
}

extension Text.Argument {
    fileprivate var date: CivilDate? {
        if case .date(let date) = self { date } else { nil }
    }
}
