import Foundation

/// Makes many requests to few servers over connections that stay open, over HTTP/2 many at once on each; redirects are
/// not followed.
public final class HTTPConnections: Sendable {
    /// Requests that are under way at once; more wait.
    public let width: Int
    private let queue: HTTPQueue

    /// - Parameters:
    ///   - certificates: a file of those that are trusted instead of the system's.
    ///   - time: for one request, from when it is under way.
    ///   - mostRead: bytes of an answer's body.
    public init(
        reach: HTTPReach,
        version: HTTPVersion = .one,
        width: Int = 64,
        certificates: String? = nil,
        time: Duration = .seconds(10),
        mostRead: Int = 64 * 1_024
    ) {
        self.width = width
        let queue = HTTPQueue()
        self.queue = queue
        let limits = HTTPLimits(
            reach: reach,
            version: version,
            certificates: certificates,
            time: time,
            mostRead: mostRead
        )
        // Waiting for sockets blocks: Swift's few threads stay free.
        Thread.detachNewThread { HTTPTransfers(limits, width: width).serve(queue) }
    }

    deinit { queue.close() }

    public func send(_ request: HTTPRequest) async -> HTTPReply {
        await withCheckedContinuation { queue.add(HTTPQueue.Waiting(request: request, continuation: $0)) }
    }

    /// Takes no more requests and, after those under way, says goodbye to the servers.
    public func close() { queue.close() }
}
