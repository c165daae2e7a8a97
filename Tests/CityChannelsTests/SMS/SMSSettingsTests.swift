import CityDomain
import CityHTTP
import CityKit
import CityTestSupport
import Testing

@testable import CityChannels

@Suite struct SMSSettingsTests {
    @Test(
        "A gateway is named by a URL",
        arguments: [
            ("http://127.0.0.1:13013", "http://127.0.0.1:13013/cgi-bin/sendsms", HTTPReach.inside),
            ("http://127.0.0.1:13013/", "http://127.0.0.1:13013/cgi-bin/sendsms", .inside),
            ("http://kannel:13013/sms/send/", "http://kannel:13013/sms/send", .inside),
            ("http://10.1.2.3/x", "http://10.1.2.3/x", .inside),
            ("http://192.168.1.1/x", "http://192.168.1.1/x", .inside),
            ("http://172.20.0.2/x", "http://172.20.0.2/x", .inside),
            ("http://[::1]:80/x", "http://[::1]:80/x", .inside),
            ("https://sms.town.example/x", "https://sms.town.example/x", .outside),
            ("HTTPS://8.8.8.8/x", "https://8.8.8.8/x", .outside),
        ]
    )
    func urls(url: String, found: String, reach: HTTPReach) throws {
        let gateway = try SMSGateway(url: url, path: "/cgi-bin/sendsms")
        #expect(gateway.url == found)
        #expect(gateway.reach == reach)
    }

    @Test(
        "What cannot be used, or would show a message to others, is refused with the reason",
        arguments: [
            ("", SMSSettingsError.noURL), ("kannel", .noURL), ("ftp://127.0.0.1/", .wrongScheme), ("http://", .noHost),
            ("http://sms.town.example/", .inTheClear), ("http://8.8.8.8/", .inTheClear),
            ("http://172.32.0.1/", .inTheClear),
            ("http://127.example.org/", .inTheClear), ("http://10.1.2/", .inTheClear),
            ("http://u:p@127.0.0.1/", .secretInURL), ("http://127.0.0.1/?a=1", .moreThanURL),
            ("http://127.0.0.1/#a", .moreThanURL), ("http://[/", .noURL),
        ]
    )
    func refusedURLs(url: String, error: SMSSettingsError) { #expect(throws: error) { try SMSGateway(url: url) } }

    @Test(
        "The sender is a short name or a number",
        arguments: [
            ("Ratusz", true), ("UM Siedlce", true), ("Alarm-24.PL", true), ("48221234567", true), ("7055", true),
            ("", false), ("A", false), ("Ratusz Miasta", false), ("Łódź", false), ("12", false), (" Ratusz", false),
            ("1234567890123456", false), ("a+b", false), ("...", false),
        ]
    )
    func senders(sender: String, isTaken: Bool) {
        let result = Result { try SMSTerms(sender: sender, price: "0.08") }
        switch result {
        case .success: #expect(isTaken)
        case .failure(let error): #expect(!isTaken && error as? SMSSettingsError == .wrongSender)
        }
    }

    @Test("Numbers out of their range are refused")
    func ranges() {
        #expect(throws: SMSSettingsError.wrongPrice) { try SMSTerms(sender: "Ratusz", price: "cheap") }
        for count in [0, 11] {
            #expect(throws: SMSSettingsError.wrongParts) {
                try SMSTerms(sender: "Ratusz", price: "0", mostParts: count)
            }
        }
        for count in [0, 65] {
            #expect(throws: SMSSettingsError.wrongConnections) {
                try SMSTerms(sender: "Ratusz", price: "0", connections: count)
            }
        }
        for time in [Duration.milliseconds(999), .seconds(121)] {
            #expect(throws: SMSSettingsError.wrongTimeout) { try SMSTerms(sender: "Ratusz", price: "0", timeout: time) }
        }
    }

    @Test("A secret comes out of its file without the end of its line, and is printed nowhere")
    func secrets() throws {
        let terms = try SampleSMS.terms()
        let kannel = try KannelSettings(url: "http://127.0.0.1:1", user: "u", password: " s3 cret\n", terms: terms)
        #expect(kannel.password.text == "s3 cret")
        let smsapi = try SMSAPISettings(token: "s3 cret", terms: terms)
        let turbo = try TurboSMSSettings(token: "s3 cret", terms: terms)
        for text in ["\(kannel)", "\(smsapi)", "\(turbo)", "\(kannel.password)", String(reflecting: smsapi)] {
            #expect(text == KannelSettings.standIn || text == SMSSecret.standIn)
        }
        var dumped = ""
        dump([kannel.password], to: &dumped)
        dump(KannelChannel(kannel, links: SampleSMS.links(), clock: SampleSMS.clock), to: &dumped)
        #expect(!dumped.contains("s3"))
        #expect(throws: SMSSettingsError.noSecret) { try SMSSecret(file: " \n") }
        #expect(throws: SMSSettingsError.wrongSecret) { try SMSSecret(file: "a\nb: c") }
        #expect(throws: SMSSettingsError.noUser) {
            try KannelSettings(url: "http://127.0.0.1:1", user: "", password: "x", terms: terms)
        }
    }

    @Test("Every refusal says in a sentence what to mend")
    func words() {
        let all: [SMSSettingsError] = [
            .noURL, .wrongScheme, .noHost, .secretInURL, .moreThanURL, .inTheClear, .noUser, .noSecret, .wrongSecret,
            .wrongSender, .wrongPrice, .wrongParts, .wrongConnections, .wrongTimeout,
        ]
        #expect(Set(all.map(\.description)).count == all.count)
        for error in all { #expect(error.description.hasSuffix(".")) }
    }

    @Test("What cannot go out at all goes nowhere")
    func refusals() async throws {
        let receiver = try FakeReceiver(.status(202))
        defer { receiver.stop() }
        let terms = try SMSTerms(sender: "Ratusz", price: "0.08", mostParts: 2, connections: 1)
        let channel = KannelChannel(
            try KannelSettings(url: "http://127.0.0.1:\(receiver.port)", user: "u", password: "p", terms: terms),
            links: SampleSMS.links(),
            clock: SampleSMS.clock
        )
        for (message, reason) in [
            (try SampleSMS.message(" \u{200B}".trimmingSpaces()), "the message is empty"),
            (try SampleSMS.message(String(repeating: "ż", count: 135)), "the message takes 3 parts; 2 are allowed"),
            (try SampleSMS.message(for: .zero), "the time of the message is over"),
        ] {
            #expect(await channel.deliver(message) == .permanent(DeliveryReason(reason), .message))
        }
        #expect(receiver.requests.isEmpty)
    }

    @Test(
        "Fields of forms are read and written",
        arguments: [
            ("a=1&b=%C5%BC+x&a=2&c&d=", ["a": "1", "b": "ż x", "c": nil, "d": nil]), ("", ["": nil]),
            ("a=%zz%4", ["a": "%zz%4"]), ("a=b=c", ["a": "b=c"]), ("%61=%00", ["a": "\0"]),
        ] as [(String, [String: String?])]
    )
    func fields(text: String, values: [String: String?]) {
        let fields = FormFields(text)
        for (name, value) in values { #expect(fields[name] == value) }
    }

    @Test(
        "What is written as a form is read again",
        arguments: ["", "Zażółć gęślą jaźń & 100% = +48 „x”\n", "😀\u{0}%25"]
    )
    func roundTrip(text: String) {
        let fields = FormFields(FormFields.text([("a b", text), ("c", "1")]))
        #expect(fields["a b"] ?? "" == text)
        #expect(fields["c"] == "1")
    }
}
