import CCurl

/// One letter on its way: gives libcurl the letter's bytes and notes what the server says to which command.
final class SMTPConversation {
    /// The last thing we did; a reply answers it.
    enum Stage: String, CaseIterable {
        case connecting = "connecting"
        case hello = "EHLO"
        case startTLS = "STARTTLS"
        case signingIn = "AUTH"
        case sender = "MAIL FROM"
        case recipient = "RCPT TO"
        case data = "DATA"
        /// Every octet of the letter and the dot after it were given to the connection.
        case content = "end of data"
    }

    private(set) var stage = Stage.connecting
    /// The first line of the server's answer at this stage; nil before it answers.
    private(set) var reply: SMTPReply?
    private var content: ArraySlice<UInt8>
    /// Whether we have said QUIT; what the server says to that changes nothing.
    private var isOver = false
    private let deadline: ContinuousClock.Instant

    /// - Parameter time: for the whole conversation; libcurl keeps its own time, but not while it says goodbye.
    init(content: [UInt8], time: Duration) {
        self.content = content[...]
        deadline = .now + time
    }

    var isOverdue: Bool { ContinuousClock.now > deadline }

    /// The next octets of the letter; none when all are given.
    func take(_ count: Int) -> ArraySlice<UInt8> {
        let piece = content.prefix(count)
        content = content.dropFirst(count)
        if piece.isEmpty { enter(.content) }
        return piece
    }

    /// A command we sent.
    func sent(_ command: String) {
        switch command.prefix(4).uppercased() {
        case "EHLO", "HELO": enter(.hello)
        case "STAR": enter(.startTLS)
        case "AUTH": enter(.signingIn)
        case "MAIL": enter(.sender)
        case "RCPT": enter(.recipient)
        case "DATA": enter(.data)
        case "QUIT": isOver = true
        default: break
        }
    }

    /// A line the server sent.
    func received(_ line: String) {
        guard !isOver, let line = SMTPReply(line: line) else { return }
        if reply?.code != line.code { reply = line }
    }

    private func enter(_ next: Stage) {
        stage = next
        reply = nil
    }
}
