public import CityDomain
import CityKit
import Foundation

/// `ratusz export reports`: writes the reports of a town into a file, beside a running server.
public struct ReportExport: Sendable {
    private static let actor = AuditActor.command("ratusz export reports")

    private let town: String
    private let order: ExportReports.Order
    private let file: String

    /// - Parameter file: replaced as a whole once it is complete; only its owner may read it.
    public init(town: String, _ order: ExportReports.Order, to file: String) {
        self.town = town
        self.order = order
        self.file = file
    }

    /// The audit log knows of it before a report is read.
    ///
    /// - Returns: how many reports the file holds.
    /// - Throws: `Maintenance.Fault` in words for the person at the command line.
    public func run(_ settings: Settings) async throws -> Int {
        try await Maintenance.withComposition(settings) { composition in
            let town = try await Maintenance.town(town, composition)
            let unfinished = try UnfinishedFile(for: file)
            let act = RecordAudit.Act(.reportsExported, .reports(order))
            try await composition.audit(act, by: Self.actor, in: town.id, at: composition.foundations.clock.now)
            let count = try await composition.exportReports(order, of: town) { try unfinished.write($0) }
            try unfinished.finish()
            return count
        }
    }
}
