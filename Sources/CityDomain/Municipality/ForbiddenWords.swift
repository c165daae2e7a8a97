import CityKit
import Foundation

/// Words and parts of addresses that a town wants in no report. Case and accents do not count.
struct ForbiddenWords {
    private let entries: [Substring]

    init(_ words: [String]) { entries = words.map { Substring(Self.folded($0)) }.filter { !$0.isEmpty } }

    static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).replacing("ł", with: "l")
            .trimmingSpaces()
    }

    /// How many of them stand in the text. A word that is a part of a longer one does not, unless it ends in `*` and the
    /// other one only goes on.
    func count(in text: String) -> Int {
        let text = Self.folded(text)
        return entries.count { Self.stands($0, in: text) }
    }

    private static func stands(_ entry: Substring, in text: String) -> Bool {
        let goesOn = entry.hasSuffix("*")
        let word = goesOn ? entry.dropLast() : entry
        return text.ranges(of: word).contains { range in
            let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
            let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
            return !before.isPartOfWord && (goesOn || !after.isPartOfWord)
        }
    }
}

extension Character {
    fileprivate var isPartOfWord: Bool { isLetter || isNumber }
}
