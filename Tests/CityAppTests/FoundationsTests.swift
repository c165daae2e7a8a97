import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Foundation
import Testing

@testable import CityApp

@Suite struct FoundationsTests {
    @Test("Without a master key nothing starts, and the way to one is said", arguments: Engine.available)
    func noKey(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await Settings(
                flags: ["data": installation.folder.path, "files": ProjectFiles.root.path],
                environment: [:]
            )
            let error = await #expect(throws: SettingsFault.self) {
                _ = try await Foundations(settings, role: .guest)
            }
            #expect(error?.description.contains("ratusz masterkey create FILE") == true)
        }
    }

    @Test("Another master key than the one of the database is refused as such", arguments: Engine.available)
    func otherKey(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { _ in }
            try installation.writeKeys(String(repeating: "ab", count: 32))
            let error = await #expect(throws: SettingsFault.self) { try await installation.run { _ in } }
            let problem = "does not open this database; give the key that the database was made with"
            #expect(error?.description == "--master-key (RATUSZ_MASTER_KEY): \(problem)")
        }
    }

    @Test("A data folder that cannot be made is named")
    func noFolder() async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let file = installation.folder.appending(path: "file")
            try Data().write(to: file)
            for (name, value, folder) in [
                ("data", file.path, file.path), ("database", "sqlite:\(file.path)/x/r.sqlite", "\(file.path)/x"),
            ] {
                let settings = try await Settings(flags: [name: value], environment: [:])
                let error = await #expect(throws: SettingsFault.self) {
                    _ = try await Foundations.open(settings, .owner)
                }
                #expect(error?.description.contains("--\(name) ") == true)
                #expect(error?.description.contains("the folder \(folder) cannot be made: ") == true)
            }
        }
    }

    @Test("A demonstration makes a key once, that only its owner may read, and finds it again")
    func demoKey() async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let settings = try await Settings(
                flags: ["data": installation.folder.path, "files": ProjectFiles.root.path],
                environment: [:]
            )
            let file = installation.folder.appending(path: "demo-master.key")
            var keys: [Data] = []
            for isDemo in [true, true, false] {
                let foundations = try await Foundations(settings, role: isDemo ? .owner : .guest, isDemo: isDemo)
                keys.append(try Data(contentsOf: file))
                await foundations.database.close()
            }
            #expect(Set(keys).count == 1)
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test("The first start takes in every town, and a later one leaves them as they are", arguments: Engine.available)
    func seeding(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let names = ["biale-blota", "demo", "kielce", "kremenchuk", "siedlce", "suprasl"]
            for _ in 0..<2 {
                let towns = try await installation.run(TestInstallation.allTowns) {
                    $0.towns.all.map { "\($0.id) \($0.revision)" }
                }
                #expect(towns == names.map { "\($0) 1" })
            }
        }
    }

    @Test(
        "A new revision of a town is taken in, and one that cannot be read leaves the old one",
        arguments: Engine.available
    )
    func refreshing(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { composition in
                let store = SQLMunicipalityStore(database: composition.foundations.database)
                let brighter = try ProjectTown.files(
                    "kielce",
                    .init("municipality.json5", #"mark: "K""#, #"mark: "Q""#)
                )
                _ = try await store.add(brighter, author: "test", noting: nil, at: .monday, in: brighter.town)
                try await composition.towns.refresh()
                var town = try composition.town("kielce")
                #expect([town.profile.brand.mark, "\(town.revision)"] == ["Q", "2"])
                let broken = MunicipalityFiles(town: brighter.town, contents: ["municipality.json5": "{"])
                _ = try await store.add(broken, author: "test", noting: nil, at: .monday, in: brighter.town)
                await #expect(throws: FileFaults.self) { try await composition.towns.refresh() }
                town = try composition.town("kielce")
                #expect([town.profile.brand.mark, "\(town.revision)"] == ["Q", "2"])
            }
        }
    }

    @Test(
        "The program is ready while its database takes a write, and says so when it does not",
        arguments: Engine.available
    )
    func readiness(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { composition in
                let database = composition.foundations.database
                let readiness = DatabaseReadiness(database: database)
                #expect(await readiness.failing() == [])
                await database.close()
                #expect(await readiness.failing() == ["database"])
            }
        }
    }
}
