import CityDomain
import CityKit
import CityStorage
import CityVault
import Foundation

/// Makes a backup beside a running server. The state of the database is taken first. Files never change and are written
/// before their rows, so every file that the state names is there, unless its row has been removed since. A file that
/// is not there although its row is was lost; the backup is made all the same and says so.
struct CreateBackup {
    let archive: any DatabaseArchive
    /// The database as it is at the moment.
    let live: any Database
    /// Where the `FolderFileStore` keeps its files.
    let filesFolder: String
    let shelf: BackupShelf
    let clock: any TimeSource

    /// - Returns: the path of the backup and what it holds.
    /// - Throws: `BackupFault`, `ArchiveFault`; nothing is left behind then.
    func callAsFunction(_ progress: @escaping @Sendable (BackupProgress) -> Void) async throws
        -> (path: String, manifest: BackupManifest)
    {
        let begun = clock.now
        let draft = try shelf.begin(BackupName(at: begun))
        do {
            let survey = try await archive.save(to: draft.database) {
                progress(BackupProgress(.database, share: $0))
            } look: {
                try BackupSurvey(reading: $0)
            }
            let database = try draft.addDatabase()
            let missing = try draft.add(survey.files, from: filesFolder) {
                progress(BackupProgress(.files, share: Double($0) / Double(survey.files.count)))
            }
            let lost = try await SQLReportPhotoStore(database: live).known(missing)
            let path = try draft.commit { totals in
                BackupManifest(
                    program: ProgramVersion.current,
                    createdAt: begun.rfc3339,
                    engine: archive.dialect.rawValue,
                    contents: survey.contents,
                    database: database,
                    files: totals,
                    removedMeanwhile: missing.filter { !lost.contains($0) }.map(\.rawValue),
                    lost: missing.filter(lost.contains).map(\.rawValue)
                )
            }
            return (path, try StoredBackup(folder: path).manifest)
        } catch {
            draft.abandon()
            throw error
        }
    }
}
