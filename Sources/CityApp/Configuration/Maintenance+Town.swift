import CityDomain
import CityKit
import CityStorage
import Foundation

extension Maintenance {
    /// - Parameter place: a town's folder, or the one file of an export.
    /// - Throws: `FileFaults` with everything that is wrong with it, `Fault` when open reports need what it takes away.
    public static func importTown(_ place: String, _ settings: Settings) async throws -> (town: String, revision: Int) {
        try await withComposition(settings) { composition in
            let files = try MunicipalityFiles(at: place)
            let now = composition.foundations.clock.now
            let (command, act) = ("ratusz town import", RecordAudit.Act(.townChanged, .town))
            let entry = try composition.audit.entry(act, by: .command(command), in: files.town, at: now)
            let revision = try await composition.store(files, by: command, noting: entry, at: now)
            return (files.town.rawValue, revision)
        }
    }

    /// How a revision is written.
    public enum ExportForm: Sendable { case folder, file }

    public static func exportTown(
        _ town: String,
        revision: Int?,
        as form: ExportForm = .folder,
        to folder: String,
        _ settings: Settings
    ) async throws {
        try await withComposition(settings) { composition in
            let found = try await stored(town, revision, composition)
            let place = URL(filePath: folder)
            switch form {
            case .folder: try found.files.write(to: place.appending(path: town))
            case .file:
                let file = ConfigurationFile(files: found.files, revision: found.revision)
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: place.appending(path: file.name), options: .atomic)
            }
        }
    }
}

extension MunicipalityFiles {
    /// - Parameter place: a town's folder, or the one file of an export.
    init(at place: String) throws {
        let url = URL(filePath: place).standardizedFileURL
        let isFolder = try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory
        guard isFolder == false else {
            self = try MunicipalityFiles(folder: url)
            return
        }
        self = try ConfigurationFile(Data(contentsOf: url)).files
    }
}

extension Composition {
    var configurations: SQLConfigurationStore { SQLConfigurationStore(database: foundations.database) }

    var configureTown: ConfigureTown {
        ConfigureTown(store: configurations, towns: towns, staff: staff, vault: vault, audit: audit)
    }

    /// Makes files the next revision of their town for a command; the same files as the newest one make none.
    ///
    /// - Throws: `FileFaults`, `ConfigurationFailure.inUse`, `.waiting`, `.exposed`, `.rewritten`, `.unitReused`,
    ///   `.changedMeanwhile`.
    func store(
        _ files: MunicipalityFiles,
        by command: String,
        noting entry: AuditEntry,
        at now: Instant
    ) async throws -> Int {
        let new = try towns.town(files, revision: 1)
        guard let base = try await configurations.revision(nil, in: files.town),
            // What an older program stored and this one cannot read has to be replaced by any means.
            let old = try? towns.town(base.files, revision: base.revision)
        else {
            return try await SQLMunicipalityStore(database: foundations.database).add(
                files,
                author: command,
                noting: entry,
                at: now,
                in: files.town
            )
        }
        guard base.files != files else { return base.revision }
        let check = CaseCheck(from: old, to: new)
        if let name = check.exposed.first { throw ConfigurationFailure.exposed(name) }
        if let text = check.rewritten(on: old.clock.date(of: now)).first {
            throw ConfigurationFailure.rewritten(text.version, text.language)
        }
        if let unit = try await configurations.reusedUnits(of: check, since: base.revision, in: files.town).first {
            throw ConfigurationFailure.unitReused(unit.id)
        }
        let change = ConfigurationChange(
            files: files,
            base: base.revision,
            check: check,
            author: command,
            reason: "",
            today: old.clock.date(of: now)
        )
        return try await configurations.save(change, noting: entry, at: now, in: files.town)
    }
}
