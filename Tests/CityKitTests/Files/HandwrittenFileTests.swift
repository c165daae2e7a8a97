import CityKit
import Foundation
import Testing

/// A file with the shapes that municipality files have.
private struct Sample: Decodable, Equatable {
    struct Rule: Decodable, Equatable {
        let name: String
        let within: Period?
        let from: CivilDate?
        let needs: [Need]?
    }

    enum Need: String, Decodable, CaseIterable { case reason, solution }

    struct Link: Decodable, Equatable {
        let url: URL
    }

    let title: LocalizedText?
    let rules: [Rule]
    let limits: [String: Int]?
    let link: Link?
    let isOpen: Bool?
}

@Suite struct HandwrittenFileTests {
    @Test("A file with known keys is read with comments, unquoted keys and trailing commas") func reading() throws {
        let file = HandwrittenFile(
            name: "town.json5",
            data: Data(
                """
                // A town: with "quotes", {braces} and 'more'
                {
                  title: { pl: 'Miasto // nie komentarz', uk: "Мі\\"сто" }, /* rules: twice? no */
                  rules: [{ name: 'verify', within: "3 working days", needs: ['reason'], }, { name: 'verify', from: null }],
                  limits: { photos: 3, 'any key': +4 }, link: { url: 'https://example.org/a,b' }, isOpen: true,
                }
                """.utf8
            )
        )
        let sample = try file.decode(Sample.self)
        #expect(
            sample
                == Sample(
                    title: LocalizedText([.polish: "Miasto // nie komentarz", .ukrainian: "Мі\"сто"]),
                    rules: [
                        Sample.Rule(name: "verify", within: .workingDays(3), from: nil, needs: [.reason]),
                        Sample.Rule(name: "verify", within: nil, from: nil, needs: nil),
                    ],
                    limits: ["photos": 3, "any key": 4],
                    link: Sample.Link(url: try #require(URL(string: "https://example.org/a,b"))),
                    isOpen: true
                )
        )
    }

    @Test(
        "A fault names the file, the place and the mend",
        arguments: [
            ("{ rules: [], titel: {} }", ["titel: unknown key; did you mean “title”?"]),
            ("{ rules: [], zzz: 1 }", ["zzz: unknown key; known here: isOpen, limits, link, rules, title"]),
            ("{ rules: [{ name: 'a', witihn: '3 days' }] }", ["rules[0].witihn: unknown key; did you mean “within”?"]),
            (
                "{ rules: [{ name: 'a' }, { nam: 'b' }] }",
                ["rules[1].name: is missing; “nam” is there: is it misspelt?"]
            ),
            ("{ }", ["rules: is missing"]),
            (
                "{ rules: [{ name: 'a', frm: '2026-01-01' }], link: { url: 'x', label: 'y' }, link2: 1 }",
                [
                    "rules[0].frm: unknown key; did you mean “from”?", "link.label: unknown key; known here: url",
                    "link2: unknown key; did you mean “link”?",
                ]
            ),
            (
                "{ rules: [{ name: 'a', within: '3 wd' }] }",
                ["rules[0].within: “3 wd” is not a period; write for example “3 working days”, “30 days” or “6 months”"]
            ),
            ("{ rules: [{ name: 7 }] }", ["rules[0].name: must be a text in quotes"]),
            ("{ rules: {} }", ["rules: must be a list: [ … ]"]),
            ("{ rules: [7] }", ["rules[0]: must be an object: { … }"]),
            ("{ rules: [], limits: { photos: 'many' } }", ["limits.photos: must be a whole number"]),
            ("{ rules: [], isOpen: 1 }", ["isOpen: must be true or false"]),
            (
                "{ rules: [{ name: 'a', needs: ['raeson'] }] }",
                ["rules[0].needs[0]: must be one of “reason”, “solution”"]
            ),
            ("{ rules: [], title: { ua: 'x' } }", ["title.ua: unknown key; must be a Language"]),
            ("{ rules: [], title: {}, rules: [] }", ["rules: is there twice"]),
            (
                "{ rules: [{ name: 'a', \"name\": 'b', from: null, from: null }] }",
                ["rules[0].name: is there twice", "rules[0].from: is there twice"]
            ),
        ]
    )
    func faults(text: String, faults: [String]) {
        #expect(throws: FileFaults(faults.map(fault))) { try file(text).decode(Sample.self) }
    }

