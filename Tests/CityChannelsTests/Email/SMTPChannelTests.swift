import CityChannels
import CityDomain
import CityKit
import Foundation
import Testing

@Suite(.timeLimit(.minutes(5))) struct SMTPChannelTests {
    private func channel(to server: FakeSMTPServer, options: String = "connections=1") throws -> SMTPChannel {
        SMTPChannel(try SMTPSettings(url: "smtp://127.0.0.1:\(server.port)?\(options)"))
    }

    @Test("A letter arrives as it was written, dots included, and the server's name for it comes back")
    func delivery() async throws {
        let server = try FakeSMTPServer()
        let channel = try channel(to: server, options: "name=town.example")
        let outcome = await channel.deliver(try .fake(text: "One\n.two\n..three\n.\nfour\n"))
        #expect(outcome == .handedOver(reference: "Ok: queued as 4F2A"))
        let log = server.log
        #expect(log.letters.count == 1)
        #expect(log.letters.first?.hasSuffix("\r\n\r\nOne\r\n.two\r\n..three\r\n.\r\nfour\r\n") == true)
        #expect(
            log.commands.prefix(4) == [
                "EHLO town.example", "MAIL FROM:<office@town.example>", "RCPT TO:<jan@example.org>", "DATA",
            ]
        )
        await channel.close()
    }

    @Test("Letters go one after the other over one connection, which says goodbye at the end")
    func reuse() async throws {
        let server = try FakeSMTPServer()
        let channel = try channel(to: server)
        for _ in 0..<3 { #expect(await channel.deliver(try .fake()) == .handedOver(reference: "Ok: queued as 4F2A")) }
        await channel.close()
        let log = server.log
        #expect(log.connections == 1)
        #expect(log.letters.count == 3)
        #expect(log.commands.filter { $0.hasPrefix("EHLO") }.count == 1)
        #expect(await server.hears("QUIT"))
        let late = await channel.deliver(try .fake())
        #expect(late == .unavailable(DeliveryReason("the channel is closed"), retryAfter: .seconds(60)))
    }

    @Test("As many letters go at once as there are connections, and none is lost")
    func width() async throws {
        let server = try FakeSMTPServer()
        let channel = try channel(to: server, options: "connections=3")
        #expect(channel.width == 3)
        let letters = try (0..<30).map { try EmailMessage.fake(subject: "letter \($0)") }
        let outcomes = await withTaskGroup(of: Outcome.self) { group in
            for letter in letters { group.addTask { await channel.deliver(letter) } }
            var outcomes: [Outcome] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
        #expect(outcomes == Array(repeating: .handedOver(reference: "Ok: queued as 4F2A"), count: 30))
        let log = server.log
        #expect(log.connections <= 3)
        let subjects = log.letters.compactMap { letter in
            letter.split(separator: "\r\n").first { $0.hasPrefix("Subject:") }
        }
        #expect(Set(subjects) == Set((0..<30).map { "Subject: letter \($0)" }))
        await channel.close()
    }

    private struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let script: FakeSMTPServer.Script
        let outcome: Outcome

        init(_ name: String, _ outcome: Outcome, _ change: (inout FakeSMTPServer.Script) -> Void) {
            var script = FakeSMTPServer.Script()
            change(&script)
            testDescription = name
            self.script = script
            self.outcome = outcome
        }
    }

    private static func reason(_ text: String) -> DeliveryReason { DeliveryReason(text) }

    private static let rows: [Row] = [
        Row("421 at the greeting", .rateLimited(reason("421 4.3.2 (connecting): too busy"), retryAfter: .seconds(60))) {
            $0.greeting = .reply("421 4.3.2 too busy")
        },
        Row("554 at the greeting", .unavailable(reason("554 (connecting): go away"), retryAfter: .seconds(60))) {
            $0.greeting = .reply("554 go away")
        },
        Row("450 for the recipient", .transient(reason("450 4.2.0 (RCPT TO): greylisted"))) {
            $0.recipient = .reply("450 4.2.0 greylisted")
        },
        Row("550 for the recipient", .permanent(reason("550 5.1.1 (RCPT TO): … unknown"), .address)) {
            $0.recipient = .reply("550-5.1.1 <jan@example.org> unknown\r\n550 5.1.1 sorry")
        },
        Row("550 for the sender", .permanent(reason("550 5.7.1 (MAIL FROM): not yours"), .message)) {
            $0.sender = .reply("550 5.7.1 not yours")
        },
        Row("454 for the sender", .rateLimited(reason("454 4.7.0 (MAIL FROM): too fast"), retryAfter: .seconds(60))) {
            $0.sender = .reply("454 4.7.0 too fast")
        },
        Row("451 before the letter", .transient(reason("451 4.3.0 (DATA): later"))) {
            $0.data = .reply("451 4.3.0 later")
        },
        Row("554 after the letter", .permanent(reason("554 5.7.1 (end of data): looks like spam"), .message)) {
            $0.content = .reply("554 5.7.1 looks like spam")
        },
        Row("452 after the letter", .transient(reason("452 4.3.1 (end of data): disk full"))) {
            $0.content = .reply("452 4.3.1 disk full")
        },
    ]

    @Test("What the server says is what the engine hears", arguments: rows)
    private func replies(row: Row) async throws {
        let channel = try channel(to: try FakeSMTPServer(row.script))
        let outcome = await channel.deliver(try .fake())
        #expect(outcome == row.outcome)
        await channel.close()
    }

    @Test("A connection that is lost after the letter was sent leaves the outcome unknown")
    func lostAfterContent() async throws {
        let server = try FakeSMTPServer()
        server.answer { $0.content = .close }
        let channel = try channel(to: server)
        let outcome = await channel.deliver(try .fake())
        guard case .unknown(let reason) = outcome else { Issue.record("\(outcome)"); return }
        #expect(reason.description.hasSuffix("(end of data)"))
        #expect(server.log.letters.count == 1)
        #expect(server.log.connections == 1)
    }

    @Test("A server that never answers the letter leaves the outcome unknown when the time is over")
    func silentAfterContent() async throws {
        let server = try FakeSMTPServer()
        server.answer { $0.content = .silence }
        let channel = try channel(to: server, options: "connections=1&timeout=2")
        let started = ContinuousClock.now
        let outcome = await channel.deliver(try .fake())
        guard case .unknown = outcome else { Issue.record("\(outcome)"); return }
        #expect(ContinuousClock.now - started < .seconds(15))
        #expect(server.log.connections == 1)
    }

    @Test(
        "A connection that is lost before the letter went out may be tried again",
        arguments: ["MAIL", "RCPT", "DATA"]
    )
    func lostBeforeContent(command: String) async throws {
        let server = try FakeSMTPServer()
        server.answer { script in
            switch command {
            case "MAIL": script.sender = .close
            case "RCPT": script.recipient = .close
            default: script.data = .close
            }
        }
        let channel = try channel(to: server)
        let outcome = await channel.deliver(try .fake())
        guard case .transient = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(server.log.letters.isEmpty)
    }

    @Test("After a failure the channel works again as soon as the server does")
    func recovery() async throws {
        let server = try FakeSMTPServer()
        let channel = try channel(to: server)
        server.answer { $0.content = .close }
        _ = await channel.deliver(try .fake())
        server.answer { $0.content = .reply("250 ok") }
        #expect(await channel.deliver(try .fake()) == .handedOver(reference: "ok"))
        await channel.close()
    }

    @Test(
        "An idle connection that the server closed is opened anew, without a word to the engine",
        arguments: [FakeSMTPServer.Answer.close, .reply("421 4.4.2 idle for too long")]
    )
    func idle(answer: FakeSMTPServer.Answer) async throws {
        let server = try FakeSMTPServer()
        server.answer { $0.idle = answer }
        let channel = try channel(to: server)
        #expect(await channel.deliver(try .fake()) == .handedOver(reference: "Ok: queued as 4F2A"))
        try await Task.sleep(for: .milliseconds(200))
        let outcome = await channel.deliver(try .fake())
        #expect(outcome == .handedOver(reference: "Ok: queued as 4F2A"))
        #expect(server.log.letters.count == 2)
        #expect(server.log.connections == 2)
        await channel.close()
    }

    @Test("An idle connection that closes while the next letter begins is opened anew once")
    func closingRace() async throws {
        let server = try FakeSMTPServer()
        let channel = try channel(to: server)
        _ = await channel.deliver(try .fake())
        server.answer { $0.sender = .reply("421 4.4.2 idle for too long") }
        // Still so on the new connection: then it is a real pause.
        let reason = DeliveryReason("421 4.4.2 (MAIL FROM): idle for too long")
        let outcome = await channel.deliver(try .fake())
        #expect(outcome == .rateLimited(reason, retryAfter: .seconds(60)))
        #expect(server.log.connections == 2)
        server.answer { $0.sender = .reply("250 ok") }
        #expect(await channel.deliver(try .fake()) == .handedOver(reference: "Ok: queued as 4F2A"))
        await channel.close()
    }

    @Test("The time a letter may take counts from its own start, not from that of the connection")
    func oldConnection() async throws {
        let server = try FakeSMTPServer()
        let channel = try channel(to: server, options: "connections=1&timeout=1")
        for _ in 0..<2 {
            #expect(await channel.deliver(try .fake()) == .handedOver(reference: "Ok: queued as 4F2A"))
            try await Task.sleep(for: .milliseconds(1_300))
        }
        #expect(server.log.connections == 1)
        await channel.close()
    }

    @Test("Closing does not wait for a server that hangs")
    func closingWhileHanging() async throws {
        let server = try FakeSMTPServer()
        let channel = try channel(to: server)
        _ = await channel.deliver(try .fake())
        server.answer { $0.goodbye = .silence }
        let started = ContinuousClock.now
        await channel.close()
        #expect(ContinuousClock.now - started < .seconds(10))
    }

    @Test("Nobody listens: the channel is unavailable")
    func refused() async throws {
        let server = try FakeSMTPServer()
        server.stop()
        let channel = try channel(to: server)
        let outcome = await channel.deliver(try .fake())
        guard case .unavailable(_, retryAfter: .seconds(60)) = outcome else { Issue.record("\(outcome)"); return }
    }

    @Test("Encryption that is required and not offered is never left out")
    func startTLSRequired() async throws {
        let server = try FakeSMTPServer()
        let channel = try channel(to: server, options: "starttls=required")
        let outcome = await channel.deliver(try .fake())
        guard case .unavailable = outcome else { Issue.record("\(outcome)"); return }
        #expect(server.log.commands.allSatisfy { !$0.hasPrefix("MAIL") })
    }

    @Test("A password that is refused stops the channel, not the letter, and appears nowhere")
    func wrongPassword() async throws {
        let server = try FakeSMTPServer()
        server.answer {
            $0.hello = .reply("250-mail.example\r\n250 AUTH PLAIN")
            $0.auth = .reply("535 5.7.8 wrong user or password")
        }
        let settings = try SMTPSettings(url: "smtp://town:hunter-two@127.0.0.1:\(server.port)")
        let outcome = await SMTPChannel(settings).deliver(try .fake())
        let reason = DeliveryReason("535 5.7.8 (AUTH): wrong user or password")
        #expect(outcome == .unavailable(reason, retryAfter: .seconds(60)))
        #expect(server.log.commands.contains { $0.hasPrefix("AUTH PLAIN") })
    }

    @Test("International domains are written in ASCII")
    func internationalDomain() async throws {
        let server = try FakeSMTPServer()
        let channel = try channel(to: server)
        let address = try EmailAddress(typed: "biuro@urząd.example")
        let letter = EmailMessage(
            id: MessageID(ID<String>("1"), domain: address.asciiDomain),
            date: Instant(milliseconds: 0),
            from: Mailbox(address: address),
            to: Mailbox(address: address),
            subject: "x",
            text: "x"
        )
        #expect(await channel.deliver(letter) == .handedOver(reference: "Ok: queued as 4F2A"))
        let log = server.log
        #expect(log.commands.contains("RCPT TO:<biuro@xn--urzd-dta.example>"))
        #expect(log.letters.first?.contains("To: biuro@xn--urzd-dta.example\r\n") == true)
        await channel.close()
    }
}
