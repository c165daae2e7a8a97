import CityDomain
import CityKit
import CityTestSupport
import Testing

/// What the office is told of before it publishes a text, and what it is not bothered with.
@Suite struct TextHintTests {
    private static let find = Result { FindTextHints(vulgar: try ProjectFiles.vulgarWords()) }

    private func hints(_ text: String, in town: String = "kielce") throws -> [TextHint] {
        try Self.find.get()(text, in: ProjectTown.named(town))
    }

    @Test(
        "What identifies somebody is told with its place in the text",
        arguments: [
            ("Mój PESEL to 44051401458, proszę.", [TextHint(.pesel, "44051401458")]),
            ("PESEL 02270803624", [TextHint(.pesel, "02270803624")]),
            (
                "Pisz: ida.zmyslona+dom@poczta.przyklad.example!",
                [TextHint(.email, "ida.zmyslona+dom@poczta.przyklad.example")]
            ),
            ("tel. 600 100 200", [TextHint(.phone, "600 100 200")]),
            ("Tel.: 600-100-200, po 17", [TextHint(.phone, "600-100-200")]),
            ("dzwonić 600100200.", [TextHint(.phone, "600100200")]),
            ("+48 600 100 200", [TextHint(.phone, "+48 600 100 200")]),
            ("+48600100200", [TextHint(.phone, "+48600100200")]),
            ("0048 600 100 200", [TextHint(.phone, "0048 600 100 200")]),
            ("stacjonarny 41 367 60 00", [TextHint(.phone, "41 367 60 00")]),
            ("(41) 367 60 00", [TextHint(.phone, "(41) 367 60 00")]),
            ("Телефон +380 50 123 45 67", [TextHint(.phone, "+380 50 123 45 67")]),
            ("тел. 050 123 45 67", [TextHint(.phone, "050 123 45 67")]),
            ("ul. Prosta 5 600 100 200", [TextHint(.phone, "600 100 200")]),
            ("Stoi auto TK 12345 od tygodnia", [TextHint(.plate, "TK 12345")]),
            ("wrak TKI4A56", [TextHint(.plate, "TKI4A56")]),
            ("WX 1234A blokuje wjazd", [TextHint(.plate, "WX 1234A")]),
            ("авто АА 1234 ВВ", [TextHint(.plate, "АА 1234 ВВ")]),
            ("Kurwa, znowu dziura", [TextHint(.vulgar, "Kurwa")]),
            ("ZAJEBIŚCIE krzywy chodnik", [TextHint(.vulgar, "ZAJEBIŚCIE")]),
            ("Це хуйня", [TextHint(.vulgar, "хуйня")]),
            ("What the fuck", [TextHint(.vulgar, "fuck")]),
        ] as [(String, [TextHint])]
    )
    func found(text: String, expected: [TextHint]) throws { #expect(try hints(text) == expected) }

    @Test(
        "Houses, cases, postal codes, days, money and places are no numbers of anybody",
        arguments: [
            "ul. Długa 12/34", "ul. Długa 12A m. 5", "25-303 Kielce", "25-303 Kielce, ul. Prosta 100 200",
            "sprawa 2026/17", "znak WO.1431.12.2025.AB", "GK-II.6220.45.2025", "12.05.2026", "2026-05-12", "12-05-2026",
            "dnia 12.05.2026 o 14:30", "50.87033, 20.62752", "działka nr 123/45, obręb 0012", "1 200 000 zł",
            "PLN 12000", "droga DW 7450", "droga S7 km 123 456", "ROK 2026", "norma PN-EN 13201", "kwota 123 456,78 zł",
            "NIP 657-261-73-25", "REGON 291009343000", "konto 12 1020 2629 0000 9602 0000 0000",
            "44051401459", "12345678901", "44951401458", "rozkład 7:15 7:30 7:45", "numery 1, 2, 3, 15",
            "a@b", "@urzad", "Suka", "kubek", "gałąź suka nad chodnikiem", "сук дерева", "shirt", "podjazd",
            "hulajnoga",
            "chudy kot", "cyprys", "kurek", "Piździec nie", "", "   ",
        ]
    )
    func notFound(text: String) throws {
        let expected: [TextHint] = text.hasPrefix("Piździec") ? [TextHint(.vulgar, "Piździec")] : []
        #expect(try hints(text) == expected)
    }

    @Test("Each is told once, what is most personal first")
    func order() throws {
        let text = "Kurwa! 600 100 200, ida@poczta.example, 44051401458, TK 12345, jeszcze raz 600 100 200. Kurwa!"
        let expected = [
            TextHint(.pesel, "44051401458"), TextHint(.email, "ida@poczta.example"), TextHint(.phone, "600 100 200"),
            TextHint(.plate, "TK 12345"), TextHint(.vulgar, "Kurwa"),
        ]
        #expect(try hints(text) == expected)
    }

    @Test("A town that switches them off is told of no words, but of numbers all the same")
    func off() throws {
        let change = ProjectTown.Change(
            "rules.json5",
            "reports: {",
            "reports: { hints: { vulgarWords: \"off\", basis: \"own\" },"
        )
        let town = try ProjectTown.named("demo", revision: 2, change)
        let found = try Self.find.get()("Kurwa, 600 100 200", in: town)
        #expect(found == [TextHint(.phone, "600 100 200")])
    }

    @Test("The list of words is short, folded alike, and no stem makes another one needless")
    func stems() throws {
        let stems = try ProjectFiles.vulgarWords()
        #expect((20...100).contains(stems.count))
        #expect(stems.allSatisfy { $0 == $0.lowercased() && $0.count >= 3 })
        for stem in stems {
            #expect(!stems.contains { $0 != stem && stem.hasPrefix($0) }, "\(stem)")
        }
    }
}
