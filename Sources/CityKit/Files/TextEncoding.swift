/// How the letters of a text file are written as bytes.
public enum TextEncoding: String, Sendable, CaseIterable, Codable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"

    /// What the first bytes of a file tell by a byte-order mark; nil when there is none.
    public init?(byteOrderMark start: some Collection<UInt8>) {
        guard let encoding = Self.allCases.first(where: { start.starts(with: $0.byteOrderMark) }) else { return nil }
        self = encoding
    }

    public var byteOrderMark: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        }
    }
}

/// Turns a file into UTF-8, chunk by chunk. A letter may be cut by the end of a chunk.
///
/// What is no letter in the file's encoding is no letter in the result either: half a surrogate pair becomes the byte
/// 0xFF, which no UTF-8 holds, so that whoever reads the place finds it spoilt there and nowhere else.
struct UTF8Chunks {
    private let encoding: TextEncoding
    /// The first bytes, until there are enough for a byte-order mark; nil afterwards.
    private var start: [UInt8]? = []
    /// The first byte of a unit that the chunk before cut off.
    private var half: UInt8?
    /// The first half of a surrogate pair whose second half has not come yet.
    private var lead: UInt16?

    init(from encoding: TextEncoding) { self.encoding = encoding }

    /// The next chunk without a byte-order mark.
    mutating func utf8(_ chunk: [UInt8]) -> [UInt8] {
        guard let start else { return converted(chunk) }
        let whole = start + chunk
        guard whole.count >= encoding.byteOrderMark.count else {
            self.start = whole
            return []
        }
        self.start = nil
        let mark = whole.starts(with: encoding.byteOrderMark) ? encoding.byteOrderMark.count : 0
        return converted(Array(whole.dropFirst(mark)))
    }

    private mutating func converted(_ chunk: [UInt8]) -> [UInt8] { encoding == .utf8 ? chunk : transcoded(chunk) }

    /// What is left when the file has ended: a spoilt byte where it ends within a letter.
    mutating func rest() -> [UInt8] {
        let text = converted(start ?? [])
        let isWhole = half == nil && lead == nil
        (start, half, lead) = (nil, nil, nil)
        return isWhole ? text : text + [Self.spoilt]
    }

    private static let spoilt: UInt8 = 0xFF

    private mutating func transcoded(_ chunk: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(chunk.count)
        for byte in chunk {
            if let first = half {
                half = nil
                append(encoding == .utf16LittleEndian ? unit(byte, first) : unit(first, byte), to: &text)
            } else {
                half = byte
            }
        }
        return text
    }

    private func unit(_ high: UInt8, _ low: UInt8) -> UInt16 { UInt16(high) << 8 | UInt16(low) }

    private mutating func append(_ unit: UInt16, to text: inout [UInt8]) {
        let isTrail = UTF16.isTrailSurrogate(unit)
        if let lead {
            self.lead = nil
            if isTrail {
                let scalar = 0x10000 + (UInt32(lead & 0x3FF) << 10 | UInt32(unit & 0x3FF))
                return append(Unicode.Scalar(scalar), to: &text)
            }
            text.append(Self.spoilt)
        }
        if UTF16.isLeadSurrogate(unit) {
            lead = unit
        } else {
            append(Unicode.Scalar(unit), to: &text)
        }
    }

    private func append(_ scalar: Unicode.Scalar?, to text: inout [UInt8]) {
        if let scalar, let bytes = UTF8.encode(scalar) {
            text.append(contentsOf: bytes)
        } else {
            text.append(Self.spoilt)
        }
    }
}
