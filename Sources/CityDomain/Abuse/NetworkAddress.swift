import CityKit

/// The network of an address, as wide as a town says.
///
/// A provider gives one customer many addresses: of the newer protocol a whole network of 48 to 64 bits (RFC 6177), of the
/// older one often another address out of a block of 256 each day. A single address would be a limit for those alone who do not
/// know how to get the next one.
struct NetworkAddress {
    private let bytes: [UInt8]

    /// Nil for what is no address.
    init?(_ text: String) {
        let text = text.prefix { $0 != "%" }
        guard let bytes = text.contains(":") ? Self.newer(text) : Self.older(text) else { return nil }
        let isMapped = bytes.count == 16 && bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10...11] == [255, 255]
        self.bytes = isMapped ? Array(bytes.suffix(4)) : bytes
    }

    /// Equal for all addresses of one network.
    func network(ipv4: Int, ipv6: Int) -> String {
        let bits = bytes.count == 4 ? ipv4 : ipv6
        let kept = bytes.enumerated().map { index, byte in
            byte & UInt8(truncatingIfNeeded: 0xFF << max(0, min(8, 8 * (index + 1) - bits)))
        }
        return "\(bytes.count == 4 ? 4 : 6) \(bits) " + kept.map { String($0, radix: 16) }.joined(separator: " ")
    }

    private static func older(_ text: some StringProtocol) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 && !parts.contains(nil) ? parts.compactMap(\.self) : nil
    }

    private static func newer(_ text: some StringProtocol) -> [UInt8]? {
        let halves = String(text).split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        guard let front = bytes(of: halves[0]) else { return nil }
        guard halves.count == 2 else { return front.count == 16 ? front : nil }
        guard let back = bytes(of: halves[1]), front.count + back.count <= 14 else { return nil }
        return front + [UInt8](repeating: 0, count: 16 - front.count - back.count) + back
    }

    private static func bytes(of half: Substring) -> [UInt8]? {
        guard !half.isEmpty else { return [] }
        var bytes: [UInt8] = []
        for part in half.split(separator: ":", omittingEmptySubsequences: false) {
            if part.contains(".") {
                guard let older = older(part) else { return nil }
                bytes += older
            } else {
                guard (1...4).contains(part.count), let group = UInt16(part, radix: 16) else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            }
        }
        return bytes
    }
}
