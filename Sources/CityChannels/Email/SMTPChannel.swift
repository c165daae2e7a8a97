public import CityDomain

/// E-mail over one mail server, on connections that stay open between letters.
public actor SMTPChannel: Channel {
    public nonisolated let width: Int

    private var free: [SMTPConnection]
    private let all: [SMTPConnection]
    private var waiting: [CheckedContinuation<SMTPConnection?, Never>] = []
    private var isClosed = false

    public init(_ settings: SMTPSettings) {
        width = settings.connections
        all = (0..<settings.connections).map { _ in SMTPConnection(settings) }
        free = all
    }

    public nonisolated func deliver(_ message: EmailMessage) async -> Outcome {
        guard let connection = await take() else {
            return .unavailable(DeliveryReason("the channel is closed"), retryAfter: SMTPOutcome.pause)
        }
        let outcome = await connection.send(message)
        await give(back: connection)
        return outcome
    }

    public func close() async {
        isClosed = true
        for continuation in waiting { continuation.resume(returning: nil) }
        waiting = []
        // Each connection does one thing after the other, so this comes after the letter it is sending.
        for connection in all { await connection.close() }
    }

    private func take() async -> SMTPConnection? {
        if isClosed { return nil }
        if let connection = free.popLast() { return connection }
        return await withCheckedContinuation { waiting.append($0) }
    }

    private func give(back connection: SMTPConnection) {
        guard !waiting.isEmpty else { return free.append(connection) }
        waiting.removeFirst().resume(returning: connection)
    }
}
