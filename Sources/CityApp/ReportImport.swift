public import CityDomain
import CityKit
import CityProjection
import CityStorage
import Foundation

/// `ratusz import reports`: takes the reports of a file into a town, beside a running server.
public struct ReportImport: Sendable {
    private static let command = "ratusz import reports"
    private static let actor = AuditActor.command(command)

    private let file: String
    private let town: String
    private let mapping: String
    private let rejected: String?
    private let mode: ImportReports.Mode

    /// - Parameters:
    ///   - mapping: the file that says what the columns mean.
    ///   - rejected: where rows that are left out are written, with the reasons; nil for nowhere.
    public init(file: String, town: String, mapping: String, rejected: String?, mode: ImportReports.Mode) {
        self.file = file
        self.town = town
        self.mapping = mapping
        self.rejected = rejected
        self.mode = mode
    }

    /// How far it has come.
    public struct Progress: Sendable {
        /// Of the file, from 0 to 1.
        public let share: Double
        public let summary: ImportSummary
    }

    /// - Throws: `Maintenance.Fault` and `FileFaults` in words for the person at the command line.
    public func run(_ settings: Settings, progress: (Progress) -> Void = { _ in }) async throws -> ImportSummary {
        try await Maintenance.withComposition(settings) { try await run($0, progress) }
    }

    func run(_ composition: Composition, _ progress: (Progress) -> Void) async throws -> ImportSummary {
        let mapping = try readMapping()
        let town = try await withCategories(mapping, Maintenance.town(town, composition), composition)
        let rows = try ImportFile(file, mapping.file)
        let rejected = try rejected.map { try RejectedRowsFile($0, columns: rows.columns) }
        return try await withoutActuallyEscaping(progress) { progress in
            try await composition.importReports(
                rows.rows,
                by: plan(mapping, rows, town),
                mode: mode,
                orderedBy: Self.actor,
                in: town,
                at: composition.foundations.clock.now,
                ImportReports.Listener(
                    rejected: { try rejected?.add($0) },
                    progress: { progress(Progress(share: rows.share, summary: $0)) }
                )
            )
        }
    }

    /// The reports of the file as they would be stored.
    func ready(_ composition: Composition, in town: Municipality, at now: Instant) throws -> [ImportedReport] {
        let mapping = try readMapping()
        let rows = try ImportFile(file, mapping.file)
        return try composition.importReports.ready(rows.rows, by: plan(mapping, rows, town), in: town, at: now)
    }

    private func readMapping() throws -> ImportMapping {
        guard let data = FileManager.default.contents(atPath: mapping) else {
            throw Maintenance.Fault(description: "\(mapping) cannot be read; is the path right and may you read it?")
        }
        return try HandwrittenFile(name: mapping, data: data).decode()
    }

    private func plan(_ mapping: ImportMapping, _ rows: ImportFile, _ town: Municipality) throws -> ImportPlan {
        try ImportPlan(
            mapping,
            named: self.mapping,
            columns: rows.columns,
            in: town,
            projections: PROJProjections()
        )
    }

    /// The town with a category for every value of the file, where the mapping asks for it: a new revision of the town, or
    /// in a dry run only what it would be.
    private func withCategories(_ mapping: ImportMapping, _ town: Municipality, _ composition: Composition) async throws
        -> Municipality
    {
        guard let new = mapping.category.createMissing else { return town }
        let rows = try ImportFile(file, mapping.file)
        let decoder = composition.foundations.decoder
        let addCategories = AddCategories(decoder: decoder)
        let values = try addCategories.missing(rows.rows, by: plan(mapping, rows, town))
        let store = SQLMunicipalityStore(database: composition.foundations.database)
        guard !values.isEmpty, let files = try await store.revision(nil, of: town.id)?.files else { return town }
        let now = composition.foundations.clock.now
        let changed = try addCategories(values, as: new, to: files, of: town, at: now)
        var revision = town.revision + 1
        if mode == .store {
            let act = RecordAudit.Act(.townChanged, .town)
            let entry = try composition.audit.entry(act, by: Self.actor, in: town.id, at: now)
            revision = try await composition.store(changed, by: Self.command, noting: entry, at: now)
        }
        return try decoder.decode(changed, revision: revision)
    }
}

/// The rows that were left out, as CSV: line, reasons, and the row as it was, so that it can be mended and imported by the
/// same mapping.
private final class RejectedRowsFile {
    private let handle: FileHandle
    private let writer = DelimitedWriter()

    init(_ path: String, columns: [String]) throws {
        _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw Maintenance.Fault(description: "\(path) cannot be written; name a file in a folder of yours")
        }
        self.handle = handle
        try add(["line", "reason"] + columns)
    }

    deinit { try? handle.close() }

    func add(_ row: RejectedRow) throws {
        let record = row.record
        let reasons = row.faults.map(\.description).joined(separator: "; ")
        try add(["\(record.line)", reasons] + (0..<record.count).map(record.readable))
    }

    private func add(_ fields: [String]) throws { try handle.write(contentsOf: Data(writer.row(fields).utf8)) }
}
