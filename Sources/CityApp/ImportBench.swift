import CityDomain
import CityKit
import CityProjection
import CityStorage
import Foundation

/// Measures how fast the rows of a file become reports, beside what the database alone can store of them.
public struct ImportBench: Sendable {
    private let file: String
    private let mapping: String

    public init(file: String, mapping: String) {
        self.file = file
        self.mapping = mapping
    }

    /// Reports in one transaction while the database is measured: as many as an import stores in its slices.
    private static let slice = 300

    /// Fills the database of the settings, in the town “demo”.
    ///
    /// - Returns: one line for each measurement.
    public func run(_ settings: Settings) async throws -> String {
        let foundations = try await Foundations(settings, role: .owner, isDemo: true)
        try await foundations.seedTowns()
        let composition = try Composition(foundations, isDemo: false)
        let stored = try await storing(composition)
        let order = ReportImport(
            file: file,
            town: MapBench.town.rawValue,
            mapping: mapping,
            rejected: nil,
            mode: .store
        )
        let imported = try await Self.measured { try await order.run(composition) { _ in }.imported }
        await foundations.database.close()
        return """
            storing alone: \(stored)
            import:        \(imported)
            """
    }

    /// The same reports as those of the import, made ready before, under numbers of another source.
    private func storing(_ composition: Composition) async throws -> String {
        let town = try await Maintenance.town(MapBench.town.rawValue, composition)
        let order = ReportImport(file: file, town: town.id.rawValue, mapping: mapping, rejected: nil, mode: .store)
        let now = composition.foundations.clock.now
        let reports = try order.ready(composition, in: town, at: now)
        let store = SQLImportStore(database: composition.foundations.database)
        let act = RecordAudit.Act(.reportsImported, .source("limit"))
        return try await Self.measured {
            var storing: Task<StoredSlice, any Error>?
            for start in stride(from: 0, to: reports.count, by: Self.slice) {
                let part = reports[start..<min(reports.count, start + Self.slice)].map { $0.from("limit") }
                let entry = try composition.audit.entry(act, by: .command("ratusz bench"), in: town.id, at: now)
                let slice = store.slice(of: part, noting: entry, at: now, in: town.id)
                _ = try await storing?.value
                storing = Task { try await slice.store() }
            }
            _ = try await storing?.value
            return reports.count
        }
    }

    private static func measured(_ work: () async throws -> Int) async throws -> String {
        let start = ContinuousClock.now
        let count = try await work()
        let seconds = start.duration(to: .now) / .seconds(1)
        return "\(Int(Double(count) / seconds))/s, \(count) rows"
    }
}
