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
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count * 3 / 2 + 2)
        for line in Self.lines(of: text) {
            if self == .quotedPrintable { Self.quote(line, into: &output) } else { output += line }
            output += [0x0D, 0x0A]
        }
        guard self == .base64 else { return String(decoding: output, as: UTF8.self) }
        let options: Data.Base64EncodingOptions = [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ]
        return Data(output).base64EncodedString(options: options) + "\r\n"
    }

    /// `=C5`
    static func escape(_ byte: UInt8, into output: inout [UInt8]) {
        output += [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 0x0F)]]
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    /// One line, in pieces of at most 76 octets that end with `=`.
    private static func quote(_ line: ArraySlice<UInt8>, into output: inout [UInt8]) {
        let last = line.endIndex - 1
        var column = 0
        for index in line.indices {
            let isEscaped = mustBeEscaped(line[index], at: index, in: line)
            let length = isEscaped ? 3 : 1
            if column + length > (index == last ? lineLength : lineLength - 1) {
                output += [UInt8(ascii: "="), 0x0D, 0x0A]
                column = 0
            }
            if isEscaped { escape(line[index], into: &output) } else { output.append(line[index]) }
            column += length
        }
    }

    private static func mustBeEscaped(_ byte: UInt8, at index: Int, in line: ArraySlice<UInt8>) -> Bool {
        switch byte {
        // Some servers cut spaces at the end of a line.
        case 0x20, 0x09: index == line.endIndex - 1
        case UInt8(ascii: "="): true
        // Some servers write `>From` for it, which breaks signatures.
        case UInt8(ascii: "F"): index == line.startIndex && line.starts(with: "From ".utf8)
        default: byte < 0x21 || byte > 0x7E
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        lines(of: text).allSatisfy { line in
            line.count <= lineLength && !line.starts(with: "From ".utf8) && line.last != 0x20 && line.last != 0x09
                && line.allSatisfy { ($0 >= 0x20 && $0 <= 0x7E) || $0 == 0x09 }
        }
    }

    /// The lines without their ends (CR LF, CR or LF); a last line end opens no further line.
    private static func lines(of text: String) -> [ArraySlice<UInt8>] {
        let bytes = Array(text.utf8)
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 0x0A || byte == 0x0D {
            if byte == 0x0A, index > 0, bytes[index - 1] == 0x0D {
                start = index + 1
                continue
            }
            lines.append(bytes[start..<index])
            start = index + 1
        }
        if start < bytes.count || lines.isEmpty { lines.append(bytes[start...]) }
        return lines
    }
}
