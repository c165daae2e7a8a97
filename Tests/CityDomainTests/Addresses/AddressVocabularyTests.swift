import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct AddressVocabularyTests {
    /// The distance that the walk over sorted words must find, word by word.
    private static func slips(_ a: [UInt16], _ b: [UInt16]) -> Int {
        var rows = [Array(0...b.count)]
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, rows[i - 1][j - 1] + 1) }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }

    private static func word(_ dice: inout Dice, _ longest: Int) -> [UInt16] {
        (0..<(1 + Int.random(in: 0..<longest, using: &dice))).map { _ in
            UInt16(97 + Int.random(in: 0..<4, using: &dice))
        }
    }

    @Test("The walk finds exactly the words that are near, as comparing each with the query does", arguments: 0..<3)
    func near(slips: Int) {
        var dice = Dice(seed: 11)
        let words = Set((0..<400).map { _ in Self.word(&dice, 9) }).sorted { $0.lexicographicallyPrecedes($1) }
        let vocabulary = AddressVocabulary(sorted: words)
        for _ in 0..<150 {
            let query = Self.word(&dice, 8)
            let found = vocabulary.near(query, slips: slips, .whole).map { [$0.word, $0.slips] }
            let plain = words.indices.map { [$0, Self.slips(words[$0], query)] }.filter { $0[1] <= slips }
            #expect(found == plain)
        }
    }

    @Test("A beginning finds the words that begin like it", arguments: 0..<3)
    func beginnings(slips: Int) {
        var dice = Dice(seed: 12)
        let words = Set((0..<400).map { _ in Self.word(&dice, 9) }).sorted { $0.lexicographicallyPrecedes($1) }
        let vocabulary = AddressVocabulary(sorted: words)
        for _ in 0..<150 {
            let query = Self.word(&dice, 5)
            let found = Set(vocabulary.near(query, slips: slips, .beginning).map(\.word))
            let plain = words.indices.filter { index in
                let whole = Self.slips(words[index], query)
                let begun =
                    (0...words[index].count).map { Self.slips(Array(words[index][..<$0]), query) }.min() ?? whole
                return whole <= slips || words[index].count > query.count && begun <= slips
            }
            #expect(found == Set(plain))
        }
    }

    @Test("A vocabulary without words, and a query longer than all, find nothing")
    func nothing() {
        #expect(AddressVocabulary(sorted: []).near([97], slips: 1, .whole).isEmpty)
        let long = [UInt16](repeating: 97, count: AddressVocabulary.longestWord + 1)
        #expect(AddressVocabulary(sorted: [[97]]).near(long, slips: 2, .beginning).isEmpty)
    }
}
