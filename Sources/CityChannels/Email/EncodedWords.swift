import Foundation

/// Words in any alphabet, written in ASCII for a header (RFC 2047): `=?UTF-8?Q?Zg=C5=82oszenie?=`.
enum EncodedWords {
    /// An encoded word is at most 75 octets long.
    private static let wordLength = 75
    private static let lineLength = 76

    private enum Encoding: String {
        case q = "Q"
        case b = "B"

        /// Octets that `count` octets of text take, `special` of them written as `=XX`.
        func length(of count: Int, special: Int) -> Int {
            self == .q ? count + 2 * special : (count + 2) / 3 * 4
        }
    }

    /// - Parameter start: how many octets stand on the first line already.
    /// - Returns: encoded words, one a line; readers join them without a gap.
    static func encode(_ words: String, after start: Int) -> String {
        let special = words.utf8.count { !isSafe($0) && $0 != 0x20 }
        let encoding: Encoding = special * 3 <= words.utf8.count ? .q : .b
        let frame = "=?UTF-8?\(encoding.rawValue)??=".utf8.count
        var lines: [String] = []
        var piece: [UInt8] = []
        for scalar in words.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            let room = min(wordLength, lineLength - (lines.isEmpty ? start : 1)) - frame
            let longer = piece + bytes
            if !piece.isEmpty, encoding.length(of: longer.count, special: specials(in: longer)) > room {
                lines.append(word(piece, encoding))
                piece = bytes
            } else {
                piece = longer
            }
        }
        lines.append(word(piece, encoding))
        return lines.joined(separator: "\r\n ")
    }

    private static func word(_ bytes: [UInt8], _ encoding: Encoding) -> String {
        let text = encoding == .b ? Data(bytes).base64EncodedString() : quoted(bytes)
        return "=?UTF-8?\(encoding.rawValue)?\(text)?="
    }

    private static func quoted(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        for byte in bytes {
            switch byte {
            case 0x20: output.append(UInt8(ascii: "_"))
            case let byte where isSafe(byte): output.append(byte)
            default: TransferEncoding.escape(byte, into: &output)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func specials(in bytes: [UInt8]) -> Int { bytes.count { !isSafe($0) && $0 != 0x20 } }

    /// What may stand for itself even inside a display name (RFC 2047 §5, rule 3).
    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!*+-/".utf8.contains(byte)
        }
    }
}
