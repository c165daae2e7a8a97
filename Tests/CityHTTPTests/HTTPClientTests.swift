import CityTestSupport
import Foundation
import Testing

@testable import CityHTTP

/// What holds for both: clients that make a connection for each request, and those that keep them.
@Suite struct HTTPClientTests {
    enum Keeping: CaseIterable {
        case fresh
        case kept

        /// A client, with what it makes of a request.
        func client(time: Duration = .seconds(20)) -> @Sendable (HTTPRequest) async -> HTTPReply {
            switch self {
            case .fresh:
                let client = HTTPClient(reach: .inside, width: 1, time: time)
                return { await client.send($0) }
            case .kept:
                let client = HTTPConnections(reach: .inside, width: 1, time: time)
                return { await client.send($0) }
            }
        }
    }

    private static func request(_ receiver: FakeReceiver) -> HTTPRequest {
        HTTPRequest(.post, "http://127.0.0.1:\(receiver.port)/", body: Array("a".utf8))
    }

    @Test(
        "A connection serves the next request only where it is to be kept",
        arguments: [(Keeping.fresh, 3), (.kept, 1)]
    )
    func connections(keeping: Keeping, count: Int) async throws {
        let receiver = try FakeReceiver(.status(200, body: "b"), connections: .kept)
        defer { receiver.stop() }
        let send = keeping.client()
        for _ in 0..<3 {
            let reply = await send(Self.request(receiver))
            #expect(reply.status == 200)
            #expect(reply.body == Array("b".utf8))
        }
        #expect(receiver.connections == count)
        #expect(receiver.requests.count == 3)
    }

    @Test(
        "What breaks before anything went out has failed; what breaks afterwards was interrupted",
        arguments: Keeping.allCases
    )
    func faults(keeping: Keeping) async throws {
        let closing = try FakeReceiver(.close)
        defer { closing.stop() }
        let interrupted = await keeping.client()(Self.request(closing))
        #expect(interrupted.fault == .interrupted("Server returned nothing (no headers, no data)"))
        // Nobody listens on the reserved port.
        let failed = await keeping.client()(HTTPRequest(.get, "http://127.0.0.1:1/"))
        #expect(failed.fault == .failed("Couldn't connect to server"))
    }

    @Test("A connection that does not come about in time has sent nothing", arguments: Keeping.allCases)
    func unreachable(keeping: Keeping) async throws {
        let port = try Self.fullPort()
        let send = keeping.client(time: .seconds(1))
        let reply = await send(HTTPRequest(.get, "http://127.0.0.1:\(port)/"))
        #expect(reply.fault == .failed("Timeout was reached"))
    }

    /// A listener that takes no connection and whose queue is full.
    private static func fullPort() throws -> UInt16 {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 0) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        try #require(isBound)
        for _ in 0..<4 {
            let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
            _ = withUnsafePointer(to: &address) { address in
                address.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(client, $0, length) }
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}
