import Foundation
import Testing

@testable import CityHTTP

@Suite struct PublicAddressTests {
    @Test(
        "An address of this machine, of a private network or of no network is not public",
        arguments: [
            "127.0.0.1", "127.255.255.255", "0.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255",
            "192.168.0.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1",
            "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
            "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "fc00::1",
            "fdff::1", "fe80::1", "febf::1", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::", "3fff::1", "100::1",
        ]
    )
    func closed(address: String) throws {
        #expect(!PublicAddress.isPublic(try Self.bytes(address)))
    }

    @Test(
        "What lies beside those is public",
        arguments: [
            "8.8.8.8", "9.255.255.255", "11.0.0.0", "126.255.255.255", "128.0.0.0", "172.15.255.255", "172.32.0.0",
            "192.167.255.255", "192.169.0.0", "169.253.255.255", "169.255.0.0", "100.63.255.255", "100.128.0.0",
            "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:4860:4860::8888", "2a00:1450::1", "2600::",
        ]
    )
    func open(address: String) throws {
        #expect(PublicAddress.isPublic(try Self.bytes(address)))
    }

    @Test("What is no address at all is not public", arguments: [0, 3, 5, 17])
    func none(count: Int) {
        #expect(!PublicAddress.isPublic([UInt8](repeating: 8, count: count)))
    }

    private static func bytes(_ text: String) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: text.contains(":") ? 16 : 4)
        try #require(inet_pton(bytes.count == 16 ? AF_INET6 : AF_INET, text, &bytes) == 1)
        return bytes
    }
}
