import Foundation
import Testing

@testable import CityChannels

@Suite struct EncodedWordsTests {
    @Test(
        "Words of any alphabet become ASCII, Polish still readable",
        arguments: [
            ("Zgłoszenie", "=?UTF-8?Q?Zg=C5=82oszenie?="), ("a b?c=d_e", "=?UTF-8?Q?a_b=3Fc=3Dd=5Fe?="),
            ("Звернення", "=?UTF-8?B?0JfQstC10YDQvdC10L3QvdGP?="), ("🏛", "=?UTF-8?B?8J+Pmw==?="),
        ]
    )
    func encode(words: String, encoded: String) {
        #expect(EncodedWords.encode(words, after: 0) == encoded)
    }

    @Test(
        "Long words are cut between letters, each piece a word of at most 75 octets, and join to what they were",
        arguments: [
            String(repeating: "Zażółć gęślą jaźń ", count: 20), String(repeating: "Громада ", count: 50),
            String(repeating: "🌧", count: 100), String(repeating: "ł", count: 200),
        ],
        [0, 9, 40]
    )
    func long(words: String, start: Int) throws {
        let lines = EncodedWords.encode(words, after: start).components(separatedBy: "\r\n ")
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        #expect((lines.first?.utf8.count ?? 0) + start <= 76)
        #expect(try lines.map(decoded).joined() == words)
    }

    /// What a mail program makes of an encoded word.
    private func decoded(_ word: String) throws -> String {
        let parts = word.split(separator: "?", omittingEmptySubsequences: false)
        try #require(parts.count == 5 && parts[0] == "=" && parts[1] == "UTF-8" && parts[4] == "=")
        if parts[2] == "B" {
            return try #require(Data(base64Encoded: String(parts[3])).flatMap { String(data: $0, encoding: .utf8) })
        }
        let escaped = parts[3].replacing("_", with: "=20").replacing("=", with: "%")
        return try #require(escaped.removingPercentEncoding)
    }
}
