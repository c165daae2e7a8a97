import CityDomain

/// What an attempt to send a letter came to, told from the last stage, the server's reply to it and, where there is
/// none, what went wrong with the connection.
struct SMTPOutcome {
    /// How long a server that throttles us or does not work is left alone.
    static let pause = Duration.seconds(60)

    let stage: SMTPConversation.Stage
    let reply: SMTPReply?
    /// In libcurl's words.
    let fault: String
    /// The part of the recipient's address before the @; servers like to repeat it.
    let localPart: String

    var outcome: Outcome {
        guard let reply else { return withoutReply }
        if reply.isPositive, stage == .content { return .handedOver(reference: words(of: reply)) }
        // The server was content with the last command, so the connection broke after its reply.
        if reply.isPositive { return withoutReply }
        return reply.isTemporary ? temporary(reply) : permanent(reply)
    }

    private var withoutReply: Outcome {
        let reason = DeliveryReason("\(fault) (\(stage.rawValue))")
        return switch stage {
        case .connecting, .hello, .startTLS, .signingIn: .unavailable(reason, retryAfter: Self.pause)
        case .sender, .recipient, .data: .transient(reason)
        case .content: .unknown(reason)
        }
    }

    private func temporary(_ reply: SMTPReply) -> Outcome {
        let reason = reason(reply)
        return switch (stage, reply.code) {
        case (.startTLS, _): .unavailable(reason, retryAfter: Self.pause)
        // Said of one recipient (relaying denied, for one), 454 must not hold up the letters to others.
        case (.recipient, 454): .transient(reason)
        // 421: the server closes the connection; 454: large relays throttle with it.
        case (_, 421), (_, 454): .rateLimited(reason, retryAfter: Self.pause)
        case (.connecting, _), (.hello, _), (.signingIn, _): .unavailable(reason, retryAfter: Self.pause)
        default: .transient(reason)
        }
    }

    private func permanent(_ reply: SMTPReply) -> Outcome {
        let reason = reason(reply)
        return switch stage {
        case .connecting, .hello, .startTLS, .signingIn: .unavailable(reason, retryAfter: Self.pause)
        // 530: sign in or encrypt first; our settings are wrong, not the letter.
        case .sender where reply.code == 530: .unavailable(reason, retryAfter: Self.pause)
        case .recipient, .content: .permanent(reason, concernsAddress(reply) ? .address : .message)
        case .sender, .data: .permanent(reason, .message)
        }
    }

    /// Whether nothing can ever be delivered to the address (RFC 3463 §3.2 and §3.3; RFC 7505 for 5.1.10).
    private func concernsAddress(_ reply: SMTPReply) -> Bool {
        guard let status = reply.status else {
            return stage == .recipient && [550, 551, 553].contains(reply.code)
        }
        return switch (status.subject, status.detail) {
        case (1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1): true
        default: false
        }
    }

    private func reason(_ reply: SMTPReply) -> DeliveryReason {
        let status = reply.status.map { " \($0)" } ?? ""
        return DeliveryReason("\(reply.code)\(status) (\(stage.rawValue)): \(words(of: reply))")
    }

    /// The server's words, at most 160 characters, without anything that looks like an address or is the recipient's.
    private func words(of reply: SMTPReply) -> String {
        let words = reply.text.split(separator: " ").map { isPersonal($0) ? "…" : String($0) }
        return String(words.joined(separator: " ").filter { !$0.isNewline && $0 != "\0" }.prefix(160))
    }

    private func isPersonal(_ word: Substring) -> Bool {
        let name = localPart.lowercased()
        if word.contains("@") { return true }
        // A name of one or two letters is a part of too many words.
        guard name.count < 3 else { return word.lowercased().contains(name) }
        return word.lowercased().split { !$0.isLetter && !$0.isNumber }.contains { $0 == name }
    }
}
