import CityKit

/// How far an import has come.
struct ImportRun {
    let mode: ImportReports.Mode
    private(set) var summary = ImportSummary()
    /// The slice that is being stored while the next one is made ready.
    var storing: (task: Task<StoredSlice, any Error>, count: Int)?
    private var sliceSize = Pace.alone.least
    /// The numbers that a dry run has come by: what a real one would find in the town.
    private var seen: Set<String> = []

    /// How much goes into one transaction, which others wait for.
    private struct Pace {
        /// Rows.
        let least: Int
        let longestWork: Duration

        /// Each commit costs a sync, so that few of them are cheap.
        static let alone = Pace(least: 100, longestWork: .milliseconds(10))
        /// Residents wait for their receipts.
        static let besideOthers = Pace(least: 20, longestWork: .milliseconds(3))
        static let most = 1_000
        /// Nobody waits so long for a file that no one else writes to.
        static let longestWaitAlone = Duration.milliseconds(2)
    }

    init(mode: ImportReports.Mode) { self.mode = mode }

    /// Nil at the end of the file.
    mutating func nextSlice(of rows: inout DelimitedReader) throws -> [DelimitedRecord]? {
        var records: [DelimitedRecord] = []
        records.reserveCapacity(sliceSize)
        while records.count < sliceSize, let record = try rows.next() { records.append(record) }
        return records.isEmpty ? nil : records
    }

    /// Counts what can be counted before storing.
    /// - Returns: what is to be stored, each number once.
    mutating func take(_ rows: [PreparedRow]) -> [ImportedReport] {
        var numbers: Set<String> = []
        return rows.compactMap { row in
            summary.read += 1
            switch row {
            case .skipped: summary.skipped += 1
            case .repeated: summary.repeated += 1
            case .rejected(let row): summary.reject(row.faults)
            case .report(let number, nil):
                if seen.insert(number).inserted { summary.imported += 1 } else { summary.repeated += 1 }
            case .report(let number, let report?):
                if numbers.insert(number).inserted { return report }
                summary.repeated += 1
            }
            return nil
        }
    }

    /// Waits until the slice before is stored.
    mutating func settle() async throws {
        guard let storing else { return }
        self.storing = nil
        let slice = try await storing.task.value
        summary.imported += slice.stored
        summary.repeated += storing.count - slice.stored
        let pace = slice.wait > Pace.longestWaitAlone ? Pace.besideOthers : .alone
        let perReport = slice.work / max(1, storing.count)
        let fitting = perReport > .zero ? Int(pace.longestWork / perReport) : Pace.most
        sliceSize = min(max(fitting, pace.least), 2 * sliceSize, Pace.most)
    }
}
