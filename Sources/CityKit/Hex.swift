/// Bytes as hexadecimal digits, two for each.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    public static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Nil unless `text` is exactly so many bytes in small digits.
    public static func bytes(_ text: some StringProtocol, count: Int) -> [UInt8]? {
        let values = text.utf8.compactMap { digits.firstIndex(of: $0) }
        guard values.count == 2 * count, text.utf8.count == 2 * count else { return nil }
        return (0..<count).map { UInt8(values[2 * $0] << 4 | values[2 * $0 + 1]) }
    }
}
