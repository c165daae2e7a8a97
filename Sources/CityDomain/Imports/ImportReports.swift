public import CityKit

/// Takes in the reports of another system, row by row of a file.
///
/// A row is known by its number there: what the town has already is left alone, so a second run changes nothing and one
/// that was stopped goes on. Rows are sealed on all cores while the slice before them is stored; slices are short, so that
/// residents go on reporting meanwhile.
public struct ImportReports: Sendable {
    public enum Mode: Sendable {
        case store
        /// Only counts what would become of the rows.
        case dryRun
    }

    /// Hears of the import while it goes on.
    public struct Listener {
        let rejected: (RejectedRow) throws -> Void
        let progress: (ImportSummary) -> Void

        /// - Parameters:
        ///   - rejected: every row that is left out.
        ///   - progress: after each slice.
        public init(
            rejected: @escaping (RejectedRow) throws -> Void = { _ in },
            progress: @escaping (ImportSummary) -> Void = { _ in }
        ) {
            self.rejected = rejected
            self.progress = progress
        }
    }

    private let imports: any ImportStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let clock: any TimeSource
    private let workers: Int
    private let audit: RecordAudit

    /// - Parameter workers: how many cores read and seal.
    public init(
        imports: any ImportStore,
        vault: any Vault,
        randomness: any Randomness,
        clock: any TimeSource,
        workers: Int,
        audit: RecordAudit
    ) {
        self.imports = imports
        self.vault = vault
        self.randomness = randomness
        self.clock = clock
        self.workers = max(1, workers)
        self.audit = audit
    }

    /// - Parameter now: the moment of the import: open reports are taken over then, all with the same one.
    /// - Throws: `ReportFailure.serviceEnded`; `DelimitedReader.Fault` for a file that cannot be read on; what was stored until then stays.
    public func callAsFunction(
        _ rows: DelimitedReader,
        by plan: ImportPlan,
        mode: Mode,
        orderedBy actor: AuditActor,
        in town: Municipality,
        at now: Instant,
        _ listener: Listener = Listener()
    ) async throws -> ImportSummary {
        try town.takesNewReports(on: town.clock.date(of: now))
        var rows = rows
        var run = ImportRun(mode: mode)
        while let records = try run.nextSlice(of: &rows) {
            let seal = mode == .store ? seal(by: plan, in: town, at: now) : nil
            let prepared = try await prepared(records, by: plan, seal, in: town, at: now)
            let reports = run.take(prepared)
            for row in prepared.compactMap(\.rejectedRow) { try listener.rejected(row) }
            let slice = try reports.isEmpty ? nil : slice(of: reports, by: plan, orderedBy: actor, in: town.id, at: now)
            try await run.settle()
            run.storing = slice.map { slice in (Task { try await slice.store() }, slice.count) }
            listener.progress(run.summary)
        }
        try await run.settle()
        listener.progress(run.summary)
        guard mode == .store else { return run.summary }
        while try await imports.putOnMap(in: town.id) > 0 {}
        if run.summary.imported > 0 { try await imports.refreshStatistics() }
        return run.summary
    }

    /// The reports of a whole file, ready to be stored: to measure what the database alone can do.
    package func ready(_ rows: DelimitedReader, by plan: ImportPlan, in town: Municipality, at now: Instant) throws
        -> [ImportedReport]
    {
        var rows = rows
        var reports: [ImportedReport] = []
        while let record = try rows.next() {
            guard case .row(let row) = plan.outcome(of: record, at: now) else { continue }
            reports.append(try seal(by: plan, in: town, at: now).report(of: row))
        }
        return reports
    }

    private func seal(by plan: ImportPlan, in town: Municipality, at now: Instant) -> ImportSeal {
        ImportSeal(
            vault: vault,
            randomness: randomness,
            town: town,
            language: plan.language,
            now: now,
            idTime: clock.now
        )
    }

    private func slice(
        of reports: [ImportedReport],
        by plan: ImportPlan,
        orderedBy actor: AuditActor,
        in town: ID<Municipality>,
        at now: Instant
    ) throws -> ReadySlice {
        let act = RecordAudit.Act(.reportsImported, .source(plan.source))
        let entry = try audit.entry(act, by: actor, in: town, at: clock.now)
        return imports.slice(of: reports, noting: entry, at: now, in: town)
    }

    /// Reads the rows, and seals those that the town does not have yet: on all cores, in the order of the file.
    private func prepared(
        _ records: [DelimitedRecord],
        by plan: ImportPlan,
        _ seal: ImportSeal?,
        in town: Municipality,
        at now: Instant
    ) async throws -> [PreparedRow] {
        let known = try await imports.known(records.compactMap(plan.foreignNumber), of: plan.source, in: town.id)
        let share = (records.count + workers - 1) / workers
        return try await withThrowingTaskGroup(of: (Int, [PreparedRow]).self) { group in
            for start in stride(from: 0, to: records.count, by: share) {
                let part = records[start..<min(records.count, start + share)]
                group.addTask {
                    (start, try part.map { try PreparedRow($0, by: plan, known: known, seal, at: now) })
                }
            }
            let parts = try await group.reduce(into: []) { $0.append($1) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }
}