    @Test(
        "A mistake in writing is shown with its line and column",
        arguments: [
            ("{\n  rules: []\n  isOpen: true }", "line 3, column 3", "here a “,” or “}” is missing"),
            ("{\n  rules: [", "line 2, column 11", "the list “rules” has no “]” at its end"),
            ("{ rules: ['a, }", "line 1, column 11", "the text that begins here has no end"),
            ("{ rules [] }", "line 1, column 9", "after the key “rules” a “:” is missing"),
            ("{ rules: [],, }", "line 1, column 13", "here a key is missing"),
            ("{ rules: , }", "line 1, column 10", "here a value is missing"),
            ("{ rules: [] } }", "line 1, column 15", "nothing may follow the end of the value"),
            ("", "line 1, column 1", "here a value is missing"),
            ("{ tytuł: 'Łódź' rules: [] }", "line 1, column 17", "here a “,” or “}” is missing"),
        ]
    )
    func mistakes(text: String, place: String, problem: String) {
        #expect(throws: FileFaults([FileFault(file: "town.json5", path: place, problem: problem)])) {
            try file(text).decode(Sample.self)
        }
    }

    @Test("Comments and bare keys are refused in a file that is not JSON5") func plainJSON() {
        let file = HandwrittenFile(name: "town.json", data: Data("{ rules: [] }".utf8))
        #expect(throws: FileFaults.self) { try file.decode(Sample.self) }
    }

    @Test("A type that tries one shape after the other leaves no fault behind") func attempts() throws {
        struct Either: Decodable, Equatable {
            let text: String
            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let link = try? container.decode(Sample.Link.self) {
                    text = link.url.absoluteString
                } else {
                    text = try container.decode(Sample.Rule.self).name
                }
            }
        }
        let read = try file("[{ url: 'x' }, { name: 'a', within: '1 day' }]").decode([Either].self)
        #expect(read.map(\.text) == ["x", "a"])
    }

    private func file(_ text: String) -> HandwrittenFile { HandwrittenFile(name: "town.json5", data: Data(text.utf8)) }

    /// `path: problem` as a fault of the sample.
    private func fault(_ text: String) -> FileFault {
        let parts = text.split(separator: ": ", maxSplits: 1)
        return FileFault(file: "town.json5", path: String(parts[0]), problem: String(parts[1]))
    }
}

@Suite struct SpellingTests {
    @Test(
        "The nearest word within two slips is found",
        arguments: [
            ("form", "from"), ("frm", "from"), ("untl", "until"), ("Until", "until"), ("holydais", "holidays"),
            ("xyz", nil),
            ("on", nil), ("law", nil), ("", nil),
        ]
    )
    func nearest(word: String, found: String?) {
        #expect(Spelling.nearest(to: word, among: ["from", "until", "holidays", "law"]) == found)
    }
}

@Suite struct ListGrowthTests {
    @Test(
        "Elements are added behind what a person wrote, comments and all",
        arguments: [
            ("{ a: [1, 2] }", "{ a: [1, 2,\n  3,\n  4,\n] }"),
            ("{ a: [] }", "{ a: [\n  3,\n  4,\n] }"),
            ("{\n  a: [\n    1, // one\n  ],\n}", "{\n  a: [\n    1, // one\n    3,\n    4,\n  ],\n}"),
            ("{\n  a: [\n    1 // one, ]\n  ]\n}", "{\n  a: [\n    1, // one, ]\n    3,\n    4,\n  ]\n}"),
            ("{ b: { a: [1] }, \"a\": ['],'] }", "{ b: { a: [1] }, \"a\": ['],',\n  3,\n  4,\n] }"),
            ("{ b: [1] }", nil), ("{ a: 1 }", nil), ("{ a: [1 }", nil),
        ] as [(String, String?)]
    )
    func appending(text: String, expected: String?) {
        let file = HandwrittenFile(name: "a.json5", data: Data(text.utf8))
        #expect(file.appending(["3", "4"], toList: "a") == expected)
    }

    @Test("Nothing is added to a list that gets nothing")
    func nothing() {
        let file = HandwrittenFile(name: "a.json5", data: Data("{ a: [1] }".utf8))
        #expect(file.appending([], toList: "a") == "{ a: [1] }")
    }
}
