import CCurl
import CityDomain
import Testing

@testable import CityChannels

/// What can be said of IMAP without a server; `Tests/Faults/replies` has one.
@Suite struct IMAPMailboxTests {
    @Test(
        "A mailbox is named by a URL as people write it",
        arguments: [
            ("imaps://u:p@mail.example/INBOX", "imaps://mail.example", "/INBOX"),
            ("imaps://u:p@mail.example", "imaps://mail.example", "/INBOX"),
            ("imap://u:p@127.0.0.1:1143/INBOX/", "imap://127.0.0.1:1143", "/INBOX"),
            ("imaps://u:p@mail.example/Odpowiedzi%20z%20miasta", "imaps://mail.example", "/Odpowiedzi%20z%20miasta"),
            ("imaps://u:p@mail.example/Listy/%C5%BB%C3%B3%C5%82te", "imaps://mail.example", "/Listy/%26AXsA8wFC-te"),
            ("imaps://u:p@mail.example/A%26B%3BUID=1", "imaps://mail.example", "/A%26-B%3BUID=1"),
        ]
    )
    func path(_ url: String, server: String, path: String) throws {
        let settings = try #require(IMAPSettings(url: url))
        #expect(settings.server == server)
        #expect(settings.path == path)
        #expect("\(settings)" == IMAPSettings.standIn)
    }

    @Test("User and password are read as they are meant")
    func password() throws {
        let settings = try #require(
            IMAPSettings(url: "imaps://a%40town.example:p%40ss%20w@mail.example/INBOX?ca=/etc/ca.pem")
        )
        #expect(settings.user == "a@town.example")
        #expect(settings.password == "p@ss w")
        #expect(settings.certificates == "/etc/ca.pem")
    }

    @Test(
        "The password goes out unencrypted to this machine alone",
        arguments: [
            ("imap://u:p@127.0.0.1", true), ("imap://u:p@localhost", true), ("imap://u:p@127.0.0.1.example", false),
            ("imap://u:p@127.example.org", false), ("imap://u:p@mail.example", false), ("imaps://u:p@127.0.0.1", false),
        ]
    )
    func encryption(_ url: String, mayBePlain: Bool) throws {
        let encrypted = Int(CURLUSESSL_ALL.rawValue)
        #expect((try #require(IMAPSettings(url: url)).curlEncryption != encrypted) == mayBePlain)
    }

    @Test(
        "What is no mailbox is refused",
        arguments: ["imaps://mail.example/INBOX", "pop3://u:p@h/", "imaps://u:p@/INBOX", ""]
    )
    func refused(_ url: String) { #expect(IMAPSettings(url: url) == nil) }

    @Test("Numbers of mails are read from what a server says, and from nothing else")
    func list() {
        let answer = "* 4 EXISTS\r\n* SEARCH 12 9\r\n* 3 FETCH (FLAGS ())\r\n* search 140 \r\n"
        #expect(IMAPList.numbers(in: Array(answer.utf8)) == [9, 12, 140])
        #expect(IMAPList.numbers(in: Array("* SEARCH\r\n".utf8)).isEmpty)
        #expect(IMAPList.numbers(in: []).isEmpty)
    }
}
