import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityApp

@Suite struct MaintenanceTests {
    private static let password = "sześć-słów-na-próbę"

    @Test("A command makes an officer who can sign in, and a key that opens the town", arguments: Engine.available)
    func making(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            let officer = StaffCommands.Entrant(
                town: "kielce",
                login: "ida@urzad.example",
                name: "Ida Zmyślona",
                roles: [.administrator, .operator],
                unit: nil
            )
            try await StaffCommands.create(officer, password: Self.password, settings)
            let key = try await Maintenance.createAPIKey(
                .init(town: "kielce", name: "Portal", role: .reporter),
                settings
            )
            try await installation.run { composition in
                let town = try composition.town("kielce")
                let now = composition.foundations.clock.now
                let password = Password(typed: Self.password)
                let token = try await composition.enter("ida@urzad.example", password, in: town)
                let staff = try await composition.signIn.session(token, in: town, at: now).staff
                #expect(staff.rights == StaffRights([StaffGrant(.operator), StaffGrant(.administrator)]))
                #expect(try await composition.apiKeys.check(key, in: town.id, at: now).role == .reporter)
            }
        }
    }

    @Test("What a command cannot do is said in words", arguments: Engine.available)
    func faults(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            let texts = try ProjectFiles.texts()
            let rows: [(town: String, password: String, message: String)] = [
                (
                    "kielec", "sześć-słów-na-próbę",
                    "there is no town “kielec”; there are: demo, kielce"
                ), ("kielce", "short", texts.say(PasswordFailure.tooShort.text, in: .english)),
            ]
            for row in rows {
                let staff = StaffCommands.Entrant(
                    town: row.town,
                    login: "ida@urzad.example",
                    name: "Ida",
                    roles: [.operator],
                    unit: nil
                )
                let fault = await #expect(throws: Maintenance.Fault.self) {
                    try await StaffCommands.create(staff, password: row.password, settings)
                }
                #expect(fault?.description == row.message)
            }
        }
    }

    @Test("A town goes out to a folder and comes back changed as its next revision", arguments: Engine.available)
    func townFiles(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            let folder = installation.folder.appending(path: "out")
            try await Maintenance.exportTown("kielce", revision: nil, to: folder.path, settings)
            let town = folder.appending(path: "kielce")
            #expect(try MunicipalityFiles(folder: town) == ProjectTown.files("kielce"))
            #expect(try await Maintenance.importTown(town.path, settings).revision == 1)
            let changed = try ProjectTown.files("kielce", .init("municipality.json5", #"mark: "K""#, #"mark: "Q""#))
            try changed.write(to: town)
            let comparison = Maintenance.Comparison(town: "kielce", from: nil, to: nil, folder: town.path)
            let lines = try await Maintenance.diffTown(comparison, settings)
            #expect(lines.count == 1)
            #expect(lines.first?.contains("brand.mark") == true)
            #expect(try await Maintenance.importTown(town.path, settings).revision == 2)
            let between = Maintenance.Comparison(town: "kielce", from: 1, to: 2, folder: nil)
            #expect(try await Maintenance.diffTown(between, settings) == lines)
            let unknown = Maintenance.Comparison(town: "kielce", from: 9, to: nil, folder: nil)
            let fault = await #expect(throws: Maintenance.Fault.self) {
                _ = try await Maintenance.diffTown(unknown, settings)
            }
            #expect(fault?.description == "there is no such revision of “kielce”")
        }
    }

    @Test("A folder with a fault is not imported", arguments: Engine.available)
    func wrongFolder(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            let folder = installation.folder.appending(path: "kielce")
            let wrong = try ProjectTown.files(
                "kielce",
                .init("rules.json5", "within: \"3 months\"", "within: \"3 moons\"")
            )
            try wrong.write(to: folder)
            await #expect(throws: FileFaults.self) { _ = try await Maintenance.importTown(folder.path, settings) }
            let revision = try await installation.run { try $0.town("kielce").revision }
            #expect(revision == 1)
        }
    }

    @Test("All settings go out as one file and come back; what an open case needs stays", arguments: Engine.available)
    func oneFile(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            let folder = installation.folder.appending(path: "out")
            try await Maintenance.exportTown("demo", revision: nil, as: .file, to: folder.path, settings)
            let file = folder.appending(path: "demo-1.ratusz.json")
            #expect(try await Maintenance.importTown(file.path, settings).revision == 1)
            try await installation.run { composition in
                let town = try composition.town("demo")
                var submission = Submission.sample(in: town)
                (submission.category, submission.answers) = ("drain", [:])
                _ = try await composition.submitReport(
                    submission,
                    clientKey: ClientKey(random: composition.randomness),
                    origin: .page,
                    language: .polish,
                    in: town,
                    at: composition.foundations.clock.now
                )
            }
            let renamed = try ProjectTown.files("demo", .init("categories.json5", "id: \"drain\"", "id: \"gully\""))
            let changed = ConfigurationFile(files: renamed, revision: 1).text
            try Data(changed.utf8).write(to: file)
            let fault = await #expect(throws: Maintenance.Fault.self) {
                _ = try await Maintenance.importTown(file.path, settings)
            }
            #expect(fault?.description.contains("“Blocked drain” cannot go") == true)
            let revision = try await installation.run { try $0.town("demo").revision }
            #expect(revision == 1)
        }
    }

    @Test(
        "A regulation that counts is not rewritten by an import, nor the id of a unit given away",
        arguments: Engine.available
    )
    func rewritten(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            let settings = try await installation.settings()
            try await installation.run { _ in }
            let place = installation.folder.appending(path: "demo")
            let files = try ProjectTown.files("demo")
            let words = files.contents.merging(["regulation/pl-2026-01.md": "# Inny"]) { $1 }
            try MunicipalityFiles(town: files.town, contents: words).write(to: place)
            let fault = await #expect(throws: (any Error).self) {
                _ = try await Maintenance.importTown(place.path, settings)
            }
            #expect("\(fault.map { "\($0)" } ?? "")".contains("2026-01"))
            let added = try ProjectTown.files(
                "demo",
                .init(
                    "categories.json5",
                    "units: [",
                    #"units: [ { id: "ponds", name: { pl: "A", uk: "A", en: "A" } },"#
                )
            )
            try added.write(to: place)
            #expect(try await Maintenance.importTown(place.path, settings).revision == 2)
            try files.write(to: place)
            #expect(try await Maintenance.importTown(place.path, settings).revision == 3)
            let other = try ProjectTown.files(
                "demo",
                .init(
                    "categories.json5",
                    "units: [",
                    #"units: [ { id: "ponds", name: { pl: "B", uk: "B", en: "B" } },"#
                )
            )
            try other.write(to: place)
            let reused = await #expect(throws: (any Error).self) {
                _ = try await Maintenance.importTown(place.path, settings)
            }
            #expect("\(reused.map { "\($0)" } ?? "")".contains("ponds"))
            let revision = try await installation.run { try $0.town("demo").revision }
            #expect(revision == 3)
        }
    }

    @Test("A running process takes in what another one changed, and terms keep their revision")
    func otherProcess() async throws {
        try await TestInstallation.with(.sqlite) { installation in
            let settings = try await installation.settings()
            try await installation.run { composition in
                let town = try composition.town("demo")
                var submission = Submission.sample(in: town)
                (submission.category, submission.answers) = ("drain", [:])
                let now = composition.foundations.clock.now
                let receipt = try await composition.submitReport(
                    submission,
                    clientKey: ClientKey(random: composition.randomness),
                    origin: .page,
                    language: .polish,
                    in: town,
                    at: now
                )
                let place = installation.folder.appending(path: "demo")
                try ProjectTown.files("demo", .init("municipality.json5", #"mark: "P""#, #"mark: "Q""#)).write(
                    to: place
                )
                #expect(try await Maintenance.importTown(place.path, settings).revision == 2)
                #expect(composition.towns.municipality(town.id)?.revision == 1)
                try await composition.towns.refresh()
                #expect(composition.towns.municipality(town.id)?.revision == 2)
                let open = try await composition.readReport.unseen(receipt.number, in: town)
                #expect(open.report.deadlines.map(\.revision).allSatisfy { $0 == 1 })
                #expect(!open.report.deadlines.isEmpty)
            }
        }
    }
}
