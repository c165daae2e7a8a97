import Foundation
import Testing

@testable import CityChannels

@Suite struct TransferEncodingTests {
    @Test(
        "The text decides its encoding",
        arguments: [
            ("", "7bit"), ("Thank you.\n", "7bit"), ("tab\there", "7bit"),
            ("Dziękujemy za zgłoszenie.", "quoted-printable"),
            ("Дякуємо", "base64"), ("a\0b", "quoted-printable"), ("space at the end \nx", "quoted-printable"),
            ("From me", "quoted-printable"), (String(repeating: "a", count: 76), "7bit"),
            (String(repeating: "a", count: 77), "quoted-printable"), ("del\u{7F}", "quoted-printable"),
        ] as [(String, String)]
    )
    func best(text: String, encoding: String) {
        #expect(TransferEncoding.best(for: text).rawValue == encoding)
    }

    @Test(
        "Quoted-printable gives these lines",
        arguments: [
            ("ąę", "=C4=85=C4=99\r\n"), ("a=b", "a=3Db\r\n"), ("a \nb\t", "a=20\r\nb=09\r\n"), ("a b", "a b\r\n"),
            ("From x\n.dot", "=46rom x\r\n.dot\r\n"), ("a\r\nb\rc\nd", "a\r\nb\r\nc\r\nd\r\n"),
            ("a\n\n\nb", "a\r\n\r\n\r\nb\r\n"),
            (String(repeating: "a", count: 76), String(repeating: "a", count: 76) + "\r\n"),
            (String(repeating: "a", count: 77), String(repeating: "a", count: 75) + "=\r\naa\r\n"),
            (String(repeating: "a", count: 73) + "ąb", String(repeating: "a", count: 73) + "=\r\n=C4=85b\r\n"),
        ] as [(String, String)]
    )
    func quotedPrintable(text: String, lines: String) {
        #expect(TransferEncoding.quotedPrintable.encode(text) == lines)
    }

    @Test("Base64 gives lines of 76 octets that decode to the text with CR LF")
    func base64() throws {
        let text = String(repeating: "Громада міста\n", count: 30)
        let lines = TransferEncoding.base64.encode(text)
        #expect(lines.components(separatedBy: "\r\n").dropLast(2).allSatisfy { $0.utf8.count == 76 })
        let decoded = try #require(Data(base64Encoded: lines, options: .ignoreUnknownCharacters))
        #expect(String(decoding: decoded, as: UTF8.self) == text.replacing("\n", with: "\r\n"))
    }
}
