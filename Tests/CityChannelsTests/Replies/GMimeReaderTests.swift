import CityDomain
import CityKit
import Foundation
import Testing

@testable import CityChannels

/// Mails as they come, and as somebody makes them who means harm.
@Suite struct GMimeReaderTests {
    private static let head = """
        Return-Path: <olga@przyklad.example>
        Delivered-To: odpowiedz+x@demo.example
        From: Olga Testowa <olga@przyklad.example>
        To: Demo <odpowiedz+x@demo.example>
        Message-ID: <1@przyklad.example>
        Subject: =?utf-8?Q?Odpowied=C5=BA?=

        """

    private func read(_ rest: String, head: String = head) -> ReceivedMail? {
        GMimeReader().read(Array("\(head)\(rest)".replacing("\n", with: "\r\n").utf8))
    }

    @Test("Head and words are read")
    func plain() throws {
        let mail = try #require(read("Content-Type: text/plain; charset=utf-8\n\nŻółta latarnia.\n"))
        #expect(mail.id == "<1@przyklad.example>")
        #expect(mail.recipients == ["odpowiedz+x@demo.example", "odpowiedz+x@demo.example"])
        #expect(mail.sender == "olga@przyklad.example")
        #expect(mail.subject == "Odpowiedź")
        #expect(mail.kind == .person)
        #expect(mail.text.trimmingSpaces() == "Żółta latarnia.")
        #expect(mail.files.isEmpty)
    }

    @Test("A mail that was sent along is a file, and its words are nobody’s of this one")
    func forwarded() throws {
        let body = """
            multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            Przesyłam list sąsiadki.
            --b
            Content-Type: message/rfc822

            From: Sąsiadka <sasiadka@przyklad.example>
            Content-Type: multipart/mixed; boundary=c

            --c
            Content-Type: text/plain

            To moje słowa.
            --c
            Content-Type: image/png; name=okno.png

            x
            --c--
            --b
            Content-Type: image/png; name="a\u{202E}gnp.exe"

            x
            --b--
            """
        let mail = try #require(read("Content-Type: \(body)\n"))
        #expect(mail.text.trimmingSpaces() == "Przesyłam list sąsiadki.")
        #expect(mail.files.map(\.name) == ["message/rfc822", "agnp.exe"])
    }

    @Test("A mail in a folder has lines of one sign, one from a server of two", arguments: ["\n", "\r\n"])
    func lines(_ end: String) throws {
        let body = "Content-Type: text/html; charset=utf-8\n\n<p>one\ntwo<br>three</p>\n"
        let mail = try #require(GMimeReader().read(Array("\(Self.head)\(body)".replacing("\n", with: end).utf8)))
        #expect(mail.recipients == ["odpowiedz+x@demo.example", "odpowiedz+x@demo.example"])
        #expect(mail.text.trimmingSpaces() == "one two\nthree")
    }

    @Test(
        "Words are read in their character set, whatever somebody says of it",
        arguments: [
            ("text/plain; charset=iso-8859-2\nContent-Transfer-Encoding: quoted-printable\n\n=AF=F3=B3ta", "Żółta"),
            ("text/plain; charset=windows-1251\nContent-Transfer-Encoding: base64\n\n0urr6/w=", "Тклль"),
            ("text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nxbvDs8WCdGE=", "Żółta"),
            ("text/plain; charset=no-such-set\n\nplain words", "plain words"),
            (
                "text/html; charset=utf-8\n\n<html><head><style>p{}</style></head><p>Ż&oacute;łta<br>lampa &amp; słup</p><script>x()</script>",
                "Żółta\nlampa & słup"
            ),
            (
                "multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nplain\n--b\nContent-Type: text/html\n\n<b>rich</b>\n--b--",
                "plain"
            ),
        ]
    )
    func words(_ body: String, words: String) throws {
        let mail = try #require(read("Content-Type: \(body)\n"))
        let lines = mail.text.split(whereSeparator: \.isNewline).map { String($0).trimmingSpaces() }
        #expect(lines.filter { !$0.isEmpty }.joined(separator: "\n") == words)
    }

    @Test(
        "What programs write is told from what people write",
        arguments: [
            ("Auto-Submitted: auto-replied", ReceivedMail.Kind.program), ("Auto-Submitted: auto-generated", .program),
            ("Auto-Submitted: no", .person), ("Precedence: bulk", .program), ("Precedence: list", .program),
            ("Precedence: auto_reply", .program), ("X-Autoreply: yes", .program), ("List-Id: <a.example>", .program),
            ("X-Mailer: some", .person),
        ]
    )
    func automatic(_ header: String, kind: ReceivedMail.Kind) throws {
        #expect(try #require(read("\(header)\nContent-Type: text/plain\n\nx\n")).kind == kind)
    }

