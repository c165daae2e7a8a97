/// One row of a CSV or TSV file, as bytes: quotes are taken away, nothing else is looked at.
public struct DelimitedRecord: Sendable, Equatable {
    /// The line of the file it begins on, counted from 1.
    public let line: Int
    /// Whether the file ended within quotes.
    public let isCut: Bool
    private let bytes: [UInt8]
    /// Where each field ends in `bytes`.
    private let ends: [Int]

    init(line: Int, bytes: [UInt8], ends: [Int], isCut: Bool = false) {
        self.line = line
        self.bytes = bytes
        self.ends = ends
        self.isCut = isCut
    }

    public var count: Int { ends.count }

    /// The field at a position from 0, without white space at its ends; nil when its bytes are no text, or a zero is among
    /// them.
    public func text(_ index: Int) -> String? {
        let field = bytes[trimmed(index)]
        return field.contains(0) ? nil : String(validating: field, as: UTF8.self)
    }

    /// The field with a mark in the place of every byte that is no text.
    public func readable(_ index: Int) -> String { String(decoding: bytes[trimmed(index)], as: UTF8.self) }

    private func trimmed(_ index: Int) -> Range<Int> {
        var field = (index == 0 ? 0 : ends[index - 1])..<ends[index]
        while let first = field.first, Self.isSpace(bytes[first]) { field.removeFirst() }
        while let last = field.last, Self.isSpace(bytes[last]) { field.removeLast() }
        return field
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
