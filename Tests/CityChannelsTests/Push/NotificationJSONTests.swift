import Foundation
import Testing

@testable import CityChannels

@Suite struct NotificationJSONTests {
    private struct Read: Decodable, Equatable {
        let title: String
        let body: String
    }

    private static func fitted(_ title: String, _ body: String, _ limit: Int) throws -> Read? {
        let bytes = NotificationJSON.fitted(title: title, body: body, limit: limit) { title, body in
            .object([("title", .text(title)), ("body", .text(body))])
        }
        guard let bytes else { return nil }
        #expect(bytes.count <= limit)
        return try JSONDecoder().decode(Read.self, from: Data(bytes))
    }

    @Test(
        "What is written is what is read",
        arguments: ["", "a\"b\\c\n\t\u{1}\u{1F}/", "Zażółć 🇵🇱 її", "\u{2028}\u{7F}"]
    )
    func escaping(text: String) throws {
        #expect(try Self.fitted("t", text, 1_000) == Read(title: "t", body: text))
    }

    @Test(
        "A body that is too long ends at the border of a character, with an ellipsis",
        arguments: [
            ("abcdefghij", 33, "abcdefghij"), ("abcdefghij", 32, "abcdef…"), ("abc def gh", 30, "abc…"),
            ("żółćżółć", 32, "żół…"), ("żółćżółć", 31, "żó…"), ("👩‍👩‍👧👩‍👩‍👧", 50, "👩‍👩‍👧…"), ("👩‍👩‍👧👩‍👩‍👧", 40, "…"),
            ("\n\n\n\n\nabc", 41, "…"), ("\"\"\"\"\"\"", 32, "\"\"\"…"), ("abcdefghij", 25, ""), ("abcdefghij", 23, ""),
        ]
    )
    func cutting(body: String, limit: Int, kept: String) throws {
        #expect(try Self.fitted("t", body, limit) == Read(title: "t", body: kept))
    }

    @Test("A message that does not fit without a body is none")
    func hopeless() throws {
        #expect(try Self.fitted("t", "abc", 22) == nil)
    }

    @Test("A title leaves room for the rest")
    func title() throws {
        let read = try #require(try Self.fitted(String(repeating: "Ї", count: 3_000), "body", 1_000))
        #expect(read == Read(title: String(repeating: "Ї", count: 198) + "…", body: "body"))
    }

    @Test("However long a body is, the message is whole", arguments: 24...120)
    func lengths(limit: Int) throws {
        let text = "Щ\"\n👨‍👩‍👧‍👦ź a".map { String($0) }.joined()
        let read = try #require(try Self.fitted("t", String(repeating: text, count: 9), limit))
        #expect(read.title == "t")
    }
}
