import CityKit
import Testing

@testable import CityDomain

/// No town published words of duplicates to measure on: invented ones stand for them.
@Suite struct TextLikenessTests {
    static let lamp = "Nie świecą latarnie przy przejściu dla pieszych na ulicy Zmyślonej"

    @Test(
        "Texts about one thing are alike, whatever their case, accents, endings and order",
        arguments: [
            (lamp, lamp),
            (lamp, "NIE SWIECI LATARNIA przy przejsciu dla pieszych, ul. Zmyślona"),
            (
                lamp,
                "Na Zmyślonej od tygodnia przy przejściu ciemno, latarnie nie świecą. Proszę o naprawę, pieszych nie widać."
            ),
            ("Яма на вулиці Вигаданій біля зупинки", "На вулиці Вигадана біля автобусної зупинки велика яма"),
            ("Przepełniony kosz przy ławce w parku", "W parku przy ławce kosz jest przepełniony"),
        ]
    )
    func alike(one: String, other: String) {
        #expect(TextLikeness(one).likeness(to: TextLikeness(other)) > 0.4)
    }

    @Test(
        "Texts about different things are not, however many small words they share",
        arguments: [
            (lamp, "Dziura w jezdni przy ulicy Przykładowej"),
            (lamp, "Przepełniony kosz przy ławce w parku"),
            ("Wrak samochodu bez tablic", "Złamany konar nad placem zabaw"),
            ("Яма на вулиці Вигаданій", "Не світить ліхтар біля школи"),
            ("Nie ma go na ulicy", "Nie ma go w urzędzie"),
            ("ok", "ok"), ("", ""), ("", lamp), ("Lampa", "Lampa"),
        ]
    )
    func different(one: String, other: String) {
        #expect(TextLikeness(one).likeness(to: TextLikeness(other)) == 0)
    }

    @Test("Likeness goes both ways and stays between 0 and 1", arguments: [lamp, "Kosz", "Dziura w jezdni", ""])
    func bothWays(one: String) {
        for other in [Self.lamp, "Latarnie nie świecą przy przejściu", "Dziura w jezdni za przejściem", "?"] {
            let likeness = TextLikeness(one).likeness(to: TextLikeness(other))
            #expect((0...1).contains(likeness))
            #expect(likeness == TextLikeness(other).likeness(to: TextLikeness(one)))
        }
        #expect(TextLikeness(Self.lamp).likeness(to: TextLikeness(Self.lamp)) == 1)
    }
}
