import Testing

@testable import CityDomain

@Suite struct SearchWordsTests {
    @Test(
        "Case, accents and the ends of inflected words do not count",
        arguments: [
            ("Nie świeci LATARNIA przy ul. Łąkowej 7", ["nie", "swiec", "latar", "przy", "ul", "lakow", "7"]),
            ("Не світить ліхтар, поверх 2а", ["не", "світи", "ліхта", "повер", "2а"]),
            ("a i o 5 ½", ["5", "½"]), ("kosz–kosz „kosz”", ["kosz"]), ("", []), ("… - .", []),
            ("Ło\u{301}dź i Gdan\u{301}sk", ["lodz", "gdans"]), ("門灯 破損", ["門灯", "破損"]),
        ]
    )
    func words(text: String, words: [String]) {
        #expect(SearchWords.of(text) == words.map { SearchWords.folded($0) })
    }

    @Test("Letters that are known one by one make the words that Foundation makes")
    func knownLetters() {
        for value in Array(0..<0x530) + Array(0x2000..<0x2070) {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            let text = "ab\(Character(scalar))cd \(Character(scalar)) \(Character(scalar))7"
            guard let words = SearchWords.ofKnownLetters(text) else { continue }
            #expect(words == SearchWords.ofAnyLetters(text), "U+\(String(value, radix: 16))")
        }
    }

    @Test(
        "The letters of Polish, Ukrainian and English are known",
        arguments: [
            "Zażółć gęślą jaźń „–” 1,5 m²", "Щастям б’єш жук їх глицю в фон й ґедзь пріч", "It’s 5 o'clock (p.m.)",
        ]
    )
    func known(text: String) {
        #expect(SearchWords.ofKnownLetters(text) != nil)
    }

    @Test("Marks that join the letter before are none of them", arguments: ["Ło\u{301}dź", "и\u{306}", "門"])
    func unknown(text: String) {
        #expect(SearchWords.ofKnownLetters(text) == nil)
    }
}
