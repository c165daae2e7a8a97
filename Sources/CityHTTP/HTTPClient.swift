import Dispatch

/// Makes requests to other servers, each over a connection of its own; redirects are not followed.
/// `HTTPConnections` keeps them.
public actor HTTPClient {
    /// Requests that are under way at once.
    public nonisolated let width: Int

    private let limits: HTTPLimits
    private let queue = DispatchQueue(label: "http-client", attributes: .concurrent)
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - time: for one request, everything included.
    ///   - mostRead: bytes of an answer's body.
    public init(reach: HTTPReach, width: Int = 8, time: Duration = .seconds(10), mostRead: Int = 64 * 1_024) {
        limits = HTTPLimits(reach: reach, time: time, mostRead: mostRead)
        self.width = width
        free = width
    }

    public nonisolated func send(_ request: HTTPRequest) async -> HTTPReply {
        await take()
        let reply = await withCheckedContinuation { continuation in
            // The call blocks: Swift's few threads stay free.
            queue.async {
                continuation.resume(returning: HTTPCall(request, limits: self.limits).send())
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
