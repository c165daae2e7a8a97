import CityDomain
import Testing

@Suite struct SMSTextTests {
    private static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test(
        "A message takes as many parts as its letters need",
        arguments: [
            ("", .gsm7, 0, 0), ("Ratusz", .gsm7, 6, 1),
            (times("a", 160), .gsm7, 160, 1), (times("a", 161), .gsm7, 161, 2), (times("a", 306), .gsm7, 306, 2),
            (times("a", 307), .gsm7, 307, 3), (times("a", 459), .gsm7, 459, 3), (times("a", 460), .gsm7, 460, 4),
            // Two septets for each letter of the extension table.
            ("€", .gsm7, 2, 1), ("[x]", .gsm7, 5, 1), ("^{}\\[~]|€\u{0C}", .gsm7, 20, 1),
            (times("€", 80), .gsm7, 160, 1), (times("€", 81), .gsm7, 162, 2),
            // 153 is odd: a pair never stands on both sides of a border.
            (times("€", 152), .gsm7, 304, 2), (times("€", 153), .gsm7, 306, 3),
            (times("a", 152) + "€" + times("a", 151), .gsm7, 305, 2),
            (times("a", 152) + "€" + times("a", 152), .gsm7, 306, 3),
            (times("a", 153) + "€" + times("a", 151), .gsm7, 306, 2),
            // Letters of GSM with marks, Greek capitals.
            ("àäèéìñòöøùüßÅÆÇÉÑÖØÜΔΦΓΛΩΠΨΣΘΞ¡¿¤§£$¥@", .gsm7, 38, 1),
            // The grave accent, the small Greek letters and the capital of a letter that is there are not.
            ("`", .ucs2, 1, 1), ("ω", .ucs2, 1, 1), ("Ò", .ucs2, 1, 1), ("ç", .ucs2, 1, 1),
            ("ż", .ucs2, 1, 1), (times("ż", 70), .ucs2, 70, 1), (times("ż", 71), .ucs2, 71, 2),
            (times("ż", 134), .ucs2, 134, 2), (times("ż", 135), .ucs2, 135, 3), (times("ż", 201), .ucs2, 201, 3),
            (times("ż", 202), .ucs2, 202, 4), (times("a", 69) + "ą", .ucs2, 70, 1),
            (times("a", 70) + "ą", .ucs2, 71, 2),
            ("Тривога! Усім пройти в укриття.", .ucs2, 31, 1), ("€ ż", .ucs2, 3, 1),
            // Outside of the first plane a letter is two units, which stay together: 67 is odd.
            ("😀", .ucs2, 2, 1), (times("😀", 35), .ucs2, 70, 1), (times("😀", 36), .ucs2, 72, 2),
            (times("😀", 66), .ucs2, 132, 2), (times("😀", 67), .ucs2, 134, 3),
            (times("ż", 66) + "😀" + times("ż", 65), .ucs2, 133, 2),
            (times("ż", 66) + "😀" + times("ż", 66), .ucs2, 134, 3),
            // A picture of several signs is counted by them: thumb and colour of the skin.
            ("👍🏽", .ucs2, 4, 1),
        ] as [(String, SMSText.Encoding, Int, Int)]
    )
    func parts(text: String, encoding: SMSText.Encoding, units: Int, parts: Int) {
        let found = SMSText(text)
        #expect(found.encoding == encoding)
        #expect(found.units == units)
        #expect(found.parts == parts)
    }

    @Test(
        "A page can say how many letters are free in the last part",
        arguments: [
            ("", 160), ("a", 159), (times("a", 160), 0), (times("a", 161), 145), (times("a", 306), 0), ("ż", 69),
            (times("ż", 71), 63), (times("€", 81), 143),
        ]
    )
    func room(text: String, room: Int) { #expect(SMSText(text).room == room) }

    @Test(
        "Without marks a message in Polish needs GSM alone, and typographic marks become those of a keyboard",
        arguments: [
            ("Zażółć gęślą jaźń", "Zazolc gesla jazn"), ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "ZAZOLC GESLA JAZN"),
            ("„Alarm” – ćwiczenia…", "\"Alarm\" - cwiczenia..."), ("dzień Łódź 5 €", "dzien Lodz 5 €"),
            ("Café Müller", "Café Müller"),
            ("Čapek, Dvořák, Ștefan", "Capek, Dvorák, Stefan".replacing("á", with: "a")),
            ("Ólafur Þór", "Olafur Thor"), ("Ç ç", "Ç c"), ("", ""),
        ]
    )
    func spelling(text: String, plain: String) {
        let found = SMSText(text, spelling: .withoutDiacritics)
        #expect(found.text == plain)
        #expect(found.encoding == .gsm7)
        #expect(found.costly.isEmpty)
    }

    @Test(
        "A message that needs UCS-2 all the same keeps its marks",
        arguments: ["Żółw і слон", "Ґанок, їжак, й", "Uwaga 😀 żaba", "日本"]
    )
    func kept(text: String) {
        let found = SMSText(text, spelling: .withoutDiacritics)
        #expect(found.text == text)
        #expect(found.encoding == .ucs2)
    }

    @Test(
        "Differences that nobody sees cost nothing",
        arguments: [
            ("a\r\nb\rc", "a\nb\nc"), ("1\u{A0}000\u{202F}zł", "1 000 zł"), ("a\tb", "a b"),
            ("a\u{200B}b\u{AD}c\u{FEFF}", "abc"),
            ("e\u{301}", "é"), ("z\u{307}", "ż"), ("👨\u{200D}👩", "👨\u{200D}👩"),
        ]
    )
    func tidied(text: String, tidy: String) { #expect(SMSText(text).text == tidy) }

    @Test(
        "A page can say which letters make a message dear, each once",
        arguments: [
            ("abc €", ""), ("Zażółć żółw", "żółć"), ("Укриття", "Укритя"), ("ok 👍🏽 👍🏽 ż", "👍🏽ż"), ("„a”", "„”"),
        ]
    )
    func costly(text: String, letters: String) { #expect(SMSText(text).costly == Array(letters)) }

    @Test("Words of a message are not printed")
    func redacted() { #expect("\(SMSText("tajne"))" == SMSText.standIn) }

    @Test(
        "A price is an amount with at most four decimals",
        arguments: [
            ("0.0785", 785), ("0,09", 900), ("1", 10_000), ("0", 0), ("99.9999", 999_999), ("100", nil), ("", nil),
            (".5", nil), ("0.", nil), ("0.00001", nil), ("-1", nil), ("1.2.3", nil), ("0.0x", nil), ("１", nil),
        ] as [(String, Int?)]
    )
    func price(text: String, value: Int?) { #expect(SMSPrice(text)?.tenThousandths == value) }

    @Test(
        "What a message costs counts every coin that is begun",
        arguments: [
            ("0.0785", 1, 8), ("0.0785", 2, 16), ("0.0785", 100, 785), ("0.08", 3, 24), ("0", 5, 0), ("0.0001", 1, 1),
        ]
    )
    func cost(price: String, parts: Int, hundredths: Int) throws {
        #expect(try #require(SMSPrice(price)).cost(ofParts: parts) == hundredths)
    }

    @Test("A price is printed as it is typed")
    func printed() { #expect(SMSPrice("0.0785").map { "\($0)" } == "0.0785") }
}
