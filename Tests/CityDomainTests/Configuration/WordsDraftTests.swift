import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// The town's own words: that they say all that belongs into a text, and that the rest of the files stays.
@Suite struct WordsDraftTests {
    private static let texts: OwnTexts = [
        "home.title": TextGaps(needed: []), "status.number": TextGaps(needed: ["number"]),
        "persons.reported": TextGaps(needed: ["name"], optional: ["count"]),
    ]

    private static func failures(_ own: [Language: [String: String]]) throws -> [WordsFailure] {
        let (files, town) = (try ProjectTown.files("demo"), try ProjectTown.named("demo"))
        do {
            _ = try WordsDraft(own: own, texts: texts).putting(into: files, of: town)
            return []
        } catch {
            return (error as? Failures)?.all.compactMap { $0 as? WordsFailure } ?? []
        }
    }

    @Test(
        "Words that lack a gap, have a strange one, or write one wrong are told",
        arguments: [
            ("status.number", "Nr", TextGaps.Problem.missing("number")),
            ("status.number", "Nr {number} {name}", .unknown("name")),
            ("persons.reported", "{name} {count} {day}", .unknown("day")),
        ]
    )
    func gaps(key: String, words: String, problem: TextGaps.Problem) throws {
        #expect(try Self.failures([.polish: [key: words]]) == [.gaps(key, .polish, problem)])
        let fine = try Self.failures([.polish: ["status.number": "Nr {number}", "persons.reported": "{name}"]])
        #expect(fine.isEmpty)
    }

    @Test("Words for a text that there is not, and words without an end, are told")
    func strange() throws {
        #expect(try Self.failures([.english: ["home.titel": "x"]]) == [.unknown("home.titel", .english)])
        let long = String(repeating: "a", count: WordsDraft.longest + 1)
        let told = WordsFailure.tooLong("home.title", .polish, length: WordsDraft.longest + 1)
        #expect(try Self.failures([.polish: ["home.title": long]]) == [told])
        #expect(try Self.failures([.polish: ["home.title": "Zgłoś {"]]).count == 1)
    }

    @Test("Words come in one language and go again with their file")
    func comeAndGo() throws {
        let (files, town) = (try ProjectTown.files("demo"), try ProjectTown.named("demo"))
        let draft = WordsDraft(
            own: [.polish: ["home.title": " Zgłoś "], .english: ["home.title": ""]],
            texts: Self.texts
        )
        let with = try draft.putting(into: files, of: town)
        let changed = try ProjectTown.decoder().decode(with, revision: 2)
        #expect(changed.words[.polish] == ["home.title": "Zgłoś"])
        #expect(with.contents["texts/en.json"] == nil)
        let back = WordsDraft(own: [.polish: ["home.title": ""]], texts: Self.texts)
        #expect(try back.putting(into: with, of: changed) == files)
    }

    @Test("Words that another one saved meanwhile stay where nothing was typed")
    func meanwhile() throws {
        let base = WordsDraft(own: [.polish: ["a": "1", "b": "1"]])
        let newest = WordsDraft(own: [.polish: ["a": "2", "b": "2", "c": "2"]])
        let typed = WordsDraft(own: [.polish: ["a": "1", "b": "3"]])
        #expect(typed.over(newest, since: base).own == [.polish: ["a": "2", "b": "3"]])
    }

    @Test("The check of the files tells of gaps in the words of the reader, and a stored town runs on with them")
    func files() throws {
        let decoder = MunicipalityDecoder(
            calendars: ["pl": try ProjectFiles.holidays("pl")],
            texts: try ProjectFiles.texts().gaps
        )
        let files = try ProjectTown.files("demo").replacing(
            "texts/pl.json",
            with: #"{ "configuration.revision": "Wersja" }"#
        )
        let town = try decoder.decode(files, revision: 1)
        let faults = decoder.faultsOfWords(in: town)
        #expect(faults.map(\.path) == ["configuration.revision"])
        #expect(faults.map(\.text) == [Text("configuration.fault.gapMissing", ["gap": .words("{revision}")])])
    }
}
