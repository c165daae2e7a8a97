import CCurl
import Foundation

/// Which addresses of the network belong to the public internet: those to which a server may be sent by somebody else
/// without reaching itself or its neighbours (RFC 6890 and the registries it began).
enum PublicAddress {
    /// Blocks that are not public, as their first bits; `length` counts them.
    private struct Block {
        let bytes: [UInt8]
        let length: Int

        init(_ bytes: [UInt8], _ length: Int) {
            self.bytes = bytes
            self.length = length
        }

        func holds(_ address: [UInt8]) -> Bool {
            (0..<length).allSatisfy { bit in
                let mask = UInt8(0x80) >> UInt8(bit % 8)
                let wanted = bit / 8 < bytes.count ? bytes[bit / 8] : 0
                return address[bit / 8] & mask == wanted & mask
            }
        }
    }

    private static let closed4: [Block] = [
        Block([0], 8),  // this network
        Block([10], 8), Block([172, 16], 12), Block([192, 168], 16),  // private
        Block([100, 64], 10),  // shared by the customers of a provider
        Block([127], 8),  // this machine
        Block([169, 254], 16),  // link-local, the address of cloud metadata among them
        Block([192, 0, 0], 24),  // protocol assignments
        Block([192, 0, 2], 24), Block([198, 51, 100], 24), Block([203, 0, 113], 24),  // documentation
        Block([198, 18], 15),  // benchmarks
        Block([224], 4), Block([240], 4),  // multicast, reserved, broadcast
    ]

    /// Of IPv6 only global unicast is public, and of that not what is for documentation or carries an IPv4 address
    /// through a gateway.
    private static let global6 = Block([0x20], 3)
    private static let closed6: [Block] = [
        Block([0x20, 0x01, 0x00, 0x00], 23),  // protocol assignments, Teredo among them
        Block([0x20, 0x01, 0x0D, 0xB8], 32), Block([0x3F, 0xFF], 20),  // documentation
        Block([0x20, 0x02], 16),  // 6to4
    ]

    /// - Parameter address: 4 or 16 bytes in the order of the network; anything else is not public.
    static func isPublic(_ address: [UInt8]) -> Bool {
        switch address.count {
        case 4: !closed4.contains { $0.holds(address) }
        case 16: global6.holds(address) && !closed6.contains { $0.holds(address) }
        default: false
        }
    }

    /// - Parameter name: a `sockaddr`, as long as its family needs.
    static func isPublic(socketName name: UnsafeRawPointer) -> Bool {
        switch Int32(name.loadUnaligned(as: sockaddr.self).sa_family) {
        case AF_INET: isPublic(withUnsafeBytes(of: name.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) })
        case AF_INET6: isPublic(withUnsafeBytes(of: name.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) })
        default: false
        }
    }
}
