import CityDomain
import CityKit
import CityStorage
import Foundation

extension InstalledFiles {
    /// All calendars by name.
    func calendars() throws -> [String: HolidayCalendar] {
        let names = try names(in: "Calendars").filter { $0.hasSuffix(".json5") }.map { String($0.dropLast(6)) }
        return try Dictionary(uniqueKeysWithValues: names.map { ($0, try calendar($0)) })
    }

    /// The folders of all towns, by name.
    func townFolders() throws -> [URL] {
        let root = folder.appending(path: "Municipalities")
        return try names(in: "Municipalities").sorted()
            .map { root.appending(path: $0) }
            .filter { FileManager.default.fileExists(atPath: $0.appending(path: MunicipalityFiles.profile).path) }
    }

    private func names(in subfolder: String) throws -> [String] {
        let place = folder.appending(path: subfolder)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: place.path) else {
            throw InstalledFilesError.unreadable(place)
        }
        return names
    }
}

extension Foundations {
    /// Imports the towns that the settings name, all of them in an installation that shows or teaches the program.
    func seedFirstTowns(_ kind: InstallationKind?) async throws {
        switch (settings.firstTowns, kind) {
        case (.all?, _), (nil, .demo?), (nil, .training?): try await seedTowns()
        case (.these(let names)?, _):
            let known = try settings.files.townFolders().map(\.lastPathComponent).sorted()
            if let unknown = names.subtracting(known).min() {
                let problem = "there is no town “\(unknown)”; write all, or some of \(known.joined(separator: ", "))"
                throw SettingsFault(setting: .firstTowns, problem: problem)
            }
            try await seedTowns { names.contains($0) }
        case (nil, _): return
        }
    }

    /// Imports the towns of the folder as revision 1 where the database has none.
    func seedTowns(where isWanted: (String) -> Bool = { _ in true }) async throws {
        let store = SQLMunicipalityStore(database: database)
        let known = Set(try await store.latest().map(\.municipality))
        for folder in try settings.files.townFolders() where !known.contains(ID(folder.lastPathComponent)) {
            guard isWanted(folder.lastPathComponent) else { continue }
            let files = try MunicipalityFiles(folder: folder)
            _ = try decoder.decodeReadable(files, revision: 1)
            _ = try await store.add(
                files,
                author: MunicipalityRevision.firstStart,
                noting: nil,
                at: clock.now,
                in: files.town
            )
        }
    }
}
