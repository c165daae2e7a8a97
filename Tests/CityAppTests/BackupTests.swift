import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Foundation
import Testing

@testable import CityApp

/// Backups of a whole town hall, on both engines.
@Suite struct BackupTests {
    private static let quiet: BackupCommands.Progress = { _ in }

    /// A town hall with reports and photos, and what its people hold in their hands.
    private static func with(
        _ engine: Engine,
        _ body: (TestInstallation, Settings, [SubmitReport.Receipt], [ReportPhoto]) async throws -> Void
    ) async throws {
        try await TestInstallation.with(engine) { installation in
            let (receipts, photos) = try await installation.run { composition in
                let town = try composition.town("kielce")
                var receipts: [SubmitReport.Receipt] = []
                for _ in 0..<3 { receipts.append(try await composition.submit(.personal(in: town), in: town)) }
                var photos: [ReportPhoto] = []
                for number in 0..<2 { photos.append(try await composition.addPhoto(number, in: town.id)) }
                return (receipts, photos)
            }
            try await body(installation, try await installation.settings(), receipts, photos)
        }
    }

    private static func shelf(_ installation: TestInstallation) -> String {
        installation.folder.appending(path: "backups").path
    }

    @Test("A town hall comes back from its backup with everything in it", arguments: Engine.available)
    func wayBack(_ engine: Engine) async throws {
        try await Self.with(engine) { installation, settings, receipts, photos in
            let shelf = Self.shelf(installation)
            let made = try await BackupCommands.create(in: shelf, keep: nil, settings, Self.quiet)
            #expect(made.dropLast().last?.contains("ratusz \(ProgramVersion.current): 3 reports, 4 files, ") == true)
            let checked = try await BackupCommands.verify(shelf, scratch: nil, settings, Self.quiet)
            #expect(
                checked.suffix(2) == [
                    "A sample of reports and photos opens with the master key.", "The backup is whole.",
                ]
            )
            let path = try #require(made.last)
            try await installation.withFreePlace { free in
                let lines = try await BackupCommands.restore(path, free, Self.quiet)
                #expect(!lines.contains { $0.hasPrefix("Warning") })
                try await TestInstallation.run(free) { composition in
                    let town = try composition.town("kielce")
                    for receipt in receipts {
                        #expect(
                            try await composition.readReport.unseen(receipt.number, in: town).report.number
                                == receipt.number
                        )
                    }
                    for photo in photos {
                        let key = try composition.foundations.vault.key(
                            photo.key,
                            in: ReportPhoto.keySlot(photo.id, in: town.id)
                        )
                        let content = try await composition.files.read(photo.large.name, under: key).bytes(limit: 9_000)
                        #expect(content.count == photo.large.size)
                    }
                }
                await #expect(throws: BackupFault.self) { _ = try await BackupCommands.restore(path, free, Self.quiet) }
            }
        }
    }

    @Test(
        "A backup has the covered pictures of a photo beside those that were sent, and all of them open",
        arguments: Engine.available
    )
    func coveredPictures(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            try await installation.run { composition in
                let town = try composition.town("kielce")
                let photo = try await composition.addPhoto(by: .program(ID("0")), in: town)
                let receipt = try await composition.submitReport(
                    .sample(in: town),
                    clientKey: ClientKey(random: composition.randomness),
                    origin: .page,
                    language: .polish,
                    photos: PhotoClaim(uploader: .program(ID("0")), ids: [photo.id]),
                    in: town,
                    at: composition.foundations.clock.now
                )
                try await composition.redact(photo.id, of: receipt.number, caption: "Auto", in: town)
                let create = CreateBackup(
                    archive: settings.database.archive,
                    live: composition.foundations.database,
                    filesFolder: settings.filesFolder,
                    shelf: BackupShelf(folder: Self.shelf(installation)),
                    clock: composition.foundations.clock
                )
                #expect(try await create(Self.quiet).manifest.files.count == 4)
                let sample = try await BackupSample(of: composition.foundations.database, count: 2)
                let faults = await sample.faults(composition.vault, composition.files, without: [])
                #expect(faults.isEmpty)
                #expect(sample.photos.count >= 1)
            }
        }
    }

    @Test(
        "The second backup of an evening shares the files of the first, and the oldest go",
        arguments: Engine.available
    )
    func keeping(_ engine: Engine) async throws {
        try await Self.with(engine) { installation, settings, _, _ in
            let shelf = BackupShelf(folder: Self.shelf(installation))
            for _ in 0..<3 {
                _ = try await BackupCommands.create(in: shelf.folder, keep: 2, settings, Self.quiet)
                try await Task.sleep(for: .milliseconds(1_001))
            }
            #expect(shelf.names.count == 2)
            _ = try await BackupCommands.verify(shelf.folder, scratch: nil, settings, Self.quiet)
        }
    }

    @Test(
        "A photo that is removed while the backup runs is left out and noted; one that was lost is named",
        arguments: Engine.available
    )
    func missingFiles(_ engine: Engine) async throws {
        try await Self.with(engine) { installation, settings, _, photos in
            let shelf = BackupShelf(folder: Self.shelf(installation))
            try await installation.run { composition in
                let removal = RemovePhoto(
                    photos: composition.photos,
                    files: composition.files,
                    vault: composition.foundations.vault
                )
                let town = ID<Municipality>("kielce")
                let create = CreateBackup(
                    archive: ArchiveAndThen(archive: settings.database.archive) {
                        try await removal(photos[0].id, by: .program(ID("0")), in: town)
                    },
                    live: composition.foundations.database,
                    filesFolder: settings.filesFolder,
                    shelf: shelf,
                    clock: composition.foundations.clock
                )
                let backup = try await create(Self.quiet)
                let removed = [photos[0].large.name, photos[0].thumbnail.name].map(\.rawValue).sorted()
                #expect(backup.manifest.removedMeanwhile == removed)
                #expect(backup.manifest.files.count == 2)
                try await composition.files.delete(photos[1].large.name)
            }
            try await Task.sleep(for: .milliseconds(1_001))
            _ = try await BackupCommands.verify(shelf.folder, scratch: nil, settings, Self.quiet)
            let fault = await #expect(throws: BackupFault.self) {
                _ = try await BackupCommands.create(in: shelf.folder, keep: nil, settings, Self.quiet)
            }
            let newest = try #require(shelf.names.last.map(shelf.path))
            let lost = [photos[1].large.name.rawValue]
            #expect(fault == .lostFiles(lost, folder: settings.filesFolder, backup: newest))
            let lines = try await BackupCommands.verify(newest, scratch: nil, settings, Self.quiet)
            #expect(lines[1].hasSuffix("; 1 files had been lost before."))
        }
    }

    @Test("Another master key is told: by the check, and as a warning by the restore", arguments: Engine.available)
    func otherKey(_ engine: Engine) async throws {
        try await Self.with(engine) { installation, settings, _, _ in
            let shelf = Self.shelf(installation)
            _ = try await BackupCommands.create(in: shelf, keep: nil, settings, Self.quiet)
            try installation.writeKeys(MasterKeyRing.secondLine)
            await #expect(throws: SettingsFault.self) {
                _ = try await BackupCommands.verify(shelf, scratch: nil, settings, Self.quiet)
            }
            try await installation.withFreePlace { free in
                let lines = try await BackupCommands.restore(shelf, free, Self.quiet)
                #expect(lines.contains { $0.hasPrefix("Warning: ") && $0.contains("the master key of version 1") })
            }
        }
    }

    @Test(
        "A backup whose database or file was changed does not pass",
        arguments: Engine.available,
        ["database", "files"]
    )
    func damage(_ engine: Engine, _ part: String) async throws {
        try await Self.with(engine) { installation, settings, _, photos in
            let shelf = Self.shelf(installation)
            let path = try #require(try await BackupCommands.create(in: shelf, keep: nil, settings, Self.quiet).last)
            let name = photos[0].large.name
            let file =
                part == "database" ? "\(path)/database" : "\(path)/files/files/\(name.rawValue.prefix(1))/\(name)"
            let handle = try FileHandle(forUpdating: URL(filePath: file))
            try handle.seek(toOffset: 100)
            try handle.write(contentsOf: [0xAA, 0xBB])
            try handle.close()
            let fault = await #expect(throws: BackupFault.self) {
                _ = try await BackupCommands.verify(shelf, scratch: nil, settings, Self.quiet)
            }
            let words =
                part == "database"
                ? "database was changed" : "files/files/\(name.rawValue.prefix(1))/\(name) was changed"
            #expect(fault == .damaged([words]))
        }
    }
}

