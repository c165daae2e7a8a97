import CityDomain

/// A way in which people write the name of a street otherwise than the register does.
enum Misspelling: String, CaseIterable, Sendable {
    case none = "as it is"
    case oneSlip = "one slip"
    case twoSlips = "two slips in a long word"
    case keyboard = "ы for і"
    case capitals = "capitals, no apostrophes"
    case latin = "Latin letters"
    case beginning = "the beginning"
    case numbered = "with a number"

    /// Nil where the name is too short for it.
    func write(_ name: String, by chance: inout SeededChance) -> String? {
        switch self {
        case .none: name
        case .oneSlip: Self.slip(name, inWordsOf: 4, times: 1, by: &chance)
        case .twoSlips: Self.slip(name, inWordsOf: 8, times: 2, by: &chance)
        case .keyboard: name.contains("і") ? name.replacing("і", with: "ы") : nil
        case .capitals: name.uppercased().filter { $0 != "’" && $0 != "'" }
        case .latin:
            name.lowercased().split(separator: " ").map { UkrainianRomanisation.romanised(String($0)) }.joined(
                separator: " "
            )
        case .beginning: name.count > 6 ? String(name.dropLast(2)) : nil
        case .numbered: "\(name), 4"
        }
    }

    /// Letters too many, missing, wrong or swapped, in one word that has at least so many.
    private static func slip(_ name: String, inWordsOf least: Int, times: Int, by chance: inout SeededChance) -> String?
    {
        var words = name.split(separator: " ").map { Array($0) }
        let long = words.indices.filter { words[$0].count >= least && words[$0].allSatisfy(\.isLetter) }
        guard let word = long.randomElement(using: &chance) else { return nil }
        for _ in 0..<times {
            // The first letter is right: who does not know it looks elsewhere.
            let index = Int.random(in: 1..<words[word].count, using: &chance)
            let letter = letters.randomElement(using: &chance) ?? "а"
            switch Int.random(in: 0..<4, using: &chance) {
            case 0: words[word].remove(at: index)
            case 1: words[word].insert(letter, at: index)
            case 2: words[word][index] = letter
            default: words[word].swapAt(index, max(1, index - 1))
            }
        }
        return words.map { String($0) }.joined(separator: " ")
    }

    private static let letters = Array("абвгдежзиіклмнопрстухцчшя")
}
