/// The words of one key in one language, with gaps such as `{count}` and `{end:full}`.
struct TextTemplate: Hashable, Sendable {
    enum Piece: Hashable {
        case words(String)
        case gap(name: String, style: DateStyle?)
    }

    let pieces: [Piece]
    /// What is wrong with the writing of the gaps.
    let problems: [String]

    var gaps: Set<String> {
        Set(
            pieces.compactMap { piece in
                if case .gap(let name, _) = piece { name } else { nil }
            }
        )
    }

    init(_ text: String) {
        var pieces: [Piece] = []
        var problems: [String] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            pieces.append(.words(String(rest[..<open])))
            guard let close = rest[open...].firstIndex(of: "}") else {
                problems.append("“{” is not closed")
                break
            }
            let parts = rest[rest.index(after: open)..<close].split(separator: ":", maxSplits: 1)
            let style = parts.count == 2 ? DateStyle(rawValue: String(parts[1])) : nil
            if parts.count == 2, style == nil { problems.append("unknown style “\(parts[1])”") }
            pieces.append(.gap(name: parts.first.map(String.init) ?? "", style: style))
            rest = rest[rest.index(after: close)...]
        }
        if rest.contains("}") { problems.append("“}” is not opened") }
        pieces.append(.words(String(rest)))
        self.pieces = pieces.filter { $0 != .words("") }
        self.problems = problems
    }
}

/// What a file says for one key: one sentence, or one for each plural form of the argument `count`.
enum TextEntry: Hashable, Sendable, Decodable {
    case plain(TextTemplate)
    case plural([String: TextTemplate])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .plain(TextTemplate(text))
        } else {
            self = .plural(try container.decode([String: String].self).mapValues(TextTemplate.init))
        }
    }

    func template(for count: Text.Argument?, in grammar: Grammar) -> TextTemplate? {
        switch self {
        case .plain(let template): return template
        case .plural(let forms):
            guard case .number(let count) = count else { return forms[PluralForm.other.rawValue] }
            return forms[grammar.pluralForm(of: count).rawValue]
        }
    }
}
