/// Names and values as forms and queries of addresses write them (WHATWG URL, application/x-www-form-urlencoded).
public struct FormFields: Sendable, Equatable {
    private var octets: [String: [UInt8]] = [:]

    /// What stands after the `?` of an address, or in the body of a form. Of a repeated name the first counts.
    public init(_ text: some StringProtocol) {
        for pair in text.utf8.split(separator: UInt8(ascii: "&")).prefix(Self.most) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(decoding: Self.decoded(parts[0]), as: UTF8.self)
            if octets[name] == nil { octets[name] = parts.count > 1 ? Self.decoded(parts[1]) : [] }
        }
    }

    private static let most = 100

    /// In UTF-8; nil where there is none, or an empty one.
    public subscript(_ name: String) -> String? {
        octets[name].flatMap { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) }
    }

    func bytes(_ name: String) -> [UInt8]? { octets[name] }

    private static func decoded(_ text: some Sequence<UInt8>) -> [UInt8] {
        let text = Array(text)
        var (bytes, index) = ([UInt8](), 0)
        while index < text.count {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.count, let high = digit(text[index + 1]),
                let low = digit(text[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(text[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : text[index])
                index += 1
            }
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The other direction: `a=1&b=%C5%BC`.
    static func text(_ fields: [(String, String)]) -> String {
        fields.map { "\(escaped($0))=\(escaped($1))" }.joined(separator: "&")
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func escaped(_ text: String) -> String {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count * 2)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                escaped.append(byte)
            default:
                escaped.append(UInt8(ascii: "%"))
                escaped.append(digits[Int(byte >> 4)])
                escaped.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