    @Test("A bounce is no answer")
    func bounce() throws {
        let head = Self.head.replacing("<olga@przyklad.example>\nDel", with: "<>\nDel")
        #expect(try #require(read("Content-Type: text/plain\n\nx\n", head: head)).kind == .program)
        let report =
            "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n"
            + "--b\nContent-Type: message/delivery-status\n\nAction: failed\n--b--\n"
        #expect(try #require(read(report)).kind == .program)
    }

    @Test("Files keep their names without folders, and archives stay closed")
    func files() throws {
        let part = { (name: String, type: String) in
            "--b\nContent-Type: \(type)\nContent-Disposition: attachment; filename=\"\(name)\"\n\nPK-zip\n"
        }
        let body =
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nmoje\n"
            + part("../../etc/passwd", "application/zip") + part("list.txt", "text/plain") + "--b--\n"
        let mail = try #require(read(body))
        #expect(mail.files.map(\.name) == ["passwd", "list.txt"])
        #expect(mail.files.allSatisfy { String(decoding: $0.bytes, as: UTF8.self).hasPrefix("PK-zip") })
        #expect(mail.text.trimmingSpaces() == "moje")
    }

    @Test("Mails that are made to be a burden are refused")
    func hostile() {
        let nested = (0..<5_000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
        #expect(read(nested) == nil)
        let many =
            "Content-Type: multipart/mixed; boundary=b\n\n"
            + String(repeating: "--b\nContent-Type: text/plain\n\nx\n", count: 5_000) + "--b--\n"
        #expect(read(many) == nil)
        #expect(GMimeReader().read([]) == nil)
        #expect(GMimeReader().read(Array(repeating: 0, count: 100_000)) == nil)
    }

    @Test("Whatever octets come, the program goes on")
    func noise() {
        var state: UInt64 = 7
        for _ in 0..<300 {
            var bytes = Array("\(Self.head)Content-Type: multipart/mixed; boundary=b\n\n--b\n".utf8)
            for index in bytes.indices {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                if state >> 60 == 0 { bytes[index] = UInt8(truncatingIfNeeded: state >> 33) }
            }
            _ = GMimeReader().read(bytes)
        }
    }
}

/// A folder into which a mail server delivers.
@Suite struct MaildirTests {
    private func withMaildir(_ body: (URL, MaildirMailbox) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "maildir-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        for part in ["new", "cur", "tmp"] {
            try FileManager.default.createDirectory(at: folder.appending(path: part), withIntermediateDirectories: true)
        }
        try await body(folder, MaildirMailbox(folder: folder))
    }

    @Test("Mails are read oldest first, and stay until they are removed")
    func order() async throws {
        try await withMaildir { folder, mailbox in
            try Data("b".utf8).write(to: folder.appending(path: "new/2.host"))
            try Data("a".utf8).write(to: folder.appending(path: "cur/1.host:2,S"))
            try Data("half".utf8).write(to: folder.appending(path: "tmp/0.host"))
            let names = try await mailbox.waiting(limit: 10)
            #expect(names == ["cur/1.host:2,S", "new/2.host"])
            let bytes = try await mailbox.read("new/2.host", limit: 10)
            #expect(bytes == Array("b".utf8))
            try await mailbox.remove("new/2.host")
            try await mailbox.remove("new/2.host")
            #expect(try await mailbox.waiting(limit: 10) == ["cur/1.host:2,S"])
        }
    }

    @Test("Large mails, links and folders are not read")
    func strange() async throws {
        try await withMaildir { folder, mailbox in
            try Data(repeating: 1, count: 11).write(to: folder.appending(path: "new/large"))
            let large = try await mailbox.read("new/large", limit: 10)
            #expect(large == nil)
            try FileManager.default.createSymbolicLink(
                at: folder.appending(path: "new/link"),
                withDestinationURL: URL(filePath: "/etc/passwd")
            )
            await #expect(throws: (any Error).self) { try await mailbox.read("new/link", limit: 1_000_000) }
        }
    }

    @Test("A mailbox that is away is said to be so")
    func away() async {
        await #expect(throws: MailboxAway(.noMailbox)) {
            try await MaildirMailbox(folder: URL(filePath: "/nowhere/mail")).waiting(limit: 1)
        }
    }
}
