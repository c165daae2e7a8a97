import CityDomain
import Testing

@testable import CityChannels

@Suite struct SMTPOutcomeTests {
    /// What an outcome means to the delivery engine, without its words.
    private enum Meaning: String {
        case handedOver, rateLimited, unavailable, transient, badAddress, badMessage, unknown

        init(_ outcome: Outcome) {
            switch outcome {
            case .handedOver: self = .handedOver
            case .rateLimited: self = .rateLimited
            case .unavailable: self = .unavailable
            case .transient: self = .transient
            case .permanent(_, .address): self = .badAddress
            case .permanent(_, .message): self = .badMessage
            case .unknown: self = .unknown
            }
        }
    }

    private typealias Stage = SMTPConversation.Stage

    @Test(
        "Each reply at each stage means one thing",
        arguments: [
            (.content, "250 2.0.0 queued", .handedOver), (.content, "250", .handedOver),
            (.connecting, "220 hello", .unavailable), (.connecting, "421 busy", .rateLimited),
            (.connecting, "554 5.7.1 blocked", .unavailable), (.hello, "502 what", .unavailable),
            (.startTLS, "454 4.7.0 TLS not available", .unavailable), (.signingIn, "535 5.7.8 wrong", .unavailable),
            (.signingIn, "454 4.7.0 later", .rateLimited), (.signingIn, "432 4.7.12 change it", .unavailable),
            (.sender, "530 5.7.0 sign in first", .unavailable), (.sender, "550 5.7.1 not yours", .badMessage),
            (.sender, "452 4.3.1 disk full", .transient), (.sender, "454 4.7.0 too fast", .rateLimited),
            (.sender, "421 4.7.0 too fast", .rateLimited), (.sender, "553 5.1.7 bad sender", .badMessage),
            (.recipient, "550 5.1.1 no such user", .badAddress), (.recipient, "550 no such user", .badAddress),
            (.recipient, "550 5.1.2 no such domain", .badAddress),
            (.recipient, "556 5.1.10 takes no mail", .badAddress),
            (.recipient, "550 5.2.1 disabled", .badAddress), (.recipient, "553 bad name", .badAddress),
            (.recipient, "551 5.1.6 moved", .badAddress), (.recipient, "501 5.1.3 syntax", .badAddress),
            (.recipient, "554 5.7.1 relaying denied", .badMessage), (.recipient, "550 5.7.26 not aligned", .badMessage),
            (.recipient, "552 5.2.2 mailbox full", .badMessage), (.recipient, "554 no", .badMessage),
            (.recipient, "553 5.1.8 sender's domain", .badMessage), (.recipient, "450 4.2.0 greylisted", .transient),
            (.recipient, "451 4.7.1 later", .transient), (.recipient, "452 4.5.3 too many", .transient),
            (.recipient, "454 4.7.1 relaying denied", .transient), (.recipient, "421 4.7.0 too fast", .rateLimited),
            (.data, "554 5.5.1 no", .badMessage), (.data, "451 4.3.0 later", .transient),
            (.content, "451 4.3.0 later", .transient), (.content, "554 5.7.1 looks like spam", .badMessage),
            (.content, "550 5.1.1 no such user", .badAddress), (.content, "550 no", .badMessage),
            (.content, "421 4.3.2 shutting down", .rateLimited), (.content, "454 4.7.0 rate exceeded", .rateLimited),
        ] as [(SMTPConversation.Stage, String, Meaning)]
    )
    private func replies(stage: SMTPConversation.Stage, line: String, meaning: Meaning) throws {
        let reply = try #require(SMTPReply(line: line))
        #expect(Meaning(outcome(stage, reply)) == meaning)
    }

    @Test(
        "Without a reply only the stage tells",
        arguments: [
            (.connecting, .unavailable), (.hello, .unavailable), (.startTLS, .unavailable), (.signingIn, .unavailable),
            (.sender, .transient), (.recipient, .transient), (.data, .transient), (.content, .unknown),
        ] as [(SMTPConversation.Stage, Meaning)]
    )
    private func silence(stage: SMTPConversation.Stage, meaning: Meaning) {
        #expect(Meaning(outcome(stage, nil)) == meaning)
    }

    @Test("The connection that breaks after a good reply is no success unless the reply was to the letter")
    func brokenAfterReply() {
        let good = SMTPReply(code: 250)
        let meanings = Stage.allCases.map { Meaning(outcome($0, good)) }
        #expect(meanings.filter { $0 == .handedOver }.count == 1)
        #expect(outcome(.content, good) == .handedOver(reference: ""))
    }

    @Test(
        "A reason holds the code and the words, but no address",
        arguments: [
            ("550 5.1.1 <jan.kowalski@example.org>: Recipient rejected", "550 5.1.1 (RCPT TO): … Recipient rejected"),
            ("550 User jan.kowalski unknown", "550 (RCPT TO): User … unknown"),
            ("550 User JAN.KOWALSKI unknown", "550 (RCPT TO): User … unknown"),
            ("550 mailbox(jan.kowalski) unknown", "550 (RCPT TO): … unknown"), ("450", "450 (RCPT TO): "),
        ]
    )
    func reasons(line: String, reason: String) throws {
        let outcome = outcome(.recipient, SMTPReply(line: line))
        switch outcome {
        case .permanent(let text, _), .transient(let text): #expect(text.description == reason)
        default: Issue.record("\(outcome)")
        }
    }

    @Test("A short name is hidden where it stands alone and leaves other words as they are")
    func shortName() {
        let reply = SMTPReply(line: "450 4.2.0 jo: (JO) is just not known, so joining fails")
        let outcome = SMTPOutcome(stage: .recipient, reply: reply, fault: "", localPart: "jo").outcome
        let reason = DeliveryReason("450 4.2.0 (RCPT TO): … … is just not known, so joining fails")
        #expect(outcome == .transient(reason))
    }

    private func outcome(_ stage: Stage, _ reply: SMTPReply?) -> Outcome {
        SMTPOutcome(stage: stage, reply: reply, fault: "the connection broke", localPart: "jan.kowalski").outcome
    }
}
