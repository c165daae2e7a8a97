public import CityKit

/// Where the earlier reports stand that a new one may repeat.
public protocol SimilarReportStore: Sendable {
    /// The report itself, the case that it was split off, and all parts of either: nobody takes one of them for another.
    func tied(to report: ID<Report>, in town: ID<Municipality>) async throws -> Set<ReportNumber>

    /// Open reports that are handled with another one: who finds that one has found them.
    func openJoined(in town: ID<Municipality>) async throws -> Set<ReportNumber>

    /// Open published reports around the point of the probe: of its category within `DuplicateScore.reach`, of its
    /// relatives within `DuplicateScore.place`. Where very many stand close together, some of them; nothing for a probe
    /// without a point. In no order, without addresses.
    func published(around probe: DuplicateProbe, in town: ID<Municipality>) async throws -> [EarlierReport]

    /// The lines of published reports, in the order of the numbers; those that are not published are left out.
    func entries(_ numbers: [ReportNumber], in town: ID<Municipality>) async throws -> [PublicEntry]

    /// Of the five hundred newest open reports of the category of the probe those that the public list does not show,
    /// the newest first.
    func unlisted(like probe: DuplicateProbe, limit: Int, in town: ID<Municipality>) async throws -> [SealedReport]
}
