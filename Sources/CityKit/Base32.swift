/// Crockford's base 32: no I, L, O and U, so that a code can be read out loud and typed again.
/// Source: https://www.crockford.com/base32.html
public enum Base32 {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// Five bits a character; the last character is filled up with zero bits.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var buffer: UInt16 = 0
        var bits: UInt16 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt16(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> bits & 31)])
            }
            buffer &= (1 << bits) - 1
        }
        if bits > 0 { text.append(alphabet[Int(buffer << (5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// What a person typed, in the form `encode` writes: lower case, without spaces and hyphens, i and l as 1, o as 0.
    /// Nil when another character is among it.
    public static func normalized(_ typed: String) -> String? {
        var text: [UInt8] = []
        for byte in typed.lowercased().utf8 {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "-"): continue
            case UInt8(ascii: "i"), UInt8(ascii: "l"): text.append(UInt8(ascii: "1"))
            case UInt8(ascii: "o"): text.append(UInt8(ascii: "0"))
            case let byte where alphabet.contains(byte): text.append(byte)
            default: return nil
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
