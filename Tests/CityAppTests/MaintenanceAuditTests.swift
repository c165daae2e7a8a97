import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Foundation
import Testing

@testable import CityApp

/// What is done at the command line of the server stands in the audit log as well.
@Suite struct MaintenanceAuditTests {
    /// What each command leaves; empty for one that changes nothing of a town and shows nobody's data.
    private static let commands: [String: [AuditKind]] = [
        "staff create": [.staffCreated], "staff invite": [.staffCreated, .staffInvited], "staff list": [.staffViewed],
        "staff link": [.staffInvited], "staff grant": [.roleGranted], "staff revoke": [.roleRevoked],
        "staff move": [.staffMoved], "staff close": [.staffClosed], "staff reopen": [.staffReopened],
        // Nobody has set one up.
        "staff resetFactor": [],
        "createAPIKey": [.keyCreated], "apiKeys": [], "revokeAPIKey": [.keyRevoked],
        "importTown": [.townChanged], "exportTown": [], "diffTown": [], "rotateMasterKey": [.masterKeyRotated],
        "reindex": [.indexesRenewed],
        // Nothing is due.
        "retention preview": [], "retention run": [],
        "createMasterKey": [], "migrate": [], "purge": [.databasePurged],
        // Of the database that was restored to; checking a backup leaves the town hall alone.
        "create": [.backupCreated], "verify": [], "restore": [.backupRestored],
        // An import of reports first adds the categories that the town lacks.
        "ReportImport": [.townChanged, .reportsImported], "ReportExport": [.reportsExported],
        "AuditExport": [.auditExported],
        "addresses importAddresses": [.addressesImported], "addresses renameStreets": [.addressesImported],
        "addresses takeSettlements": [.addressesImported], "addresses show": [], "addresses export": [],
    ]

    @Test("Every command that the program has stands in the table")
    func complete() throws {
        let files = [
            "Maintenance.swift", "Maintenance+Keys.swift", "Backup/BackupCommands.swift", "ReportImport.swift",
            "ReportExport.swift", "Audit/AuditExport.swift", "Accounts/StaffCommands.swift",
            "Erasure/Maintenance+Purge.swift",
            "Retention/RetentionCommands.swift", "Indexes/Maintenance+Reindex.swift",
            "Configuration/Maintenance+Town.swift", "Addresses/AddressCommands.swift",
        ]
        let names = try files.flatMap { file in
            let place = ProjectFiles.root.appending(path: "Sources/CityApp/\(file)")
            let text = try String(contentsOf: place, encoding: .utf8)
            let group =
                file.hasSuffix("StaffCommands.swift")
                ? "staff "
                : file.hasPrefix("Retention") ? "retention " : file.hasPrefix("Addresses") ? "addresses " : ""
            return text.matches(of: /(?:public static func|\npublic struct) (\w+)/).map { "\(group)\($0.1)" }
        }
        #expect(Set(names) == Set(Self.commands.keys))
    }

