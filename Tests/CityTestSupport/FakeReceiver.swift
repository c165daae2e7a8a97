import Foundation
import Synchronization

/// A receiver of requests on a loopback port. It answers each request with the next of its answers; when there is none
/// left, with the last one again.
public final class FakeReceiver: Sendable {
    public enum Connections: Sendable {
        /// Each carries one request.
        case closed
        /// Each carries one request, and its end is not told before.
        case dropped
        /// Each carries as many as the client sends.
        case kept
    }

    public struct Request: Sendable, Equatable {
        public let head: String
        public let body: [UInt8]

        /// The lines of the head.
        public var lines: [String] { head.split(separator: "\r\n").map(String.init) }

        /// The value of a header, however its name is written.
        public subscript(name: String) -> String? {
            lines.dropFirst().map { $0.split(separator: ":", maxSplits: 1) }
                .first { $0.first?.lowercased() == name.lowercased() }?.last
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

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
    private let kind: Connections
    private let received = Mutex<[Request]>([])
    private let opened = Mutex(0)
    private let ended = Mutex(0)
    private let isReleased = Mutex(false)

    public convenience init(_ answers: Answer..., connections: Connections = .closed) throws {
        try self.init(list: answers, connections: connections)
    }

    public init(list answers: [Answer], connections: Connections = .closed) throws {
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
        kind = connections
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
    public var requests: [String] {
        received.withLock { $0.map { $0.head + String(decoding: $0.body, as: UTF8.self) } }
    }

    /// The requests with their bodies as they came.
    public var exactRequests: [Request] { received.withLock { $0 } }

    /// How many connections were made.
    public var connections: Int { opened.withLock { $0 } }

    /// How many of them are open.
    public var openConnections: Int { connections - ended.withLock { $0 } }

    private func serve(_ client: Int32) {
        defer {
            close(client)
            ended.withLock { $0 += 1 }
        }
        opened.withLock { $0 += 1 }
        var rest: [UInt8] = []
        repeat {
            guard let request = Self.read(client, &rest) else { return }
            received.withLock { $0.append(request) }
            let answer = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? .close }
            switch answer {
            case .bytes(let text):
                respond(text, to: client)
            case .close: return
            case .held:
                while !isReleased.withLock({ $0 }) { usleep(10_000) }
                respond("HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n", to: client)
            }
        } while kind == .kept
    }

    /// Says that the connection will be closed, so that no client sends another request into its end.
    private func respond(_ text: String, to client: Int32) {
        let head =
            kind == .closed ? text.replacing("\r\n", with: "\r\nConnection: close\r\n", maxReplacements: 1) : text
        let bytes = Array(head.utf8)
        _ = send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Nil when the client goes away before.
    ///
    /// - Parameter bytes: what came after the request before.
    private static func read(_ client: Int32, _ bytes: inout [UInt8]) -> Request? {
        var piece = [UInt8](repeating: 0, count: 4_096)
        while true {
            if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound {
                let head = String(decoding: bytes[..<end], as: UTF8.self)
                let length = head.firstMatch(of: /(?i)content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
                if bytes.count - end >= length {
                    defer { bytes.removeFirst(end + length) }
                    return Request(head: head, body: Array(bytes[end..<(end + length)]))
                }
            }
            let count = recv(client, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            bytes += piece[..<count]
        }
    }
}
