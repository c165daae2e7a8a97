import CityKit
import CityTestSupport
import Foundation
import Testing

@Suite struct TextCatalogueTests {
    @Test(
        "A count takes the plural form of its language",
        arguments: [
            (0, "0 dni roboczych", "0 робочих днів", "0 working days"),
            (1, "1 dzień roboczy", "1 робочий день", "1 working day"),
            (2, "2 dni robocze", "2 робочі дні", "2 working days"),
            (4, "4 dni robocze", "4 робочі дні", "4 working days"),
            (5, "5 dni roboczych", "5 робочих днів", "5 working days"),
            (11, "11 dni roboczych", "11 робочих днів", "11 working days"),
            (12, "12 dni roboczych", "12 робочих днів", "12 working days"),
            (14, "14 dni roboczych", "14 робочих днів", "14 working days"),
            (21, "21 dni roboczych", "21 робочий день", "21 working days"),
            (22, "22 dni robocze", "22 робочі дні", "22 working days"),
            (25, "25 dni roboczych", "25 робочих днів", "25 working days"),
            (101, "101 dni roboczych", "101 робочий день", "101 working days"),
            (111, "111 dni roboczych", "111 робочих днів", "111 working days"),
            (112, "112 dni roboczych", "112 робочих днів", "112 working days"),
            (1_002, "1\u{A0}002 dni robocze", "1\u{A0}002 робочі дні", "1\u{A0}002 working days"),
        ]
    )
    func plurals(count: Int, polish: String, ukrainian: String, english: String) throws {
        let texts = try ProjectFiles.texts()
        let said = Language.allCases.map { texts.say(Period.workingDays(count).text, in: $0) }
        #expect(said == [polish, ukrainian, english])
    }

    @Test("Gaps take words, numbers, dates in a style, days and other texts")
    func gaps() throws {
        let texts = try catalogue(
            polish: [
                "a": "{who}: {what} do {end:genitive}, {end:short}; wolne {off}; {name}", "b": "{n} spraw",
                "c": "{x} i {y:full}",
            ]
        )
        let text = Text(
            "a",
            [
                "who": .words("{n} Ewa"), "what": .text(Text("b", ["n": .number(4_312)])),
                "end": .date(CivilDate(2025, 12, 30)),
                "off": .text(.days([CivilDate(2025, 12, 24), CivilDate(2025, 12, 25)])),
                "name": .text(.localized(LocalizedText([.polish: "Wigilia", .english: "Christmas Eve"]))),
            ]
        )
        #expect(
            texts.say(text, in: .polish)
                == "{n} Ewa: 4\u{A0}312 spraw do wtorku, 30 grudnia 2025\u{A0}r., 30.12.2025; wolne 24, 25 grudnia; Wigilia"
        )
        #expect(texts.say(Text("c", ["x": .words("1")]), in: .polish) == "1 i {y}")
        #expect(texts.say(Text("no.such.key"), in: .polish) == "no.such.key")
        #expect(texts.say(Text("a"), in: .english) == "a")
    }

    @Test(
        "Words of a town in several languages are said in the reader's, else in Polish",
        arguments: [
            (Language.english, "Christmas Eve"), (.ukrainian, "Wigilia"), (.polish, "Wigilia"),
        ]
    )
    func localized(language: Language, words: String) throws {
        let text = Text.localized(LocalizedText([.polish: "Wigilia", .english: "Christmas Eve"]))
        #expect(try catalogue(polish: [:]).say(text, in: language) == words)
    }

    @Test("Every fault of the files is found")
    func faults() throws {
        let texts = try TextCatalogue([
            .polish: file(
                "pl",
                #"{"a": "{x}", "b": {"one": "{count} dom", "few": "{count} domy", "many": "{count}"}, "c": "{x"}"#
            ),
            .ukrainian: file(
                "uk",
                #"{"a": "{x:fulll}", "b": {"one": "1", "few": "2", "many": "3", "other": "4", "two": "2"}}"#
            ),
            .english: file("en", #"{"a": "{y}", "b": {"one": "one house {z}", "other": "{count} houses"}, "c": "c"}"#),
        ])
        #expect(
            texts.faults.map(\.description) == [
                "pl.json: a: has no gap {y}, which another wording of the key has",
                "pl.json: b: has no form “other”",
                "pl.json: b: “few”: has no gap {z}, which another wording of the key has",
                "pl.json: b: “many”: has no gap {z}, which another wording of the key has",
                "pl.json: b: “one”: has no gap {z}, which another wording of the key has",
                "pl.json: c: “{” is not closed",
                "uk.json: a: unknown style “fulll”",
                "uk.json: a: has no gap {y}, which another wording of the key has",
                "uk.json: b: has a form “two” the language lacks",
                "uk.json: b: “few”: has no gap {z}, which another wording of the key has",
                "uk.json: b: “many”: has no gap {z}, which another wording of the key has",
                "uk.json: b: “one”: has no gap {z}, which another wording of the key has",
                "uk.json: b: “other”: has no gap {z}, which another wording of the key has",
                "uk.json: b: “two”: has no gap {z}, which another wording of the key has",
                "uk.json: c: is missing",
                "en.json: a: has no gap {x}, which another wording of the key has",
                "en.json: b: “other”: has no gap {z}, which another wording of the key has",
            ]
        )
        #expect(
            texts.faults(using: ["a", "days", "aa"]).map(\.description)
                == ["Texts: aa: is used but has no words; did you mean “a”?"]
        )
    }

    @Test(
        "A file with a key twice, or with something other than sentences, is refused",
        arguments: [
            (#"{"a": "x", "a": "y"}"#, "pl.json: a: is there twice"),
            (#"{"a": 3}"#, "pl.json: a: must be an object: { … }"),
            (#"{"a": "x" "b": "y"}"#, "pl.json: line 1, column 11: here a “,” or “}” is missing"),
        ]
    )
    func broken(json: String, fault: String) throws {
        let error = try #require(throws: FileFaults.self) { try TextCatalogue([.polish: file("pl", json)]) }
        #expect(error.description == fault)
    }

    @Test("The project's own texts have no faults") func ownTexts() throws {
        #expect(try ProjectFiles.texts().faults.map(\.description) == [])
    }

    @Test(
        "Every key that the dates and terms use has words",
        arguments: ["Sources/CityKit", "Sources/CityDomain/Deadlines"]
    )
    func usedKeys(folder: String) throws {
        let keys = try ProjectFiles.swiftFiles(in: folder).flatMap { file in
            file.text.matches(of: /"((?:deadline|period|day_off)\.[a-z_.]+)"/).map { String($0.1) }
        }
        #expect(!keys.isEmpty)
        #expect(try ProjectFiles.texts().faults(using: keys).map(\.description) == [])
    }

    private func catalogue(polish: [String: String]) throws -> TextCatalogue {
        try TextCatalogue([.polish: HandwrittenFile(name: "pl.json", data: JSONEncoder().encode(polish))])
    }

    private func file(_ language: String, _ json: String) -> HandwrittenFile {
        HandwrittenFile(name: "\(language).json", data: Data(json.utf8))
    }
}
