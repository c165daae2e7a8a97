import CityDomain
import Testing

@Suite struct PersonNameTests {
    @Test(
        "Names of any alphabet are taken, with single spaces",
        arguments: [
            ("Jan Kowalski", "Jan Kowalski"), ("  Żaneta   Święch-Łoś ", "Żaneta Święch-Łoś"),
            ("Наталія Дем'яненко", "Наталія Дем'яненко"), ("O’Neill", "O’Neill"),
            ("Jan\tIII\u{A0}Sobieski", "Jan III Sobieski"),
            ("X Æ A-12", "X Æ A-12"), ("李小龍", "李小龍"),
        ]
    )
    func accepted(typed: String, text: String) throws {
        #expect(try PersonName(typed: typed).text == text)
    }

    @Test(
        "What would be a link, a header or nothing is refused",
        arguments: [
            ("", PersonNameFailure.empty), (" \u{200B} ", .empty), ("123", .wrongForm), ("---", .wrongForm),
            ("Jan <script>", .wrongForm), ("jan@example.pl", .wrongForm), ("Win at https://example.com", .wrongForm),
            ("WWW.example.com", .wrongForm), ("Jan\u{0}Kowalski", .wrongForm), ("Jan\u{202E}Kowalski", .wrongForm),
            ("Jan \"X\"", .wrongForm), (String(repeating: "a", count: 101), .tooLong),
            ("a" + String(repeating: "\u{301}", count: 300), .tooLong),
        ] as [(String, PersonNameFailure)]
    )
    func refused(typed: String, failure: PersonNameFailure) {
        #expect(throws: failure) { try PersonName(typed: typed) }
    }
}
