/// What has become of the rows of a file.
public struct ImportSummary: Sendable, Equatable {
    public internal(set) var read = 0
    public internal(set) var imported = 0
    /// Rows whose number the town had already; nothing was changed.
    public internal(set) var repeated = 0
    /// Rows that the mapping passes over.
    public internal(set) var skipped = 0
    public internal(set) var rejected = 0
    /// How often each fault was found; a row may have several.
    public internal(set) var faults: [RowFault: Int] = [:]

    public init() {}

    mutating func reject(_ faults: [RowFault]) {
        rejected += 1
        for fault in faults { self.faults[fault, default: 0] += 1 }
    }
}
