import CityDomain
import Testing

@Suite struct WebhookURLTests {
    @Test(
        "An address is taken as it is, or refused with what is wrong",
        arguments: [
            ("https://receiver.example/hook?key=1", .outside, nil), (" https://receiver.example ", .outside, nil),
            ("HTTPS://receiver.example:8443/", .outside, nil), ("https://xn--bcher-kva.example/", .outside, nil),
            ("http://receiver.example/", .outside, .notEncrypted), ("http://127.0.0.1:9/", .inside, nil),
            ("ftp://receiver.example/", .inside, .noAddress), ("receiver.example", .outside, .noAddress),
            ("https:///hook", .outside, .noAddress), ("https://user@receiver.example/", .outside, .noAddress),
            ("https://user:password@receiver.example/", .outside, .noAddress),
            ("https://receiver.example/#part", .outside, .noAddress), ("", .outside, .noAddress),
            ("https://receiver.example/a b", .outside, .noAddress),
            ("https://receiver.example/\(String(repeating: "a", count: 2_000))", .outside, .noAddress),
        ] as [(String, WebhookReach, WebhookFailure?)]
    )
    func typed(text: String, reach: WebhookReach, failure: WebhookFailure?) throws {
        do {
            let url = try WebhookURL(typed: text, reach: reach)
            #expect(failure == nil)
            #expect(WebhookURL(stored: url.text) == url)
        } catch {
            #expect(error == failure)
        }
    }
}
