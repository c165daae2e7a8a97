import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Foundation
import Testing

@testable import CityApp

/// Who was erased stays so, whatever is restored.
@Suite struct RestoredErasureTests {
    private static let quiet: BackupCommands.Progress = { _ in }

    /// A town hall with a resident who was erased after a backup was made. Returns the path of the backup.
    private static func backUpAndErase(_ installation: TestInstallation, _ settings: Settings) async throws -> (
        backup: String, ida: ID<Resident>, eda: ID<Resident>
    ) {
        let (ida, eda) = try await installation.run { composition in
            (
                try await composition.openAccount("ida@example.org").resident.id,
                try await composition.openAccount("eda@example.org").resident.id
            )
        }
        let shelf = installation.folder.appending(path: "backups").path
        let made = try await BackupCommands.create(in: shelf, keep: nil, settings, quiet)
        try await installation.run { composition in
            let town = try composition.town("kielce").id
            let now = composition.foundations.clock.now
            let caller = Caller(ID("staff"), StaffRights([StaffGrant(.administrator)]), request: nil)
            try await composition.eraseResident(ida, on: .objection, reason: "x", by: caller, in: town, at: now)
        }
        return (try #require(made.last), ida, eda)
    }

    private static func left(_ settings: Settings, _ people: ID<Resident>...) async throws -> [Bool] {
        try await TestInstallation.run(settings) { composition in
            var left: [Bool] = []
            for person in people {
                left.append(try await composition.residents.account(person, in: ID("kielce")) != nil)
            }
            return left
        }
    }

    @Test(
        "An old backup does not bring back whom the ledger knows to be erased",
        .clause("kielce/VIII.5", "biale-blota/§7 b2•1"),
        arguments: Engine.available
    )
    func replay(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            let (backup, ida, eda) = try await Self.backUpAndErase(installation, settings)
            let ledger = settings.erasures
            try await installation.withFreePlace(["erasures": ledger]) { free in
                let lines = try await BackupCommands.restore(backup, free, Self.quiet)
                #expect(lines.contains("Erased 1 accounts again that had been erased since the backup."))
                #expect(try await Self.left(free, ida, eda) == [false, true])
                try await TestInstallation.run(free) { composition in
                    // The letter went out before.
                    #expect(try await composition.deliveries.count(.queued) == 0)
                    let kinds = try await composition.auditStore.queue(limit: 100).waiting.map(\.kind)
                    #expect(kinds.suffix(2) == ["backup.restored", "account.erased"])
                }
            }
        }
    }

    @Test("The copy beside the backups does it where the data folder is lost", arguments: Engine.available)
    func copy(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            let (backup, ida, eda) = try await Self.backUpAndErase(installation, settings)
            let shelf = installation.folder.appending(path: "backups").path
            // Names of backups are seconds.
            try await Task.sleep(for: .seconds(1.1))
            _ = try await BackupCommands.create(in: shelf, keep: nil, settings, Self.quiet)
            try await installation.withFreePlace { free in
                _ = try await BackupCommands.restore(backup, free, Self.quiet)
                #expect(try await Self.left(free, ida, eda) == [false, true])
                // From now on its own ledger knows it.
                let kept = try await DiskErasureLedger(at: free.erasures).records().map(\.resident)
                #expect(kept == [ida])
            }
        }
    }

    @Test("Without the master key nobody could be found to be erased: nothing is restored")
    func withoutKey() async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let settings = try await installation.settings()
            let (backup, _, _) = try await Self.backUpAndErase(installation, settings)
            try await installation.withFreePlace(["erasures": settings.erasures, "master-key": nil]) { free in
                await #expect(throws: SettingsFault.self) { try await BackupCommands.restore(backup, free, Self.quiet) }
                let occupant = try await free.database.archive.occupant()
                #expect(occupant == nil)
            }
        }
    }

    @Test("A restore without any ledger says that it cannot know")
    func withoutLedger() async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let settings = try await installation.settings()
            let (backup, ida, _) = try await Self.backUpAndErase(installation, settings)
            try await installation.withFreePlace { free in
                let lines = try await BackupCommands.restore(backup, free, Self.quiet)
                #expect(lines.contains { $0.hasPrefix("There is no ledger of erasures in ") })
                #expect(try await Self.left(free, ida) == [true])
            }
        }
    }

    @Test("A start completes what a crash cut short, before anybody is served", arguments: Engine.available)
    func start(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            let ida = try await installation.run { try await $0.openAccount("ida@example.org").resident.id }
            let record = ErasureRecord(town: ID("kielce"), resident: ida, ground: .consentWithdrawn, at: .monday)
            try await DiskErasureLedger(at: settings.erasures).add(record)
            let count = try await installation.run { composition in
                try await composition.finishErasures(.sent, by: .test, at: composition.foundations.clock.now)
            }
            #expect(count == 1)
            #expect(try await Self.left(settings, ida) == [false])
        }
    }
}
