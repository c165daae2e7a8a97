/// What belongs into a text of the program: the gaps that every wording of a key has.
public struct TextGaps: Hashable, Sendable {
    /// Those that a wording must have.
    public let needed: Set<String>
    /// Those that it may leave out: the number of a text that has forms for numbers.
    public let optional: Set<String>

    public init(needed: Set<String>, optional: Set<String> = []) {
        self.needed = needed
        self.optional = optional
    }

    /// What is wrong with other words in the place of a text.
    public enum Problem: Hashable, Sendable {
        /// In English: how a gap is written wrong.
        case malformed(String)
        case missing(String)
        case unknown(String)
        case blank
    }

    public func problems(of text: String) -> [Problem] {
        guard !text.trimmingSpaces().isEmpty else { return [.blank] }
        let template = TextTemplate(text)
        return template.problems.map(Problem.malformed)
            + needed.subtracting(template.gaps).sorted().map(Problem.missing)
            + template.gaps.subtracting(needed).subtracting(optional).sorted().map(Problem.unknown)
    }
}

extension TextCatalogue {
    /// Every text that has words, with its gaps.
    public var gaps: [String: TextGaps] {
        Dictionary(uniqueKeysWithValues: keys.map { ($0, gaps(of: $0)) })
    }

    /// The program's words for a key as they are written, with gaps; several where they depend on a number, the usual form first.
    /// Empty when there are none.
    public func wordings(of key: String, in language: Language) -> [String] {
        switch entry(key, in: language) {
        case .plain(let template)?: [template.written]
        case .plural(let forms)?:
            Grammar.of(language).pluralForms.reversed().compactMap { forms[$0.rawValue]?.written }
        case nil: []
        }
    }

    public func gaps(of key: String) -> TextGaps {
        var (all, optional): (Set<String>, Set<String>) = ([], [])
        for language in Language.allCases {
            switch entry(key, in: language) {
            case .plain(let template)?: all.formUnion(template.gaps)
            case .plural(let forms)?:
                all.formUnion(forms.values.flatMap(\.gaps))
                optional.insert("count")
            case nil: break
            }
        }
        return TextGaps(needed: all.subtracting(optional), optional: optional)
    }
}

extension TextTemplate {
    /// As a file writes it.
    fileprivate var written: String {
        pieces.reduce(into: "") { text, piece in
            switch piece {
            case .words(let words): text += words
            case .gap(let name, let style): text += "{\(name)\(style.map { ":\($0.rawValue)" } ?? "")}"
            }
        }
    }
}
