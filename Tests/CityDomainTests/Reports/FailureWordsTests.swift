import CityDomain
import CityKit
import CityTestSupport
import Testing

/// What a person reads when something cannot be taken.
@Suite struct FailureWordsTests {
    @Test(
        "A text that is too long is named, with how much is too much",
        arguments: [
            ("address", 251, 250, "„Adres albo miejsce” ma o 1 znak za dużo. Skróć do 250 znaków"),
            ("hint", 253, 250, "„Wskazówka, jak trafić” ma o 3 znaki za dużo. Skróć do 250 znaków"),
            ("description", 5_234, 4_000, "„Opis” ma o 1 234 znaki za dużo. Skróć do 4 000 znaków"),
            ("justification", 4_005, 4_000, "„Uzasadnienie” ma o 5 znaków za dużo. Skróć do 4 000 znaków"),
            ("solution", 4_022, 4_000, "„Inne rozwiązanie” ma o 22 znaki za dużo. Skróć do 4 000 znaków"),
            ("reason", 4_001, 4_000, "„Powód” ma o 1 znak za dużo. Skróć do 4 000 znaków"),
        ]
    )
    func tooLong(field: String, length: Int, limit: Int, words: String) throws {
        let failure = ReportFailure.textTooLong(field: field, length: length, limit: limit)
        let said = try ProjectFiles.texts().say(failure.text, in: .polish)
        #expect(said.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ") == words)
    }

    @Test(
        "A pause says how long it lasts, never less than it does",
        arguments: [
            (1, "in 1 second."), (999, "in 1 second."), (1_001, "in 2 seconds."), (60_000, "in 60 seconds."),
            (60_001, "in 2 minutes."), (120_000, "in 2 minutes."), (900_000, "in 15 minutes."),
        ]
    )
    func pause(milliseconds: Int, end: String) throws {
        let failure = AccountFailure.paused(for: .milliseconds(milliseconds))
        let said = try ProjectFiles.texts().say(failure.text, in: .english)
        #expect(said == "Too many attempts to sign in. Try again \(end)")
        #expect(failure.kind == .tooMany(retryAfter: .milliseconds(milliseconds)))
    }
}
