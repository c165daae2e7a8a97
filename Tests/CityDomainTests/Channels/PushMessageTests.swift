import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct PushMessageTests {
    private static func message(endsAfter life: Duration) throws -> PushMessage {
        PushMessage(
            id: "d1",
            at: .monday,
            target: .apns(try PushToken(apns: String(repeating: "a", count: 64))),
            title: "Secret",
            body: "Body",
            link: "https://town.example/",
            language: .ukrainian,
            expiresAt: .monday + life
        )
    }

    @Test(
        "A push service keeps a message until it ends, and never longer than 28 days",
        arguments: [
            (.seconds(1), .seconds(1)), (.hours(2), .hours(2)), (.days(40), .days(28)), (.zero, .zero),
            (.seconds(-5), .zero),
        ] as [(Duration, Duration)]
    )
    func life(given: Duration, kept: Duration) throws {
        #expect(try Self.message(endsAfter: given).timeToLive(at: .monday) == kept)
    }

    @Test("A message is not printed")
    func printing() throws {
        #expect(!"\(try Self.message(endsAfter: .hours(1)))".contains("Secret"))
    }

    @Test(
        "A topic is up to 32 letters of base64url",
        arguments: [
            ("a", true), ("Alert_2026-04", true), (String(repeating: "Z", count: 32), true), ("", false),
            (String(repeating: "Z", count: 33), false), ("a b", false), ("a=", false), ("ż", false), ("a\r\nb", false),
        ]
    )
    func topics(text: String, isTopic: Bool) { #expect((PushTopic(text) != nil) == isTopic) }
}
