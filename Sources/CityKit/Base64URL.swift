import Foundation

/// Bytes in the letters that addresses, tokens and scripts of browsers take, without filling.
///
/// Source: RFC 4648, section 5.
public enum Base64URL {
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        var letters = Array(Data(bytes).base64EncodedData())
        while letters.last == UInt8(ascii: "=") { letters.removeLast() }
        for index in letters.indices {
            switch letters[index] {
            case UInt8(ascii: "+"): letters[index] = UInt8(ascii: "-")
            case UInt8(ascii: "/"): letters[index] = UInt8(ascii: "_")
            default: break
            }
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// Nil for anything else; filling at the end is not minded.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        guard !text.contains(where: { $0 == "+" || $0 == "/" }) else { return nil }
        let plain = String(text).replacing("-", with: "+").replacing("_", with: "/").replacing("=", with: "")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)).map(Array.init)
    }
}
