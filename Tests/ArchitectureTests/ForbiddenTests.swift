import Testing

@Suite struct ForbiddenTests {
    @Test("No rule looks at the clock, the dice or the machine", arguments: ["CityKit", "CityDomain"])
    func hiddenInputs(target: String) {
        expectNone(Forbidden.hiddenInput.inCode(of: SwiftSource.of(target)))
    }

    @Test("The program has none of these in its code", arguments: [Forbidden.trap, .emptyName, .boolParameter])
    func code(forbidden: Forbidden) {
        expectNone(forbidden.inCode(of: SwiftSource.program))
    }

    @Test("The program has none of these in its SQL", arguments: [Forbidden.clockInSQL, .allColumns])
    func statements(forbidden: Forbidden) {
        expectNone(forbidden.inLiterals(of: SwiftSource.program))
    }

    @Test("Nothing is left to do in a comment")
    func marks() {
        let sources = SwiftSource.everything.filter { !$0.name.hasPrefix("Forbidden") }
        expectNone(sources.filter { $0.text.contains(Forbidden.mark.pattern) }.map(\.path))
    }

    @Test(
        "The patterns find what they forbid and nothing else",
        arguments: [
            (.hiddenInput, "let now = Date()", true),
            (.hiddenInput, "let now = CivilDate(day)", false),
            (.hiddenInput, "names.shuffled()", true),
            (.clockInSQL, "SELECT now() AS at", true),
            (.clockInSQL, "SELECT known FROM now", false),
            (.trap, "let a = b!.c", true),
            (.trap, "let a = f(b)!", true),
            (.trap, "var label: Label!\n", true),
            (.trap, "if a != b, !c { try? d() }", false),
            (.mark, "// TODO: later", true),
            (.mark, "let todos = 1", false),
            (.emptyName, "struct DateUtils {", true),
            (.emptyName, "struct Utility {", false),
            (.boolParameter, "public func show(_ draft: Draft,\n    isNew: Bool) {", true),
            (.boolParameter, "public func isOpen(at now: Instant) -> Bool {", false),
            (.boolParameter, "func show(isNew: Bool) {", false),
            (.allColumns, "SELECT r.* FROM reports r", true),
            (.allColumns, "SELECT count(*) FROM reports", false),
        ] as [(Forbidden, String, Bool)]
    )
    func patterns(forbidden: Forbidden, text: String, isFound: Bool) {
        #expect(text.contains(forbidden.pattern) == isFound)
    }
}