    @Test("Every command leaves its entry", arguments: Engine.available)
    func entries(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let demo = ["files": try installation.filesOfDemo()]
            let settings = try await installation.settings(demo)
            try await installation.run(demo) { _ in }
            var seen: Set<String> = []
            for (name, run) in Self.runs(installation) {
                try await run(settings)
                let fresh = try await installation.waitingEntries().filter { !seen.contains($0.id.rawValue) }
                seen.formUnion(fresh.map(\.id.rawValue))
                // Entries of one moment are in no order.
                #expect(fresh.map(\.kind).sorted() == Self.commands[name]?.map(\.rawValue).sorted(), "\(name)")
                #expect(fresh.allSatisfy { $0.actor.hasPrefix("command/ratusz ") }, "\(name)")
            }
        }
    }

    private typealias Run = @Sendable (Settings) async throws -> Void

    private static func runs(_ installation: TestInstallation) -> [(String, Run)] {
        let folder = installation.folder.path
        let others: [(String, Run)] = [
            (
                "createAPIKey",
                { _ = try await Maintenance.createAPIKey(.init(town: "demo", name: "x", role: .reporter), $0) }
            ),
            (
                "revokeAPIKey",
                { settings in
                    let keys = try await Maintenance.apiKeys(of: "demo", settings)
                    try await Maintenance.revokeAPIKey(keys[0].id.rawValue, of: "demo", settings)
                }
            ), ("exportTown", { try await Maintenance.exportTown("demo", revision: nil, to: folder, $0) }),
            ("importTown", { settings in try await importChanged(folder, settings) }),
            ("rotateMasterKey", { _ = try await Maintenance.rotateMasterKey($0) }),
            ("reindex", { _ = try await Maintenance.reindex($0) }), ("purge", { try await Maintenance.purge($0) }),
            ("retention preview", { _ = try await RetentionCommands.preview(town: "demo", $0) }),
            ("retention run", { _ = try await RetentionCommands.run(town: "demo", $0) }),
            ("ReportImport", { settings in try await importReports(folder, settings) }),
            ("ReportExport", { settings in try await exportReports(folder, settings) }),
            (
                "AuditExport",
                { _ = try await AuditExport(to: "\(folder)/audit", of: "demo", from: nil, until: nil).run($0) }
            ),
            ("create", { _ = try await BackupCommands.create(in: "\(folder)/backups", keep: nil, $0) { _ in } }),
            ("verify", { _ = try await BackupCommands.verify("\(folder)/backups", scratch: nil, $0) { _ in } }),
        ]
        return staffRuns + others + addressRuns(folder)
    }

    private static func addressRuns(_ folder: String) -> [(String, Run)] {
        @Sendable func file(_ name: String, _ text: String) throws -> AddressCommands.File {
            let place = "\(folder)/\(name)"
            try Data(text.utf8).write(to: URL(filePath: place))
            return AddressCommands.File(path: place, town: "demo", format: nil, rejected: nil, takesRoads: false)
        }
        let order = ImportAddresses.Order(source: "x", system: nil, mode: .store, endings: .few, axes: .asNamed)
        let list = "ulica,numer,x,y\nul. Próbna,1,19.3,52.1\n"
        return [
            (
                "addresses importAddresses",
                { _ = try await AddressCommands.importAddresses(try file("a.csv", list), by: order, $0) }
            ),
            (
                "addresses renameStreets",
                {
                    let renamed = try file("r.csv", "old,new\nul. Próbna,ul. Nowa\n")
                    _ = try await AddressCommands.renameStreets(renamed, source: "x", .store, $0)
                }
            ),
            (
                "addresses takeSettlements",
                {
                    let simc = try file("s.csv", "WOJ,POW,GMI,RODZ_GMI,NAZWA,SYM,SYMPOD\n1,1,1,1,Wieś,1,1\n")
                    _ = try await AddressCommands.takeSettlements(simc, within: "1111", .store, $0)
                }
            ), ("addresses show", { _ = try await AddressCommands.show($0) }),
        ]
    }

    private static let ola = StaffCommands.Target(town: "demo", login: "ola@b.example")
    private static let moderator = StaffCommands.Grant(role: .moderator, unit: nil, categories: [])

    private static let staffRuns: [(String, Run)] = [
        (
            "staff create",
            { try await StaffCommands.create(entrant("ida@b.example"), password: "sześć-słów-na-próbę", $0) }
        ), ("staff invite", { _ = try await StaffCommands.invite(entrant("ola@b.example"), $0) }),
        ("staff list", { settings in _ = try await StaffCommands.list(town: "demo", settings) }),
        ("staff link", { _ = try await StaffCommands.link(ola, $0) }),
        ("staff grant", { try await StaffCommands.grant(moderator, to: ola, $0) }),
        ("staff revoke", { try await StaffCommands.revoke(moderator, of: ola, $0) }),
        ("staff move", { try await StaffCommands.move(ola, to: "roads", $0) }),
        ("staff close", { try await StaffCommands.close(ola, $0) }),
        ("staff reopen", { try await StaffCommands.reopen(ola, $0) }),
        ("staff resetFactor", { try await StaffCommands.resetFactor(ola, $0) }),
    ]

    private static func entrant(_ login: String) -> StaffCommands.Entrant {
        StaffCommands.Entrant(town: "demo", login: login, name: "A B", roles: [.administrator], unit: nil)
    }

    /// Imports a report of a category that the town does not have.
    private static func importReports(_ folder: String, _ settings: Settings) async throws {
        let mapping = """
            {
              source: "old",
              number: "{no}",
              received: { column: "at" },
              category: {
                value: "{what}",
                createMissing: { group: "other", unit: "residents", kind: "issue", icon: "more" },
              },
              description: "{text}",
              status: [{ status: "accepted" }],
            }
            """
        let (file, map) = ("\(folder)/rows.csv", "\(folder)/map.json5")
        try Data("no,at,what,text\n1,2024-07-01,Szczury,Szczury.\n".utf8).write(to: URL(filePath: file))
        try Data(mapping.utf8).write(to: URL(filePath: map))
        let order = ReportImport(file: file, town: "demo", mapping: map, rejected: nil, mode: .store)
        #expect(try await order.run(settings).imported == 1)
    }

    private static func exportReports(_ folder: String, _ settings: Settings) async throws {
        let export = ReportExport(town: "demo", .init(.everything, as: .csv, year: 2024), to: "\(folder)/reports.csv")
        #expect(try await export.run(settings) == 1)
    }

    /// Imports the exported town with another colour.
    private static func importChanged(_ folder: String, _ settings: Settings) async throws {
        let profile = "\(folder)/demo/\(MunicipalityFiles.profile)"
        let text = try String(contentsOfFile: profile, encoding: .utf8)
        try Data("\(text)\n// Another revision.\n".utf8).write(to: URL(filePath: profile))
        _ = try await Maintenance.importTown("\(folder)/demo", settings)
    }

    @Test(
        "The log goes through a backup and comes back whole; what came later shows as a cut tail",
        arguments: Engine.available
    )
    func backup(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            let key = Maintenance.NewKey(town: "demo", name: "x", role: .reporter)
            try await installation.run { _ in }
            _ = try await Maintenance.createAPIKey(key, settings)
            try await sign(installation)
            let made = try await BackupCommands.create(in: "\(installation.folder.path)/backups", keep: nil, settings) {
                _ in
            }
            for _ in 0..<3 { _ = try await Maintenance.createAPIKey(key, settings) }
            try await sign(installation)
            #expect(try await AuditCommands.verify(checkpoints: nil, settings).isWhole)
            let checkpoints = settings.checkpoints
            try await installation.withFreePlace { free in
                _ = try await BackupCommands.restore(try #require(made.last), free) { _ in }
                try await TestInstallation.run(free) { composition in
                    #expect(try await composition.auditStore.queue(limit: 9).waiting.map(\.kind) == ["backup.restored"])
                    try await composition.linkAudit()
                }
                #expect(try await AuditCommands.verify(checkpoints: nil, free).isWhole)
                let later = try await AuditCommands.verify(checkpoints: checkpoints, free)
                #expect(!later.isWhole)
                #expect(later.lines.last?.hasPrefix("Broken: the tail is cut: the log ends at entry 2") == true)
            }
        }
    }

    @Test("A new master key leaves the key of checkpoints as it was", arguments: Engine.available)
    func rotation(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { _ in }
            let settings = try await installation.settings()
            let before = try await AuditCommands.publicKey(settings)
            try await sign(installation)
            try installation.writeKeys(MasterKeyRing.firstLine, MasterKeyRing.secondLine)
            _ = try await Maintenance.rotateMasterKey(settings)
            try installation.writeKeys(MasterKeyRing.secondLine)
            #expect(try await AuditCommands.publicKey(settings) == before)
            try await sign(installation)
            #expect(try await AuditCommands.verify(checkpoints: nil, settings).isWhole)
        }
    }

    @Test("A broken log and a file that is not there are told in words")
    func words() async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let settings = try await installation.settings()
            try await installation.run { _ in }
            _ = try await Maintenance.createAPIKey(.init(town: "demo", name: "x", role: .reporter), settings)
            try await sign(installation)
            try await installation.run { composition in
                try await composition.foundations.database.acrossTowns.write { transaction in
                    try transaction.execute("UPDATE audit_log SET actor = 'nobody' WHERE sequence = 1")
                }
            }
            let result = try await AuditCommands.verify(checkpoints: nil, settings)
            #expect(result.lines.last == "Broken: entry 1 was changed.")
            await #expect(throws: Maintenance.Fault.self) {
                _ = try await AuditCommands.verify(checkpoints: "/nowhere/checkpoints", settings)
            }
        }
    }

    /// Links and signs, as a server does.
    private func sign(_ installation: TestInstallation) async throws {
        try await installation.run { composition in
            try await composition.linkAudit()
            try await composition.checkpointing(at: composition.foundations.clock.now)
        }
    }
}
