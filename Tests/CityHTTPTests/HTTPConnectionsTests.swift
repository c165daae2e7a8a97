import CityKit
import CityTestSupport
import Testing

@testable import CityHTTP

@Suite struct HTTPConnectionsTests {
    private static func request(
        _ receiver: FakeReceiver,
        body: String = "body",
        _ repetition: HTTPRepetition = .harmful
    ) -> HTTPRequest {
        HTTPRequest(
            .post,
            "http://127.0.0.1:\(receiver.port)/a",
            headers: ["X-A: b"],
            body: Array(body.utf8),
            repetition: repetition
        )
    }

    @Test("Requests one after the other go over one connection")
    func kept() async throws {
        let receiver = try FakeReceiver(.status(200, headers: "X-C: d\r\n", body: "ok"), connections: .kept)
        defer { receiver.stop() }
        let connections = HTTPConnections(reach: .inside)
        for number in 0..<20 {
            let reply = await connections.send(Self.request(receiver, body: "\(number)"))
            #expect(reply == HTTPReply(status: 200, headers: reply.headers, body: Array("ok".utf8)))
            #expect(reply.headers["x-c"] == "d")
        }
        #expect(receiver.connections == 1)
        #expect(receiver.exactRequests.map { String(decoding: $0.body, as: UTF8.self) } == (0..<20).map { "\($0)" })
        #expect(receiver.exactRequests.allSatisfy { $0["X-A"] == "b" && $0["Expect"] == nil })
        connections.close()
    }

    @Test("Each of many requests at once gets its own answer, over no more connections than requests at once")
    func many() async throws {
        let receiver = try FakeReceiver(.status(201), connections: .kept)
        defer { receiver.stop() }
        let connections = HTTPConnections(reach: .inside, width: 32)
        let request = Self.request(receiver)
        let statuses = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<500 { group.addTask { await connections.send(request).status } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == [Int](repeating: 201, count: 500))
        #expect(receiver.requests.count == 500)
        #expect((1...32).contains(receiver.connections))
        connections.close()
    }

    @Test("A server that closes each connection loses nothing")
    func closing() async throws {
        let receiver = try FakeReceiver(.status(200))
        defer { receiver.stop() }
        let connections = HTTPConnections(reach: .inside)
        for _ in 0..<10 { #expect(await connections.send(Self.request(receiver)).status == 200) }
        #expect(receiver.requests.count == 10)
        connections.close()
    }

    @Test("A kept connection that ends during a request has sent it once, or again where that does no harm")
    func ended() async throws {
        for (repetition, requests, status) in [(HTTPRepetition.harmful, 2, 0), (.harmless, 3, 204)] {
            let receiver = try FakeReceiver(.status(200), .close, .status(204), connections: .kept)
            defer { receiver.stop() }
            let connections = HTTPConnections(reach: .inside, width: 1)
            #expect(await connections.send(Self.request(receiver)).status == 200)
            let reply = await connections.send(Self.request(receiver, repetition))
            #expect(reply.status == status)
            #expect(receiver.requests.count == requests)
            if repetition == .harmful {
                #expect(reply.fault == .interrupted("the connection ended before an answer came"))
            }
        }
    }

    @Test("Nor does such a request go out once more over another connection that is kept")
    func endedBesideOthers() async throws {
        for (repetition, requests, status) in [(HTTPRepetition.harmful, 3, 0), (.harmless, 4, 204)] {
            let receiver = try FakeReceiver(.held, .held, .close, .status(204), connections: .kept)
            defer { receiver.stop() }
            let connections = HTTPConnections(reach: .inside, width: 2)
            async let first = connections.send(Self.request(receiver))
            async let second = connections.send(Self.request(receiver))
            try await expectEventually("both requests have arrived") { receiver.requests.count == 2 }
            receiver.release()
            let statuses = await [first.status, second.status]
            #expect(statuses == [200, 200])
            let reply = await connections.send(Self.request(receiver, repetition))
            #expect(reply.status == status)
            #expect(receiver.requests.count == requests)
            // The harmless one went over the other of the two.
            #expect(receiver.connections == 2)
        }
    }

    @Test("A kept connection whose server has ended it meanwhile is made anew without a word")
    func idle() async throws {
        let receiver = try FakeReceiver(.status(200), connections: .dropped)
        defer { receiver.stop() }
        let connections = HTTPConnections(reach: .inside, width: 1)
        for _ in 0..<2 {
            #expect(await connections.send(Self.request(receiver)).status == 200)
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(receiver.connections == 2)
        #expect(receiver.requests.count == 2)
    }

    @Test("Without leave no connection is made to this machine, and none without encryption")
    func guarded() async throws {
        let receiver = try FakeReceiver(.status(200), connections: .kept)
        defer { receiver.stop() }
        let connections = HTTPConnections(reach: .outside)
        for host in ["127.0.0.1", "localhost", "[::1]"] {
            let reply = await connections.send(HTTPRequest(.get, "https://\(host):\(receiver.port)/"))
            #expect(reply.fault == .closedAddress)
        }
        let plain = await connections.send(HTTPRequest(.get, "http://127.0.0.1:\(receiver.port)/"))
        #expect(plain.fault != nil && plain.status == 0)
        #expect(receiver.connections == 0)
        connections.close()
    }

    @Test("What may have arrived is told from what has not")
    func faults() async throws {
        let (silent, mute) = (try FakeReceiver(.held), try FakeReceiver(.close))
        let connections = HTTPConnections(reach: .inside, time: .seconds(1))
        #expect(
            await connections.send(Self.request(silent)).fault == .interrupted("Timeout was reached")
        )
        #expect(
            await connections.send(Self.request(mute)).fault
                == .interrupted("Server returned nothing (no headers, no data)")
        )
        let unusable = await connections.send(HTTPRequest(.get, "http://[nowhere/"))
        guard case .failed = unusable.fault else {
            Issue.record("\(unusable)")
            return
        }
        silent.release()
        for receiver in [silent, mute] { receiver.stop() }
        let long = try FakeReceiver(.status(200, body: String(repeating: "a", count: 2_000)))
        defer { long.stop() }
        let short = HTTPConnections(reach: .inside, mostRead: 1_000)
        let reply = await short.send(Self.request(long))
        #expect(reply.status == 200 && reply.fault == .tooLong)
        short.close()
        connections.close()
    }

    @Test("A closed client refuses, and finishes what is under way first")
    func closed() async throws {
        let receiver = try FakeReceiver(.held)
        defer { receiver.stop() }
        let connections = HTTPConnections(reach: .inside)
        async let last = connections.send(Self.request(receiver))
        try await expectEventually("the request has arrived") { !receiver.requests.isEmpty }
        connections.close()
        #expect(await connections.send(Self.request(receiver)).fault == .unready)
        receiver.release()
        #expect(await last.status == 200)
        #expect(receiver.requests.count == 1)
    }

    @Test("The end of a client ends its connections, and another one makes its own")
    func goodbye() async throws {
        let receiver = try FakeReceiver(.status(200), connections: .kept)
        defer { receiver.stop() }
        for count in 1...2 {
            let connections = HTTPConnections(reach: .inside)
            #expect(await connections.send(Self.request(receiver)).status == 200)
            #expect(receiver.openConnections == 1)
            connections.close()
            try await expectEventually("the connection has ended") { receiver.openConnections == 0 }
            #expect(receiver.connections == count)
        }
    }
}
