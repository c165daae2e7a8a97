import CityDomain
import CityKit
import CityVault
import Foundation

/// Erases again, in a database that was restored from an older backup, whoever was erased since. The ledgers of the
/// place that is restored to and of the folder of backups count both.
struct RestoredErasures {
    private let records: [ErasureRecord]
    private let places: [String]
    private let isThere: Bool
    private let settings: Settings

    /// - Throws: `ErasureLedgerFault`; `SettingsFault` when there are erasures and no master key to find them by.
    init(for backup: StoredBackup, _ settings: Settings) async throws {
        let shelf = URL(filePath: backup.folder).deletingLastPathComponent().path
        let ledgers = [settings.erasures, Self.ledger(beside: shelf)].map { DiskErasureLedger(at: $0) }
        var records: [ErasureRecord] = []
        for ledger in ledgers { records += try await ledger.records().filter { !records.contains($0) } }
        guard records.isEmpty || settings.masterKey != nil else {
            throw SettingsFault(
                setting: .masterKey,
                problem: "is needed: \(records.count) accounts were erased, and the backup may hold them still"
            )
        }
        self.records = records
        self.settings = settings
        places = ledgers.map(\.path)
        isThere = ledgers.contains { $0.isThere }
    }

    /// The copy of the ledger in a folder of backups.
    static func ledger(beside folder: String) -> String { "\(folder)/erasures" }

    /// Brings the copy in a folder of backups up to date.
    static func copy(_ settings: Settings, beside folder: String) async throws {
        let records = try await DiskErasureLedger(at: settings.erasures).records()
        try await DiskErasureLedger(at: ledger(beside: folder)).merge(records)
    }

    /// Takes every erasure over into the ledger of the place; before anything else is there, so that a restore that is cut
    /// short brings nobody back.
    func keep() async throws { try await DiskErasureLedger(at: settings.erasures).merge(records) }

    /// - Returns: lines for the person who asked.
    func replay() async throws -> [String] {
        guard isThere else {
            return [
                "There is no ledger of erasures in \(places.joined(separator: " or ")): "
                    + "whoever was erased after the backup is in it again."
            ]
        }
        guard !records.isEmpty else { return [] }
        let count = try await Maintenance.withComposition(settings) { composition in
            // Whether the last letter went out before, nobody knows; it is not sent twice.
            try await composition.finishErasures(
                .unsent,
                by: .command("ratusz backup restore"),
                at: composition.foundations.clock.now
            )
        }
        return ["Erased \(count) accounts again that had been erased since the backup."]
    }
}

extension Settings {
    /// The file of the ledger of erasures.
    var erasures: String { erasureLedger ?? "\(data)/erasures/ledger" }
}
