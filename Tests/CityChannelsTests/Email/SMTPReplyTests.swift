import Testing

@testable import CityChannels

@Suite struct SMTPReplyTests {
    @Test(
        "A line is read with and without an enhanced status",
        arguments: [
            (
                "250 2.0.0 Ok: queued as 4F2A\r\n",
                SMTPReply(code: 250, status: .init(2, 0, 0), text: "Ok: queued as 4F2A")
            ),
            ("550-5.1.1 no such user", SMTPReply(code: 550, status: .init(5, 1, 1), text: "no such user")),
            ("550 no such user", SMTPReply(code: 550, text: "no such user")),
            ("421", SMTPReply(code: 421)), ("250 ", SMTPReply(code: 250)),
            ("354 3.0.0 x", SMTPReply(code: 354, text: "3.0.0 x")),
            ("452 4.10.101 x", SMTPReply(code: 452, status: .init(4, 10, 101), text: "x")),
            ("550 5.1 x", SMTPReply(code: 550, text: "5.1 x")),
            ("hello", nil), ("", nil), ("25", nil), ("2500 x", nil), ("199 x", nil), ("600 x", nil),
        ] as [(String, SMTPReply?)]
    )
    func parsing(line: String, reply: SMTPReply?) {
        #expect(SMTPReply(line: line) == reply)
    }
}
