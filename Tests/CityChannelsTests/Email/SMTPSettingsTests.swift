import CityChannels
import Testing

@Suite struct SMTPSettingsTests {
    private struct Row: CustomTestStringConvertible {
        let url: String
        let host: String
        let port: Int
        let encryption: SMTPSettings.Encryption
        var user: String?
        var password: String?
        var testDescription: String { url }
    }

    private static let rows = [
        Row(url: "smtp://mail.example", host: "mail.example", port: 25, encryption: .required),
        Row(
            url: "smtp://mail.example:2525?starttls=optional",
            host: "mail.example",
            port: 2525,
            encryption: .whenOffered
        ),
        Row(url: "smtp://mail.example?starttls=off", host: "mail.example", port: 25, encryption: .never),
        Row(url: "smtp://localhost", host: "localhost", port: 25, encryption: .never),
        Row(url: "smtp://127.0.0.1:1025?starttls=required", host: "127.0.0.1", port: 1025, encryption: .required),
        Row(url: "smtps://mail.example", host: "mail.example", port: 465, encryption: .immediate),
        Row(
            url: "smtp://town%40mail:p%40ss%3Aword%2F@mail.example",
            host: "mail.example",
            port: 587,
            encryption: .required,
            user: "town@mail",
            password: "p@ss:word/"
        ),
        Row(
            url: "smtp://u:p@127.0.0.1?starttls=off",
            host: "127.0.0.1",
            port: 587,
            encryption: .never,
            user: "u",
            password: "p"
        ),
    ]

    @Test("A URL says everything", arguments: rows)
    private func parsing(row: Row) throws {
        let settings = try SMTPSettings(url: row.url)
        #expect(
            [settings.host, settings.credentials?.user, settings.credentials?.password] == [
                row.host, row.user, row.password,
            ]
        )
        #expect(settings.port == row.port)
        #expect(settings.encryption == row.encryption)
    }

    @Test("Options and their defaults")
    func options() throws {
        let plain = try SMTPSettings(url: "smtp://mail.example")
        #expect([plain.timeout, plain.connectTimeout] == [.seconds(60), .seconds(10)])
        #expect([plain.name, plain.certificates] == [nil, nil])
        #expect(plain.connections == 2)
        let set = try SMTPSettings(
            url: "smtp://mail.example?connections=5&timeout=30&connect-timeout=3&name=town.example&ca=/etc/ca.pem"
        )
        #expect([set.timeout, set.connectTimeout] == [.seconds(30), .seconds(3)])
        #expect([set.name, set.certificates] == ["town.example", "/etc/ca.pem"])
        #expect(set.connections == 5)
    }

    @Test(
        "A wrong URL is refused with what to mend",
        arguments: [
            ("", SMTPSettingsError.noURL), ("mail.example:25", .wrongScheme), ("http://mail.example", .wrongScheme),
            ("smtp://", .noHost), ("smtp://mail.example:0", .wrongPort), ("smtp://mail.example:70000", .wrongPort),
            ("smtp://mail.example/path", .pathNotUsed), ("smtp://user@mail.example", .halfCredentials),
            ("smtp://u:p@mail.example?starttls=off", .passwordInTheClear),
            ("smtp://u:p@mail.example?starttls=optional", .passwordInTheClear),
            ("smtps://mail.example?starttls=required", .startTLSWithTLS),
            ("smtp://mail.example?startls=required", .unknownOption("startls")),
            ("smtp://mail.example?starttls=yes", .wrongOption("starttls", allowed: "required, optional or off")),
            ("smtp://mail.example?connections=0", .wrongOption("connections", allowed: "a number from 1 to 20")),
            ("smtp://mail.example?timeout=fast", .wrongOption("timeout", allowed: "a number from 1 to 600")),
            ("smtp://mail.example?name=a%0D%0AMAIL", .wrongOption("name", allowed: "a host name")),
        ] as [(String, SMTPSettingsError)]
    )
    func faults(url: String, error: SMTPSettingsError) {
        #expect(throws: error) { try SMTPSettings(url: url) }
    }

    @Test("Settings never print their password")
    func printing() throws {
        let settings = try SMTPSettings(url: "smtp://u:hunter-two@mail.example")
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!"\(settings) \(String(reflecting: settings)) \(dumped)".contains("hunter"))
    }
}
