public import CityDomain
import CityKit
import CityPostgres
import CitySQLite
import CityStorage
import CityVault
import Foundation

/// What `ratusz backup` does.
public enum BackupCommands {
    public typealias Progress = @Sendable (BackupProgress) -> Void

    /// Makes a backup in `folder`, and then removes the oldest ones so that `keep` stay.
    ///
    /// - Returns: lines for the person who asked; the last one is the path of the backup.
    /// - Throws: `BackupFault.lostFiles` when the backup is there and the town hall has lost files before.
    public static func create(in folder: String, keep: Int?, _ settings: Settings, _ progress: @escaping Progress)
        async throws -> [String]
    {
        let live = try await Foundations.open(settings, .guest)
        let shelf = BackupShelf(folder: absolute(folder))
        let create = CreateBackup(
            archive: settings.database.archive,
            live: live,
            filesFolder: settings.filesFolder,
            shelf: shelf,
            clock: SystemTime()
        )
        let backup = try await closing(live) {
            let backup = try await create(progress)
            try await RestoredErasures.copy(settings, beside: shelf.folder)
            try await note(.backupCreated, backup.path, in: live)
            return backup
        }
        let removed = try keep.map { try shelf.keep(newest: $0) } ?? []
        guard backup.manifest.lost.isEmpty else {
            throw BackupFault.lostFiles(backup.manifest.lost, folder: settings.filesFolder, backup: backup.path)
        }
        return removed.map { "Removed \(shelf.path(of: $0))." } + [backup.manifest.summary, backup.path]
    }

    /// Restores a backup to a scratch place, compares it with its manifest and removes it again.
    ///
    /// - Parameters:
    ///   - path: of a backup, or of a folder of backups for the newest one.
    ///   - scratch: a folder for the scratch place; nil for the one that holds the backup.
    /// - Returns: what was checked and what was not.
    /// - Throws: `BackupFault.damaged` with what is wrong.
    public static func verify(_ path: String, scratch: String?, _ settings: Settings, _ progress: @escaping Progress)
        async throws -> [String]
    {
        let backup = try BackupShelf.backup(at: absolute(path))
        let keys = try settings.masterKey?.keyRing(environment: settings.environment)
        let place = scratch.map(absolute) ?? URL(filePath: backup.folder).deletingLastPathComponent().path
        try await BackupShelf(folder: place).withScratch { folder in
            try await withScratch(backup, folder, settings) { location in
                let filesFolder = "\(folder)/files"
                let archive = location.archive
                try await RestoreBackup(backup: backup, archive: archive, filesFolder: filesFolder)(.linked, progress)
                progress(BackupProgress(.check, share: 0))
                let database = try await location.openRestored()
                let check = CheckRestored(
                    backup: backup,
                    archive: archive,
                    database: database,
                    filesFolder: filesFolder
                )
                try await closing(database) { try await check(with: keys) }
                progress(BackupProgress(.check, share: 1))
            }
        }
        let sample = "A sample of reports and photos opens with the master key."
        let noKey = "Not checked without --master-key: whether reports and photos can be opened."
        return [backup.folder, backup.manifest.summary, keys == nil ? noKey : sample, "The backup is whole."]
    }

    /// Restores a backup to the place of the settings, where nothing may be.
    ///
    /// - Returns: what was done, and what to do next.
    public static func restore(_ path: String, _ settings: Settings, _ progress: @escaping Progress) async throws
        -> [String]
    {
        let backup = try BackupShelf.backup(at: absolute(path))
        let erasures = try await RestoredErasures(for: backup, settings)
        try makeFolders(settings)
        let archive = settings.database.archive
        let restore = RestoreBackup(backup: backup, archive: archive, filesFolder: settings.filesFolder)
        try await restore(.copied, progress) { try await erasures.keep() }
        let database = try await settings.database.openRestored()
        let warnings = try await closing(database) {
            try await note(.backupRestored, backup.folder, in: database)
            return await keyWarning(backup, database, settings)
        }
        let next = "Start the server on it: ratusz migrates it where it is older than the program."
        let erased = try await erasures.replay()
        return ["Restored \(backup.folder).", backup.manifest.summary] + warnings + erased + [next]
    }

