import CityDomain

/// One connection to the mail server, on a queue of its own. It opens with the first letter and stays open.
actor SMTPConnection {
    /// How long the server may take to say goodbye after a failure.
    private static let goodbye = Duration.seconds(3)

    private let settings: SMTPSettings
    private let queue = ConnectionQueue(label: "smtp")
    private var handle: CurlHandle?

    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ settings: SMTPSettings) { self.settings = settings }

    func send(_ message: EmailMessage) -> Outcome {
        guard let handle = handle ?? CurlHandle(settings) else {
            return .unavailable(DeliveryReason("libcurl cannot send mail"), retryAfter: SMTPOutcome.pause)
        }
        self.handle = handle
        let content = MIMEMessage(message).bytes
        let first = attempt(message, content, over: handle)
        return first.wasStale ? attempt(message, content, over: handle).outcome : first.outcome
    }

    /// Says goodbye.
    func close() { handle = nil }

    private struct Attempt {
        let outcome: Outcome
        /// The server had closed the idle connection; nothing of the letter went out.
        let wasStale: Bool
    }

    private func attempt(_ message: EmailMessage, _ content: [UInt8], over handle: CurlHandle) -> Attempt {
        let address = message.to.address.ascii
        let conversation = SMTPConversation(content: content, time: settings.timeout + Self.goodbye)
        let fault = handle.send(conversation, from: message.from.address.ascii, to: address)
        let verdict = SMTPOutcome(
            stage: conversation.stage,
            reply: conversation.reply,
            fault: fault,
            localPart: String(address.prefix { $0 != "@" })
        )
        let hadNoAnswer = conversation.reply == nil || conversation.reply?.code == 421
        let wasStale =
            handle.reusedConnection && hadNoAnswer && !fault.isEmpty
            && (conversation.stage == .connecting || conversation.stage == .sender)
        return Attempt(outcome: verdict.outcome, wasStale: wasStale)
    }
}
