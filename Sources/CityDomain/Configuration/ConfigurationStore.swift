public import CityKit

/// The history of a town's settings and the one way to change them.
public protocol ConfigurationStore: Sendable {
    /// The newest first, `most` of them.
    ///
    /// - Parameter number: only those before this one; nil for all.
    func revisions(before number: Int?, most: Int, in town: ID<Municipality>) async throws -> [MunicipalityRevision]

    /// Nil when there is none.
    func revision(_ number: Int?, in town: ID<Municipality>) async throws -> MunicipalityRevision?

    /// Open reports, counted by what they need of the settings.
    func openCases(in town: ID<Municipality>) async throws -> [OpenCases]

    /// What waits in the modules of the town and for units that take part, with the first of each.
    func openMatters(most: Int, in town: ID<Municipality>) async throws -> [OpenMatters]

    /// The terms that run and do not stand still, of all open reports.
    func runningTerms(in town: ID<Municipality>) async throws -> [RunningTerm]

    /// The first of the reports that need what is gone, by number.
    func numbers(of broken: BrokenCases, most: Int, in town: ID<Municipality>) async throws -> [ReportNumber]

    /// Makes the next revision, and asks in the same transaction whether `base` is still the newest one and whether open
    /// reports keep what they need.
    ///
    /// - Throws: `ConfigurationFailure.changedMeanwhile`, `ConfigurationFailure.inUse`, `ConfigurationFailure.waiting`.
    func save(
        _ change: ConfigurationChange,
        noting entry: AuditEntry,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws -> Int
}

/// What becomes the next revision of a town.
public struct ConfigurationChange: Sendable {
    public let files: MunicipalityFiles
    /// The revision it was made from.
    public let base: Int
    /// What the open reports are asked by.
    public let check: CaseCheck
    /// As `MunicipalityRevision.author`.
    public let author: String
    public let reason: String

    public init(files: MunicipalityFiles, base: Int, check: CaseCheck, author: String, reason: String) {
        self.files = files
        self.base = base
        self.check = check
        self.author = author
        self.reason = reason
    }
}

/// The towns of this process, as the settings make them.
public protocol RunningTowns: Sendable {
    /// The town that the files describe, with every check that `ratusz check` makes.
    ///
    /// - Throws: every fault of every file at once.
    func town(_ files: MunicipalityFiles, revision: Int) throws(FileFaults) -> Municipality

    /// Takes in what the database has, so that the next page of this process shows it. Other processes do so within a second.
    func takeIn() async throws
}