    /// Tells the audit log of the database; not one of an older program, which has none.
    private static func note(_ kind: AuditKind, _ path: String, in database: any Database) async throws {
        let (store, now) = (SQLAuditStore(database: database), SystemTime().now)
        guard try await store.isThere() else { return }
        let command = kind == .backupCreated ? "ratusz backup create" : "ratusz backup restore"
        let entry = AuditEntry(
            kind,
            about: .backup(URL(filePath: path).lastPathComponent),
            by: .command(command),
            id: SystemRandomness().id(at: now),
            in: nil,
            at: now
        )
        try await store.add(entry)
    }

    /// Warns when the master key of the settings does not open what was restored.
    private static func keyWarning(_ backup: StoredBackup, _ database: any Database, _ settings: Settings) async
        -> [String]
    {
        let versions = backup.manifest.contents.masterKeys.map(String.init).joined(separator: ", ")
        guard let source = settings.masterKey else {
            return ["It needs the master key of version \(versions), which is in no backup."]
        }
        do {
            let keys = try source.keyRing(environment: settings.environment)
            _ = try await Foundations.vault(keys, ofRestored: database)
            return []
        } catch {
            return ["Warning: \(error). It needs the master key of version \(versions) of that time."]
        }
    }

    private static func makeFolders(_ settings: Settings) throws {
        var folders = [settings.data]
        if case .sqlite(let path) = settings.database {
            folders.append(URL(filePath: path).deletingLastPathComponent().path)
        }
        for folder in folders {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let place = URL(filePath: folder).resolvingSymlinksInPath().path
            let owner = try FileManager.default.attributesOfItem(atPath: place)[.ownerAccountID] as? NSNumber
            guard owner?.uint32Value == geteuid() else { throw BackupFault.folderOfAnother(folder) }
        }
    }

    private static func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }

    /// Where a backup may be restored to for a look.
    private static func withScratch(
        _ backup: StoredBackup,
        _ folder: String,
        _ settings: Settings,
        _ body: (DatabaseLocation) async throws -> Void
    ) async throws {
        switch (backup.manifest.engine, settings.database) {
        case (Dialect.sqlite.rawValue, _): try await body(.sqlite(path: "\(folder)/ratusz.sqlite"))
        case (Dialect.postgresql.rawValue, .postgres(let url)):
            let name = "ratusz_check_\(getpid())_\(UInt32.random(in: 0...UInt32.max))"
            try await PostgresScratch.with(name, beside: url) { try await body(.postgres(url: $0)) }
        case (let engine, _): throw BackupFault.otherEngine(engine, wanted: Dialect.sqlite.rawValue)
        }
    }

    private static func closing<T>(_ database: any Database, _ body: () async throws -> T) async rethrows -> T {
        do {
            let result = try await body()
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}

extension BackupManifest {
    /// What it holds, in a line.
    var summary: String {
        let reports = contents.rows["reports"] ?? 0
        let megabytes = (database.size + files.size) / 1_000_000
        let removed = removedMeanwhile.isEmpty ? "" : "; \(removedMeanwhile.count) files were removed meanwhile"
        let gone = lost.isEmpty ? "" : "; \(lost.count) files had been lost before"
        return
            "\(createdAt), ratusz \(program): \(reports) reports, \(files.count) files, \(megabytes) MB\(removed)\(gone)."
    }
}

extension Settings {
    /// Where the `FolderFileStore` keeps its files.
    var filesFolder: String { "\(data)/files" }
}

extension DatabaseLocation {
    var archive: any DatabaseArchive {
        switch self {
        case .sqlite(let path): SQLiteArchive(path: path)
        case .postgres(let url): PostgresArchive(url: url)
        }
    }

    /// Opens what was just restored, as it is.
    fileprivate func openRestored() async throws -> any Database {
        switch self {
        case .sqlite(let path): try SQLiteDatabase(path: path, role: .guest)
        case .postgres(let url): try await PostgresDatabase(url: url)
        }
    }
}
