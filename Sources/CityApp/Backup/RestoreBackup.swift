import CityDomain
import CityKit
import CityStorage
import CityVault
import Foundation

/// Brings a backup to a place where nothing is: the files first, the database last, so that a restore that was cut short
/// leaves no database.
struct RestoreBackup {
    let backup: StoredBackup
    /// Of the place.
    let archive: any DatabaseArchive
    let filesFolder: String

    /// - Parameter prepare: what must be done before the database is there, once it is clear that it will be.
    /// - Throws: `BackupFault`, `ArchiveFault`. What was restored until then stays, to be looked at.
    func callAsFunction(
        _ transfer: StoredBackup.Transfer,
        _ progress: (BackupProgress) -> Void,
        prepare: () async throws -> Void = {}
    ) async throws {
        try fit()
        if let occupant = try await archive.occupant() { throw BackupFault.occupied(occupant) }
        guard !FilesFolder.isUsed(filesFolder) else { throw BackupFault.occupied(filesFolder) }
        let total = Double(max(1, backup.manifest.files.count))
        var faults = try backup.transfer(transfer, to: filesFolder) {
            progress(BackupProgress(.files, share: Double($0) / total))
        }
        if let fault = try backup.databaseFault() { faults.append(fault) }
        guard faults.isEmpty else { throw BackupFault.damaged(faults) }
        try await prepare()
        progress(BackupProgress(.database, share: 0))
        try await archive.load(from: backup.database)
        progress(BackupProgress(.database, share: 1))
    }

    private func fit() throws(BackupFault) {
        let (manifest, known) = (backup.manifest, Schema.ratusz.migrations.count)
        guard manifest.contents.schema <= known else {
            throw .newerSchema(manifest.contents.schema, program: known, made: manifest.program)
        }
        guard manifest.engine == archive.dialect.rawValue else {
            throw .otherEngine(manifest.engine, wanted: archive.dialect.rawValue)
        }
    }
}
