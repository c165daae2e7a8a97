import CityDomain
import Testing

@Suite struct PasswordRuleTests {
    @Test(
        "A password nobody guesses at once is taken, whatever it is made of",
        arguments: [
            "nadciąga burza", "tramwaj-siedem", "fjord bank glyphs vex", "        x       ", "Gżegżółka", "🏛🏛🌧🌧🚲🚲🐝🐌",
            String(repeating: "kot pije ", count: 14),
        ]
    )
    func accepted(text: String) throws {
        try PasswordRule.check(Password(typed: text), login: EmailAddress(typed: "jan.nowak@example.pl"))
    }

    @Test(
        "A password that is tried first is refused",
        arguments: [
            ("", PasswordFailure.tooShort), ("krótkie", .tooShort), ("🏛🏛🌧🌧", .tooShort),
            (String(repeating: "kot pije ", count: 15), .tooLong), ("jan.nowak@example.pl", .sameAsLogin),
            ("JAN.NOWAK@EXAMPLE.PL", .sameAsLogin), ("jan.nowak", .sameAsLogin), ("Password1!", .tooCommon),
            ("haslo123", .tooCommon), ("HASŁO12345", .tooCommon), ("hasło!!!", .tooCommon), ("пароль123", .tooCommon),
            ("12345678", .tooCommon), ("87654321", .tooCommon), ("11111111", .tooCommon), ("abababab", .tooCommon),
            ("qwertyuiop", .tooCommon), ("йцукенгш", .tooCommon),
            ("1qaz2wsx", .tooCommon), ("abcdabcd", .tooCommon), ("Grudzien2025", .tooCommon), ("Warszawa1", .tooCommon),
            ("2025Ratusz!", .tooCommon), ("        ", .tooCommon),
        ] as [(String, PasswordFailure)]
    )
    func refused(text: String, failure: PasswordFailure) throws {
        let login = try EmailAddress(typed: "jan.nowak@example.pl")
        #expect(throws: failure) { try PasswordRule.check(Password(typed: text), login: login) }
    }

    @Test("The same letter in two encodings is the same password")
    func normalised() throws {
        let login = try EmailAddress(typed: "jan.nowak@example.pl")
        #expect(throws: PasswordFailure.tooCommon) {
            try PasswordRule.check(Password(typed: "Krako\u{301}w2025"), login: login)
        }
    }
}
