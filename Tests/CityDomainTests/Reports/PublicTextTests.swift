import CityDomain
import Testing

@Suite struct PublicTextTests {
    @Test(
        "A title is the first sentence, without its full stop",
        arguments: [
            ("Nie świeci latarnia. Po zmroku nic nie widać.", "Nie świeci latarnia"),
            ("Nie świeci latarnia", "Nie świeci latarnia"),
            ("Kto to naprawi? Czekam.", "Kto to naprawi"),
            ("Uwaga! Dziura.", "Uwaga"),
            ("Dziura w jezdni\nprzy szkole", "Dziura w jezdni"),
            ("\r\n  Dziura w jezdni  \r\nprzy szkole", "Dziura w jezdni"),
            ("Nie działa…. Proszę o naprawę.", "Nie działa…"),
            ("Na ul. Zmyślonej nie świeci lampa. Ciemno.", "Na ul. Zmyślonej nie świeci lampa"),
            ("Przy al. Próbnej 5 m. 3 leży gruz. Od dawna.", "Przy al. Próbnej 5 m. 3 leży gruz"),
            ("Dziura ma 1.5 metra. Proszę uważać.", "Dziura ma 1.5 metra"),
            ("Не світить ліхтар. Темно.", "Не світить ліхтар"),
            ("...", "..."), ("!!! Dziura", "!!! Dziura"), ("", ""), (" \n ", ""),
        ]
    )
    func firstSentence(description: String, title: String) {
        #expect(PublicText.title(of: description) == title)
    }

    @Test(
        "A long sentence is cut at a word, to 90 characters with the sign of the cut",
        arguments: [
            (String(repeating: "a", count: 90), String(repeating: "a", count: 90)),
            (String(repeating: "a", count: 91), String(repeating: "a", count: 89) + "…"),
            (String(repeating: "ab ", count: 40), String(repeating: "ab ", count: 29).dropLast() + "…"),
            (String(repeating: "ż", count: 86) + " dom stoi", String(repeating: "ż", count: 86) + "…"),
            (String(repeating: "👨‍👩‍👧", count: 91), String(repeating: "👨‍👩‍👧", count: 89) + "…"),
        ]
    )
    func cutting(description: String, title: String) {
        #expect(PublicText.title(of: description) == title)
        #expect(PublicText.title(of: description).count <= 90)
    }
}
