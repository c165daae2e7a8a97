import Foundation

/// How a text body becomes lines of ASCII (RFC 2045 §6). Raw values are the names in the header.
enum TransferEncoding: String {
    case sevenBit = "7bit"
    case quotedPrintable = "quoted-printable"
    case base64 = "base64"

    private static let lineLength = 76

    /// The one that keeps the text readable at no great length.
    static func best(for text: String) -> Self {
        isPlain(text) ? .sevenBit : bestOfArmoured(for: text)
    }

    /// The same without `sevenBit`: base64 pays when more than a sixth of the octets would be written as three.
    static func bestOfArmoured(for text: String) -> Self {
        let foreign = text.utf8.count { $0 >= 0x80 }
        return foreign * 6 > text.utf8.count ? .base64 : .quotedPrintable
    }

    /// - Parameter text: with any line ends.
    /// - Returns: whole lines, each ended by CR LF.
    func encode(_ text: String) -> String {
        let lines = Self.lines(of: text)
        switch self {
        case .sevenBit: return lines.map { String(decoding: $0, as: UTF8.self) + "\r\n" }.joined()
        case .quotedPrintable: return lines.map { Self.quotedPrintable($0) + "\r\n" }.joined()
        case .base64:
            let bytes = Data(lines.map { $0 + [0x0D, 0x0A] }.joined())
            let options: Data.Base64EncodingOptions = [
                .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
            ]
            return bytes.base64EncodedString(options: options) + "\r\n"
        }
    }

    /// `=C5`
    static func escaped(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return byte < 16 ? "=0" + digits : "=" + digits
    }

    /// One line, in pieces of at most 76 octets that end with `=`.
    private static func quotedPrintable(_ line: [UInt8]) -> String {
        var text = ""
        var column = 0
        for (index, byte) in line.enumerated() {
            let piece = mustBeEscaped(byte, at: index, in: line) ? escaped(byte) : String(UnicodeScalar(byte))
            let isLast = index == line.count - 1
            if column + piece.utf8.count > lineLength - (isLast ? 0 : 1) {
                text += "=\r\n"
                column = 0
            }
            text += piece
            column += piece.utf8.count
        }
        return text
    }

    private static func mustBeEscaped(_ byte: UInt8, at index: Int, in line: [UInt8]) -> Bool {
        switch byte {
        // Some servers cut spaces at the end of a line.
        case 0x20, 0x09: index == line.count - 1
        case UInt8(ascii: "="): true
        // Some servers write `>From` for it, which breaks signatures.
        case UInt8(ascii: "F"): index == 0 && line.starts(with: "From ".utf8)
        default: !(0x21...0x7E).contains(byte)
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        lines(of: text).allSatisfy { line in
            line.count <= lineLength && !line.starts(with: "From ".utf8) && line.last != 0x20 && line.last != 0x09
                && line.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 }
        }
    }

    /// The lines without their ends; a last line end opens no further line.
    private static func lines(of text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x0A where previous == 0x0D: break
            case 0x0A, 0x0D: lines.append([])
            default: lines[lines.count - 1].append(byte)
            }
            previous = byte
        }
        if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
