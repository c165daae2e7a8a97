import Dispatch

/// Makes requests to other servers, each over a connection of its own; redirects are not followed.
public actor HTTPClient {
    /// Requests that are under way at once.
    public nonisolated let width: Int

    private let reach: HTTPReach
    private let time: Duration
    private let mostRead: Int
    private let queue = DispatchQueue(label: "http-client", attributes: .concurrent)
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - time: for one request, everything included.
    ///   - mostRead: bytes of an answer's body.
    public init(reach: HTTPReach, width: Int = 8, time: Duration = .seconds(10), mostRead: Int = 64 * 1_024) {
        self.reach = reach
        self.width = width
        self.time = time
        self.mostRead = mostRead
        free = width
    }

    public nonisolated func send(_ request: HTTPRequest) async -> HTTPReply {
        await take()
        let reply = await withCheckedContinuation { continuation in
            // The call blocks: Swift's few threads stay free.
            queue.async {
                let call = HTTPCall(request, reach: self.reach, time: self.time, mostRead: self.mostRead)
                continuation.resume(returning: call.send())
            }
        }
        await giveBack()
        return reply
    }

    private func take() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func giveBack() {
        guard !waiting.isEmpty else {
            free += 1
            return
        }
        waiting.removeFirst().resume()
    }
}
