import Foundation
import Synchronization

/// A receiver of webhooks on a loopback port. It answers each request with the next of its answers; when there is none
/// left, with the last one again.
public final class FakeReceiver: Sendable {
    public enum Answer: Sendable {
        /// Head and body as they go over the wire.
        case bytes(String)
        /// The connection is closed without a word, after the request was read.
        case close
        /// Nothing until the receiver is released, and then 200.
        case held

        public static func status(_ status: Int, headers: String = "", body: String = "") -> Self {
            .bytes("HTTP/1.1 \(status) X\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        }
    }

    public let port: UInt16
    private let listener: Int32
    private let answers: Mutex<[Answer]>
    private let received = Mutex<[String]>([])
    private let isReleased = Mutex(false)

    public init(_ answers: Answer...) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        (self.listener, port) = (listener, UInt16(bigEndian: address.sin_port))
        self.answers = Mutex(answers)
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { break }
                Thread.detachNewThread { [self] in serve(client) }
            }
            close(listener)
        }
    }

    /// From now on nobody listens.
    public func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    /// Lets the requests go that are held.
    public func release() { isReleased.withLock { $0 = true } }

    /// The requests, head and body.
    public var requests: [String] { received.withLock { $0 } }

    private func serve(_ client: Int32) {
        defer { close(client) }
        guard let request = Self.read(client) else { return }
        received.withLock { $0.append(request) }
        let answer = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? .close }
        switch answer {
        case .bytes(let text):
            Self.write(text, to: client)
        case .close: break
        case .held:
            while !isReleased.withLock({ $0 }) { usleep(10_000) }
            Self.write("HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n", to: client)
        }
    }

    private static func write(_ text: String, to client: Int32) {
        let bytes = Array(text.utf8)
        _ = send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Head and body; nil when the client goes away before.
    private static func read(_ client: Int32) -> String? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(client, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            bytes += piece[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            guard let head = text.firstRange(of: "\r\n\r\n") else { continue }
            let length = text.firstMatch(of: /(?i)content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
            if text[head.upperBound...].utf8.count >= length { return text }
        }
    }
}
