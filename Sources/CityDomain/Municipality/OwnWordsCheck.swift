public import CityKit

/// The texts of the program that a town may put own words to: their gaps by key.
public typealias OwnTexts = [String: TextGaps]

/// Checks a town's own words: that each stands in the place of a text that there is, and says all that belongs into it.
struct OwnWordsCheck {
    let words: [Language: [String: String]]
    let texts: OwnTexts
    let town: ID<Municipality>

    /// Words for texts that there are not.
    var unknown: [FileFault] {
        let known = Set(texts.keys)
        return all.filter { !known.contains($0.key) }.map { file, key, _ in
            let hint = Spelling.nearest(to: key, among: known).map { "; did you mean “\($0)”?" } ?? ""
            return .at(town, file, key, "is no text of the program\(hint)")
        }
    }

    /// Words whose gaps are not those of the text. A town that is stored runs on with them, for a newer program may have put
    /// another gap into a text; nobody can store them anew.
    var gaps: [FileFault] {
        all.flatMap { file, key, text in
            (texts[key]?.problems(of: text) ?? []).map { .at(town, file, key, $0.english, $0.text) }
        }
    }

    private var all: [(file: String, key: String, text: String)] {
        words.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { language, words in
            words.sorted { $0.key < $1.key }.map { ("texts/\(language.rawValue).json", $0.key, $0.value) }
        }
    }
}

extension TextGaps.Problem {
    /// As the command line says it.
    fileprivate var english: String {
        switch self {
        case .malformed(let problem): problem
        case .missing(let gap): "has no gap {\(gap)}, which the program's text has"
        case .unknown(let gap): "has a gap {\(gap)}, which the program's text has not"
        case .blank: "is empty; leave the key out for the program's own words"
        }
    }

    /// As a page of the settings says it.
    public var text: Text {
        switch self {
        case .malformed: Text("configuration.fault.gapMalformed")
        case .missing(let gap): Text("configuration.fault.gapMissing", ["gap": .words("{\(gap)}")])
        case .unknown(let gap): Text("configuration.fault.gapUnknown", ["gap": .words("{\(gap)}")])
        case .blank: Text("configuration.fault.wordsBlank")
        }
    }
}
