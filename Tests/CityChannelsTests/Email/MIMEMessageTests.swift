import CityDomain
import CityKit
import Foundation
import Testing

@testable import CityChannels

@Suite struct MIMEMessageTests {
    @Test("A plain letter has these lines")
    func plain() throws {
        #expect(
            try lines(of: .fake()) == [
                "Date: Mon, 5 Jan 2026 09:02:03 +0000",
                "From: Town Hall <office@town.example>",
                "To: jan@example.org",
                "Subject: Your report 7/2026",
                "Message-ID: <01abc@town.example>",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 7bit",
                "",
                "Thank you.",
                "",
            ]
        )
    }

    @Test("A letter with everything has these lines")
    func everything() throws {
        let letter = try EmailMessage.fake(
            subject: "Zgłoszenie 7/2026: dziura w chodniku przy ulicy Świętokrzyskiej",
            text: "Dziękujemy. Zajmie się tym Miejski Zarząd Dróg.",
            html: "<p>Dziękujemy.</p>",
            from: "Urząd Miasta",
            replyTo: Mailbox(name: "Biuro, parter", address: EmailAddress(typed: "biuro@urząd.example")),
            toName: "Jan Żak",
            headers: [#require(EmailHeader("List-Unsubscribe", "<https://town.example/u/1>"))]
        )
        #expect(
            try lines(of: letter) == [
                "Date: Mon, 5 Jan 2026 09:02:03 +0000",
                "From: =?UTF-8?Q?Urz=C4=85d_Miasta?= <office@town.example>",
                "Reply-To: \"Biuro, parter\" <biuro@xn--urzd-dta.example>",
                "To: =?UTF-8?Q?Jan_=C5=BBak?= <jan@example.org>",
                "Subject: =?UTF-8?Q?Zg=C5=82oszenie_7/2026=3A_dziura_w_chodniku_przy_ulicy_?=",
                " =?UTF-8?Q?=C5=9Awi=C4=99tokrzyskiej?=",
                "Message-ID: <01abc@town.example>",
                "Auto-Submitted: auto-generated",
                "List-Unsubscribe: <https://town.example/u/1>",
                "MIME-Version: 1.0",
                "Content-Type: multipart/alternative; boundary=\"=_alternative\"",
                "",
                "--=_alternative",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable",
                "",
                "Dzi=C4=99kujemy. Zajmie si=C4=99 tym Miejski Zarz=C4=85d Dr=C3=B3g.",
                "",
                "--=_alternative",
                "Content-Type: text/html; charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable",
                "",
                "<p>Dzi=C4=99kujemy.</p>",
                "",
                "--=_alternative--",
                "",
            ]
        )
    }

    @Test(
        "Nobody writes a header of his own, wherever he types",
        arguments: [
            "a\r\nBcc: x@example.org", "a\nBcc: x@example.org", "a\rBcc: x@example.org", "ż\r\nBcc: x@example.org",
            "a\u{85}Bcc: x@example.org", "a\u{2028}Bcc: x@example.org", "a\0\r\n\r\nBcc: x@example.org",
            "a\u{B}\u{C}\nBcc: x",
        ]
    )
    func injection(words: String) throws {
        let address = try EmailAddress(typed: "biuro@town.example")
        let letter = try EmailMessage.fake(
            subject: words,
            from: words,
            replyTo: Mailbox(name: words, address: address),
            toName: words
        )
        let lines = try lines(of: letter)
        let names = lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "Date", "From", "Reply-To", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version",
                "Content-Type", "Content-Transfer-Encoding",
            ]
        )
    }

    @Test(
        "A further header with a line end, other letters or a wrong name is none",
        arguments: [
            ("X", "a\r\nBcc: b"), ("X", "a\nb"), ("X", "ż"), ("X:", "a"), ("X Y", "a"), ("", "a"), ("Ż", "a"),
            ("X", "a\0"),
        ]
    )
    func headerNames(name: String, value: String) {
        #expect(EmailHeader(name, value) == nil)
    }

    @Test("An id holds nothing that could end its brackets")
    func messageID() {
        #expect(MessageID(ID<String>("a>\r\nb"), domain: "x.example>\n").description == "ab@x.example")
    }

    @Test(
        "Every line has at most 76 octets, each below 128, and ends with CR LF",
        arguments: [
            String(repeating: "Zażółć gęślą jaźń. ", count: 40), String(repeating: "Громада міста ", count: 40),
            String(repeating: "x", count: 3_000), String(repeating: "ї", count: 3_000),
            "🏛" + String(repeating: "🌧", count: 400),
            String(repeating: "a b c d e f ", count: 200), String(repeating: ".", count: 500), "=?UTF-8?Q?no?=",
            String(repeating: "<script>\"quoted\" \\ ", count: 30),
        ]
    )
    func lineLengths(words: String) throws {
        let letter = try EmailMessage.fake(
            subject: words,
            text: words + "\n\n" + words,
            html: "<p>\(words)</p>",
            from: words,
            toName: words
        )
        let bytes = MIMEMessage(letter).bytes
        #expect(bytes.allSatisfy { $0 < 0x80 })
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.utf8.contains(0x0D) && !$0.utf8.contains(0x0A) })
        #expect(lines.last == "")
    }

    private func lines(of letter: EmailMessage) throws -> [String] {
        String(decoding: MIMEMessage(letter).bytes, as: UTF8.self).components(separatedBy: "\r\n")
    }
}
