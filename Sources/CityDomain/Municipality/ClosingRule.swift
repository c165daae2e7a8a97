public import CityKit

/// The town ends the service (O-03, I-67): `closing` in `rules.json5`. From its day on nothing new is taken; what was sent is
/// finished, stays public, and can be taken along and deleted as ever.
public struct ClosingRule: Sendable, Equatable, Decodable {
    /// The first day without new reports.
    public let from: CivilDate
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?
}

extension Municipality {
    /// Whether new reports are no longer taken.
    public func isClosed(on day: CivilDate) -> Bool { closing.map { $0.from <= day } ?? false }

    /// - Throws: `ReportFailure.serviceEnded`.
    public func takesNewReports(on day: CivilDate) throws(ReportFailure) {
        guard let closing, closing.from <= day else { return }
        throw ReportFailure.serviceEnded(since: closing.from)
    }
}