/// An archive after whose saving something happens.
private struct ArchiveAndThen: DatabaseArchive {
    let archive: any DatabaseArchive
    let then: @Sendable () async throws -> Void

    var dialect: Dialect { archive.dialect }

    func save<T: Sendable>(
        to file: String,
        progress: @escaping @Sendable (Double) -> Void,
        look: @escaping @Sendable (any Session) throws -> T
    ) async throws -> T {
        let result = try await archive.save(to: file, progress: progress, look: look)
        try await then()
        return result
    }

    func occupant() async throws -> String? { try await archive.occupant() }
    func load(from file: String) async throws { try await archive.load(from: file) }
    func faults() async throws -> [String] { try await archive.faults() }
    func purge() async throws { try await archive.purge() }
}

extension Composition {
    /// A photo that waits for a report of the program `0`.
    fileprivate func addPhoto(_ number: Int, in town: ID<Municipality>) async throws -> ReportPhoto {
        let now = foundations.clock.now
        let id: ID<ReportPhoto> = randomness.id(at: now)
        let key = try foundations.vault.newKey(in: ReportPhoto.keySlot(id, in: town))
        let photo = ReportPhoto(
            id: id,
            report: nil,
            large: try await files.write(randomness.bytes(5_000 + number), under: key.key),
            thumbnail: try await files.write(randomness.bytes(500 + number), under: key.key),
            width: 800,
            height: 600,
            state: .private,
            uploadedAt: now,
            consent: nil,
            key: key.wrapped
        )
        let owner = PhotoOwner(rawValue: "key:0")
        _ = try await photos.add(photo, of: owner, limit: 9, until: now + .days(2), in: town)
        return photo
    }
}
