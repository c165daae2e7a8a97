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

    /// What hangs on the modules, the units and the languages of the town, with the first of each.
    func openMatters(most: Int, asking check: CaseCheck, on today: CivilDate, in town: ID<Municipality>) async throws
        -> [OpenMatters]

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

extension ConfigurationStore {
    /// Units of a change that take the id of another unit that the town had once: what it did would be told of the new one. A unit
    /// that comes back under its name is the same one.
    ///
    /// - Parameter base: the newest revision.
    public func reusedUnits(of check: CaseCheck, since base: Int, in town: ID<Municipality>) async throws -> [Unit] {
        var added = check.new.units.filter { check.old.unit($0.id) == nil }
        var (reused, before): ([Unit], Int?) = ([], base)
        while !added.isEmpty {
            // One by one: each is some hundred kilobytes, and there is seldom a unit to ask for.
            guard let revision = try await revisions(before: before, most: 1, in: town).first else { break }
            before = revision.revision
            for former in revision.files.units {
                guard let unit = added.first(where: { $0.id.rawValue == former.id }) else { continue }
                added.removeAll { $0.id == unit.id }
                if !former.isNamed(like: unit) { reused.append(unit) }
            }
        }
        return reused
    }
}

extension MunicipalityFiles {
    fileprivate var units: [FormerUnit] {
        ((try? tree(of: Self.categories))?["units"]?.elements ?? []).compactMap { unit in
            unit.id.map { FormerUnit(id: $0, name: unit["name"]) }
        }
    }
}

/// A unit as older files have it.
private struct FormerUnit {
    let id: String
    let name: JSONTree?

    /// Whether they have the same name in any language.
    func isNamed(like unit: Unit) -> Bool {
        unit.name.words.contains { language, words in name?[language.rawValue] == .text(words) }
    }
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
    /// By the clocks of the town.
    public let today: CivilDate

    public init(
        files: MunicipalityFiles,
        base: Int,
        check: CaseCheck,
        author: String,
        reason: String,
        today: CivilDate
    ) {
        self.today = today
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
