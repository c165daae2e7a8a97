import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct IdempotencyKeyTests {
    @Test(
        "A name is 1 to 100 visible ASCII characters, with quotes around it or without",
        arguments: [
            ("a", "a"), ("~!", "~!"), (" a ", "a"), ("\"a\"", "a"), (#""a\"b\\c""#, #"a"b\c"#), (#"a\b"#, #"a\b"#),
            ("a\"", "a\""), ("0b6f3c1e-7a45", "0b6f3c1e-7a45"),
            (String(repeating: "k", count: 100), String(repeating: "k", count: 100)),
        ]
    )
    func taken(header: String, name: String) throws {
        #expect(try IdempotencyKey(header: header).text == name)
    }

    @Test(
        "Everything else is refused",
        arguments: [
            "", " ", "\"\"", "a b", "\"a b\"", "ż", "a\u{7F}", String(repeating: "k", count: 101), #""a"b""#, #""\a""#,
            #""a\""#,
        ]
    )
    func refused(header: String) {
        #expect(throws: RequestKeyFailure.malformed) { try IdempotencyKey(header: header) }
    }

    @Test(
        "An answer is kept unless it may be another one the next time",
        arguments: [
            (200, true), (201, true), (204, true), (400, true), (404, true), (409, true), (412, true), (422, true),
            (401, false), (403, false), (429, false), (500, false), (503, false),
        ]
    )
    func settled(status: Int, isKept: Bool) {
        #expect(RequestAnswer(status: status, headers: [], body: "").isSettled == isKept)
    }
}
