import Foundation

/// The rows of a text file with commas between its fields (RFC 4180), one after the other, so that a file of any size
/// needs the memory of one row. Bytes that are not UTF-8 become replacement characters.
struct DelimitedRows: Sequence, IteratorProtocol {
    private enum State { case plain, quoted, afterQuote }

    private let file: FileHandle
    private var chunk: [UInt8] = []
    private var place = 0

    private static let chunkSize = 1 << 18
    private static let (quote, comma, feed, carriage): (UInt8, UInt8, UInt8, UInt8) = (0x22, 0x2C, 0x0A, 0x0D)

    init(_ file: FileHandle) { self.file = file }

    /// Nil at the end of the file. Empty lines are left out.
    mutating func next() -> [String]? {
        var row = nextLine()
        while row == [""] { row = nextLine() }
        return row
    }

    private mutating func nextLine() -> [String]? {
        var fields: [String] = []
        var field: [UInt8] = []
        var state = State.plain
        while let byte = nextByte() {
            switch (state, byte) {
            case (.quoted, Self.quote): state = .afterQuote
            case (.quoted, _): field.append(byte)
            case (.afterQuote, Self.quote):
                field.append(byte)
                state = .quoted
            case (_, Self.quote): state = .quoted
            case (_, Self.comma):
                fields.append(String(decoding: field, as: UTF8.self))
                field.removeAll(keepingCapacity: true)
                state = .plain
            case (_, Self.feed): return fields + [String(decoding: field, as: UTF8.self)]
            case (_, Self.carriage): continue
            default: field.append(byte)
            }
        }
        return fields.isEmpty && field.isEmpty ? nil : fields + [String(decoding: field, as: UTF8.self)]
    }

    private mutating func nextByte() -> UInt8? {
        if place == chunk.count {
            chunk = [UInt8](file.readData(ofLength: Self.chunkSize))
            place = 0
        }
        guard place < chunk.count else { return nil }
        defer { place += 1 }
        return chunk[place]
    }
}
