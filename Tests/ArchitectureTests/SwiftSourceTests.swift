import Testing

/// The readings of a file that the rules stand on.
@Suite struct SwiftSourceTests {
    private static let source = SwiftSource(
        path: "Sources/CityDomain/Reports/Sample.swift",
        text: """
            public import CityKit
            import struct Foundation.Date
            // import Nothing

            public struct Sample: Sendable {
                struct Inner {}
                let words = Text("sample.\\(name).title")
                var long: Int {
                    let a = "}"

                    return a.count
                }
                func empty() {}
            }
            extension Other { enum Nested {} }
            """
    )

    @Test("A file is read")
    func reading() {
        let source = Self.source
        #expect(source.name == "Sample.swift")
        #expect(source.feature == "Reports")
        #expect(source.imports == ["CityKit", "Foundation"])
        #expect(source.topLevelTypes == ["Sample"])
        #expect(source.declaredTypes == ["Sample", "Inner", "Nested"])
        #expect(source.extendedTypes == ["Other"])
        #expect(source.spokenKeys.map(\.literal) == ["sample.\\(…).title"])
    }

    @Test("Functions and computed values are measured between their braces")
    func functions() {
        #expect(
            SwiftFunction.all(in: Self.source) == [
                SwiftFunction(place: "\(Self.source.path):8", lines: 3),
                SwiftFunction(place: "\(Self.source.path):13", lines: 0),
            ]
        )
    }

    @Test(
        "A key with gaps covers the keys that fill them",
        arguments: [
            ("a.b", "a.b", true), ("a.b", "a.bc", false), ("a.\\(…).c", "a.b.c", true), ("a.\\(…).c", "a.b.d", false),
            ("a.\\(…)", "a.", false), ("\\(…).subject", "mail.done.subject", true),
            ("a.\\(…).b.\\(…)", "a.1.b.2", true),
            ("a.\\(…).b.\\(…)", "a.1.c.2", false),
        ]
    )
    func keys(literal: String, key: String, isCovered: Bool) {
        #expect(KeyPattern(literal).covers(key) == isCovered)
    }

    @Test("A document is read")
    func document() {
        let page = Document(
            path: "docs/page.md",
            text:
                "# A *Title*, two\nSee [a](../README.md#top), [b](#x), [c](https://c.example) and `code`.\n\n    make it\n"
        )
        #expect(page.links.map(\.file) == ["README.md", "docs/page.md"])
        #expect(page.links.map(\.heading) == ["top", "x"])
        #expect(page.headings == ["a-title-two"])
        #expect(page.code == ["code", "    make it"])
    }
}
