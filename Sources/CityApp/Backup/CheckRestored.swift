import CityDomain
import CityKit
import CityStorage
import CityVault
import Foundation

/// Compares a restored database with what its backup's manifest says, and opens a sample with the master key.
struct CheckRestored {
    /// Of reports and photos each.
    private static let sampleSize = 100

    let backup: StoredBackup
    let archive: any DatabaseArchive
    let database: any Database
    let filesFolder: String

    /// - Throws: `BackupFault.damaged` with everything that is not as it should be.
    func callAsFunction(with keys: MasterKeyRing?) async throws {
        let survey = try await database.withReading { try BackupSurvey(reading: $0) }
        var faults = backup.manifest.contents.differences(from: survey.contents)
        faults += try await archive.faults()
        faults += try await brokenAudit()
        let absent = Set(backup.manifest.absent.map { ID<StoredFile>($0) })
        let lacking = Set(survey.files).subtracting(try backup.files()).subtracting(absent)
        faults += lacking.map { "the file \($0), which the database names, is not in it" }.sorted()
        if let keys { faults += try await sample(with: keys, without: absent) }
        guard faults.isEmpty else { throw BackupFault.damaged(faults) }
    }

    /// The first broken entry of the audit log. A backup of an older program has none.
    private func brokenAudit() async throws -> [String] {
        let store = SQLAuditStore(database: database)
        guard try await store.isThere() else { return [] }
        let report = try await VerifyAudit(store: store, digest: SodiumAuditDigest(), signer: nil)()
        return report.faults.map { "the audit log is broken: \($0)" }
    }

    private func sample(with keys: MasterKeyRing, without absent: Set<ID<StoredFile>>) async throws -> [String] {
        guard let vault = try await Foundations.vault(keys, ofRestored: database) else { return [] }
        let files = try FolderFileStore(
            folder: filesFolder,
            threads: BlockingThreads(name: "files", count: 1),
            randomness: SystemRandomness()
        )
        return try await BackupSample(of: database, count: Self.sampleSize).faults(vault, files, without: absent)
    }
}
