/// Writes a ZIP file piece by piece, without compression: what is packed is compressed already, or small. Names are UTF-8.
///
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16. Readable by every program that reads ZIP; without the
/// extension for files over 4 GiB.
public struct ZIPWriter: Sendable {
    /// The file would be larger than the form allows: 4 GiB, 65,535 entries.
    public struct TooLarge: Error {}

    private struct Entry {
        let fields: [UInt8]
        let name: [UInt8]
        let start: UInt32
    }

    private let moment: [UInt8]
    private var entries: [Entry] = []
    private var length = 0

    /// - Parameters:
    ///   - date, time: when the entries were made, on the clock on the wall.
    public init(date: CivilDate, time: TimeOfDay) {
        let (hour, minute) = time.minuteOfDay.quotientAndRemainder(dividingBy: 60)
        let day = max(date.year - 1_980, 0) << 9 | date.month << 5 | date.day
        moment = Self.bytes(UInt16(hour << 11 | minute << 5)) + Self.bytes(UInt16(truncatingIfNeeded: day))
    }

    /// The bytes of one more entry, to be written behind all before.
    ///
    /// - Parameter name: with slashes between folders.
    public mutating func entry(_ name: String, _ content: [UInt8]) throws(TooLarge) -> [UInt8] {
        guard content.count < Int(UInt32.max), length < Int(UInt32.max), entries.count < Int(UInt16.max) else {
            throw TooLarge()
        }
        let name = Array(name.utf8)
        let size = Self.bytes(UInt32(content.count))
        // Version 2.0, names in UTF-8 (bit 11), stored.
        let fields =
            Self.bytes(20 as UInt16) + Self.bytes(0x0800 as UInt16) + Self.bytes(0 as UInt16) + moment
            + Self.bytes(CRC32.sum(of: content)) + size + size + Self.bytes(UInt16(name.count))
            + Self.bytes(0 as UInt16)
        entries.append(Entry(fields: fields, name: name, start: UInt32(length)))
        let bytes = Self.bytes(0x0403_4b50 as UInt32) + fields + name + content
        length += bytes.count
        return bytes
    }

    /// The bytes that end the file: the list of its entries.
    public func end() throws(TooLarge) -> [UInt8] {
        guard length < Int(UInt32.max) else { throw TooLarge() }
        var list: [UInt8] = []
        for entry in entries {
            // Made by version 2.0; no comment, first disk, no attributes.
            list += Self.bytes(0x0201_4b50 as UInt32) + Self.bytes(20 as UInt16) + entry.fields
            list += [UInt8](repeating: 0, count: 10) + Self.bytes(entry.start) + entry.name
        }
        let count = Self.bytes(UInt16(entries.count))
        return list + Self.bytes(0x0605_4b50 as UInt32) + [UInt8](repeating: 0, count: 4) + count + count
            + Self.bytes(UInt32(list.count)) + Self.bytes(UInt32(length)) + Self.bytes(0 as UInt16)
    }

    private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}

/// The sum of ISO 3309 that ZIP, gzip and PNG use.
enum CRC32 {
    static func sum(of bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { sum, _ in sum & 1 == 1 ? 0xedb8_8320 ^ sum >> 1 : sum >> 1 }
    }
}
