import Foundation
import Testing

@testable import CityApp

@Suite struct SystemdNoticeTests {
    @Test("A service tells that it is ready, once, to the socket that systemd names", arguments: ["file", "abstract"])
    func ready(kind: String) throws {
        let name = "/tmp/ratusz-notice-\(UUID().uuidString.prefix(8))"
        let receiver = try Receiver(named: kind == "file" ? name : "\0\(name)")
        defer { unlink(name) }
        let told = kind == "file" ? name : "@\(name)"
        try #require(SystemdNotice(environment: ["NOTIFY_SOCKET": told])).tellReady()
        #expect(receiver.next() == "READY=1")
    }

    @Test("Where nobody waits, nothing is told", arguments: [[:], ["NOTIFY_SOCKET": ""]])
    func nobody(environment: [String: String]) {
        #expect(SystemdNotice(environment: environment) == nil)
    }

    @Test(
        "A socket that is not there does no harm",
        arguments: ["/nowhere/socket", String(repeating: "x", count: 200)]
    )
    func noSocket(name: String) throws {
        try #require(SystemdNotice(environment: ["NOTIFY_SOCKET": name])).tellReady()
    }
}

/// The end of the socket on which systemd listens.
private final class Receiver {
    private let descriptor: Int32

    init(named name: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        try #require(descriptor >= 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.utf8) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.utf8.count)
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        try #require(result == 0)
    }

    deinit { close(descriptor) }

    func next() -> String {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
