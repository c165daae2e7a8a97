import CityKit

/// Tells a reporter who looked at the report behind the secret link: when, in which role and why, never by name.
public struct ReadViews: Sendable {
    private let store: any AuditStore

    /// The newest so many are told.
    public static let most = 100

    public init(store: any AuditStore) { self.store = store }

    /// Looks of the last second may be missing: they are told once they are linked.
    ///
    /// - Parameter report: as its reporter opened it.
    /// - Returns: the last look first; none for anybody but the reporter.
    public func callAsFunction(of report: OpenReport, in town: Municipality) async throws -> [AuditView] {
        guard report.reader == .reporter else { return [] }
        return try await store.views(of: report.report.id, limit: Self.most, in: town.id)
    }
}
