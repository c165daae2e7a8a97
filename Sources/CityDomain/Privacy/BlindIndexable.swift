/// A value that can be found by a blind index.
public protocol BlindIndexable: Sealable {
    /// The form that is equal for all spellings that mean the same.
    var indexForm: String { get }
}

/// A column that holds blind indexes.
public struct IndexedColumn: Hashable, Sendable {
    public let table: String
    public let column: String
    public let length: Length
    /// Whether the value is kept, sealed, so that the index can be made again under another key.
    public let isReadable: Bool

    public enum Length: Hashable, Sendable {
        /// 256 bits. Equal indexes mean equal values: fit for a unique key, and it shows which rows are equal.
        case full
        /// So few bits that several values share an index and a stolen table tells little; candidates are opened and
        /// compared. With R rows in a town take at most log2(R) − 1 bits; 1 to 32.
        case bits(UInt8)
    }

    public init(table: String, column: String, length: Length, isReadable: Bool = true) {
        self.table = table
        self.column = column
        self.length = length
        self.isReadable = isReadable
    }
}
