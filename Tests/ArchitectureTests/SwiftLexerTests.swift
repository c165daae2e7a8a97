import Testing

@Suite struct SwiftLexerTests {
    @Test(
        "Comments and literals are told from code",
        arguments: [
            ("a // b", "a     ", []),
            ("a /* b /* c */ d */ e", "a                   e", []),
            (#"f("x{y")"#, "f(     )", ["x{y"]),
            (#"f("a \(g("b") + 1) c")"#, "f(    (g(   ) + 1)   )", ["b", #"a \(…) c"#]),
            (##"f(#"a "b" \(c) \#(d)"#)"##, "f(               (d)  )", [##"a "b" \(c) \(…)"##]),
            ("f(\"\"\"\n  a \"b\"\n  \"\"\")", "f(   \n       \n     )", ["\n  a \"b\"\n  "]),
            (#"let a = /x"{\/y/ + b / c"#, "let a =          + b / c", []),
            (#""a\"b""#, "      ", [#"a\b"#]),
        ] as [(String, String, [String])]
    )
    func tellsApart(text: String, code: String, literals: [String]) {
        let lexer = SwiftLexer(text)
        #expect(String(decoding: lexer.code, as: UTF8.self) == code)
        #expect(lexer.literals == literals)
    }
}
