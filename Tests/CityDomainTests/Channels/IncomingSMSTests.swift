import CityDomain
import Testing

@Suite struct IncomingSMSTests {
    @Test(
        "One word stops or starts messages, however it is written",
        arguments: [
            ("STOP", .stop), ("stop", .stop), (" Stop. ", .stop), ("\"STOP\"!", .stop), ("S T O P", .stop),
            ("STOP\r\n", .stop),
            ("Rezygnuję", .stop), ("REZYGNUJE", .stop), ("rezygnuje\u{328}", .stop), ("СТОП", .stop), ("стоп!", .stop),
            ("Відмова", .stop), ("START", .start), ("старт", .start), ("Start.", .start),
        ] as [(String, SMSKeyword)]
    )
    func keywords(text: String, keyword: SMSKeyword) { #expect(SMSKeyword(text) == keyword) }

    @Test(
        "Everything else is for somebody to read",
        arguments: [
            "", " ", "Stop na ulicy Miłej jest przewrócony", "stopy", "STOP 5", "nie STOP", "Dziękuję", "Дякую",
            "stopstop",
            "Start remontu?", "😀",
        ]
    )
    func other(text: String) { #expect(SMSKeyword(text) == nil) }
}
