public import CityDomain
public import CityKit
public import CityStorage

extension TestTownHall {
    public var configurations: SQLConfigurationStore { SQLConfigurationStore(database: database) }

    public var configureTown: ConfigureTown { configureTown(over: configurations) }

    public func configureTown(over store: any ConfigurationStore) -> ConfigureTown {
        ConfigureTown(
            store: store,
            towns: FakeRunningTowns(),
            staff: staff,
            vault: vault,
            audit: audit
        )
    }

    /// The files of a town of the project as its first revision, as a first start leaves them.
    @discardableResult
    public func seedSettings(of name: String, _ changes: ProjectTown.Change...) async throws -> MunicipalityFiles {
        let files = try ProjectTown.files(name, changes)
        _ = try await SQLMunicipalityStore(database: database).add(
            files,
            author: "first start",
            noting: nil,
            at: now,
            in: files.town
        )
        return files
    }
}

/// Reads the towns of the project, and runs none of them.
public struct FakeRunningTowns: RunningTowns {
    public init() {}

    public func town(_ files: MunicipalityFiles, revision: Int) throws(FileFaults) -> Municipality {
        let decoder: MunicipalityDecoder
        do {
            decoder = try ProjectTown.decoder()
        } catch {
            throw FileFaults([FileFault(file: "Calendars", problem: "\(error)")])
        }
        return try decoder.decode(files, revision: revision)
    }

    public func takeIn() async throws {}
}
