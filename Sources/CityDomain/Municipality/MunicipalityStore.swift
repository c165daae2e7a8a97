public import CityKit

/// The truth about a running town: immutable, numbered revisions of its files. The folder is their seed and the form
/// in which they are exchanged.
public protocol MunicipalityStore: Sendable {
    /// The newest revision of every municipality, by id.
    func latest() async throws -> [MunicipalityRevision]

    /// A revision of one municipality, the newest where `number` is nil; nil when there is none.
    func revision(_ number: Int?, of town: ID<Municipality>) async throws -> MunicipalityRevision?

    /// Makes the next revision; the same files as the newest one make none.
    ///
    /// - Parameter entry: what the audit log tells of a new revision; nil for the seed of a first start.
    /// - Returns: the number of the revision that holds the files.
    func add(
        _ files: MunicipalityFiles,
        author: String,
        noting entry: AuditEntry?,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws -> Int
}

/// One revision as it is stored.
public struct MunicipalityRevision: Sendable {
    /// The author of the first revision, which a first start makes of the files.
    public static let firstStart = "first start"

    public let municipality: ID<Municipality>
    public let revision: Int
    public let files: MunicipalityFiles
    /// Who made it: an account, or the name of a command.
    public let author: String
    public let createdAt: Instant
    /// Why, in words of the office; empty for what a command did.
    public let reason: String

    public init(
        municipality: ID<Municipality>,
        revision: Int,
        files: MunicipalityFiles,
        author: String,
        createdAt: Instant,
        reason: String = ""
    ) {
        self.municipality = municipality
        self.revision = revision
        self.files = files
        self.author = author
        self.createdAt = createdAt
        self.reason = reason
    }
}
