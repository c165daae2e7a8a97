public import CityKit

/// Where it is kept which photos there are and who may see them; the pictures are in a `FileStore`. Every method but the
/// last two works within one municipality; each write is one durable transaction.
public protocol ReportPhotoStore: Sendable {
    /// Stores a photo that waits for a report of `owner` until `expiry`.
    ///
    /// - Parameter limit: how many photos of `owner` may wait.
    /// - Returns: false when so many wait already; nothing is stored then.
    func add(_ photo: ReportPhoto, of owner: PhotoOwner, limit: Int, until expiry: Instant, in town: ID<Municipality>)
        async throws -> Bool

    /// The photos that `owner` added, first added first, also those that were sent with a report since.
    func photos(of owner: PhotoOwner, in town: ID<Municipality>) async throws -> [ReportPhoto]

    /// The photos of a report in their order.
    func photos(of report: ID<Report>, in town: ID<Municipality>) async throws -> [ReportPhoto]

    /// The released photos of each of these reports, in their order.
    func released(of reports: [ID<Report>], in town: ID<Municipality>) async throws -> [ID<Report>: [ReportPhoto]]

    /// A released photo of a report that is public, and the category of that report.
    func published(_ photo: ID<ReportPhoto>, in town: ID<Municipality>) async throws
        -> (photo: ReportPhoto, category: ID<Category>)?

    /// Forgets a waiting photo and its key.
    /// - Returns: what was forgotten; nil when `owner` has no such photo waiting.
    func remove(_ photo: ID<ReportPhoto>, of owner: PhotoOwner, in town: ID<Municipality>) async throws -> ReportPhoto?

    /// Changes who may see a photo and writes it into the log of the photo and into the audit log; nothing happens when it
    /// is so already.
    /// - Returns: false when the report has no such photo.
    func move(
        _ event: PhotoEvent,
        to state: ReportPhoto.State,
        of report: ID<Report>,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool

    /// The log of a report's photos, oldest line first.
    func events(of report: ID<Report>, in town: ID<Municipality>) async throws -> [PhotoEvent]

    /// Forgets waiting photos of all towns whose time is over, at most `limit`, and their keys.
    /// - Returns: the files that nobody needs any more.
    func expire(limit: Int, at now: Instant) async throws -> [ID<StoredFile>]

    /// Those of `files` that a photo of any town has.
    func known(_ files: [ID<StoredFile>]) async throws -> Set<ID<StoredFile>>
}
