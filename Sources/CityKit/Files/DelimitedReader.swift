/// Reads CSV and TSV (RFC 4180): fields in quotes may hold separators, line breaks and doubled quotes. Lines end with
/// CR, LF or both; empty lines are passed over. It holds one chunk and one row at a time, however long the file is.
public struct DelimitedReader {
    /// Why a file cannot be read any further.
    public enum Fault: Error, Hashable, CustomStringConvertible {
        /// A row is longer than any row can be: most likely a quote that is opened on `line` and never closed.
        case endless(line: Int)

        public var description: String {
            switch self {
            case .endless(let line):
                "line \(line) begins a row of more than \(DelimitedReader.longestRow) bytes; close the quote that is open there"
            }
        }
    }

    /// Bytes of one row.
    public static let longestRow = 1 << 20
    /// The separators that `separator(of:)` can tell.
    public static let separators: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
    ]

    private let separator: UInt8
    private let source: () throws -> [UInt8]?
    private var chunks: UTF8Chunks
    private var chunk: [UInt8] = []
    private var position = 0
    private var hasEnded = false
    private var line = 1
    /// The last byte was a CR: an LF after it ends no second line.
    private var isAfterReturn = false

    /// - Parameters:
    ///   - separator: one ASCII character, such as a comma.
    ///   - source: gives the bytes of the file in order, nil at its end.
    public init(separator: UInt8, encoding: TextEncoding = .utf8, source: @escaping () throws -> [UInt8]?) {
        self.separator = separator
        self.source = source
        chunks = UTF8Chunks(from: encoding)
    }

    /// The separator that stands most often in the first line outside of quotes; a comma when none is there.
    ///
    /// - Parameter start: the first bytes of the file, the first line whole.
    public static func separator(of start: [UInt8], encoding: TextEncoding) -> UInt8 {
        var chunks = UTF8Chunks(from: encoding)
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in chunks.utf8(start) {
            if byte == quote { isQuoted.toggle() }
            if !isQuoted, byte == lineFeed || byte == carriageReturn { break }
            if !isQuoted, separators.contains(byte) { counts[byte, default: 0] += 1 }
        }
        return separators.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? separators[0]
    }

    /// The next row; nil at the end of the file.
    ///
    /// - Throws: `Fault`, and what `source` throws.
    public mutating func next() throws -> DelimitedRecord? {
        var row = Row(line: line, separator: separator)
        while let byte = try nextByte() {
            if row.isEmpty, byte == Self.lineFeed || byte == Self.carriageReturn {
                row = Row(line: line, separator: separator)
                continue
            }
            row.take(byte)
            if row.isWhole { return row.record }
            guard row.length < Self.longestRow else { throw Fault.endless(line: row.line) }
        }
        row.end()
        return row.isEmpty ? nil : row.record
    }

    private mutating func nextByte() throws -> UInt8? {
        while position == chunk.count {
            guard !hasEnded else { return nil }
            if let more = try source() {
                chunk = chunks.utf8(more)
            } else {
                chunk = chunks.rest()
                hasEnded = true
            }
            position = 0
        }
        let byte = chunk[position]
        position += 1
        if byte == Self.carriageReturn || byte == Self.lineFeed && !isAfterReturn { line += 1 }
        isAfterReturn = byte == Self.carriageReturn
        return byte
    }

    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let lineFeed = UInt8(ascii: "\n")
    fileprivate static let carriageReturn = UInt8(ascii: "\r")
}

/// A row while it is read.
private struct Row {
    private enum State { case start, plain, quoted, afterQuote }

    let line: Int
    private let separator: UInt8
    private var state = State.start
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private(set) var isWhole = false
    private var isCut = false

    init(line: Int, separator: UInt8) {
        self.line = line
        self.separator = separator
    }

    var isEmpty: Bool { state == .start && bytes.isEmpty && ends.isEmpty }
    var length: Int { bytes.count }
    var record: DelimitedRecord { DelimitedRecord(line: line, bytes: bytes, ends: ends, isCut: isCut) }

    mutating func take(_ byte: UInt8) {
        if state == .quoted {
            if byte == DelimitedReader.quote { state = .afterQuote } else { bytes.append(byte) }
        } else if byte == separator {
            ends.append(bytes.count)
            state = .start
        } else if byte == DelimitedReader.lineFeed || byte == DelimitedReader.carriageReturn {
            ends.append(bytes.count)
            isWhole = true
        } else {
            takeLetter(byte)
        }
    }

    /// A quote opens a field at its start and stands for itself in the middle of one.
    private mutating func takeLetter(_ byte: UInt8) {
        switch (state, byte) {
        case (.start, DelimitedReader.quote): state = .quoted
        case (.afterQuote, DelimitedReader.quote):
            bytes.append(byte)
            state = .quoted
        default:
            bytes.append(byte)
            state = .plain
        }
    }

    /// The file ends here.
    mutating func end() {
        guard !isEmpty else { return }
        isCut = state == .quoted
        ends.append(bytes.count)
    }
}
