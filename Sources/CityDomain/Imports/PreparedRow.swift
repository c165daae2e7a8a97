import CityKit

/// A row on its way.
enum PreparedRow: Sendable {
    case skipped
    case repeated
    case rejected(RejectedRow)
    /// - Parameter sealed: nil in a dry run.
    case report(number: String, sealed: ImportedReport?)

    init(_ record: DelimitedRecord, by plan: ImportPlan, known: Set<String>, _ seal: ImportSeal?, at now: Instant)
        throws
    {
        switch plan.outcome(of: record, at: now) {
        case .skipped: self = .skipped
        case .rejected(let faults): self = .rejected(RejectedRow(record: record, faults: faults))
        case .row(let row) where known.contains(row.foreign.number): self = .repeated
        case .row(let row): self = .report(number: row.foreign.number, sealed: try seal?.report(of: row))
        }
    }

    var rejectedRow: RejectedRow? { if case .rejected(let row) = self { row } else { nil } }
}
