import CityKit
import CitySQLite
import CityStorage
import Foundation

/// Database files for tests, copied from one that was migrated once.
actor EngineSQLite {
    static let shared = EngineSQLite()

    private let folder = FileManager.default.temporaryDirectory.appending(path: "ratusz-tests-\(getpid())")
    private var templates: [String: Task<URL, any Error>] = [:]
    private var count = 0

    private init() {
        // The folders of test runs that are over.
        let parent = folder.deletingLastPathComponent()
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? [] {
            guard name.hasPrefix("ratusz-tests-"), let process = pid_t(name.dropFirst(13)), kill(process, 0) != 0 else {
                continue
            }
            try? FileManager.default.removeItem(at: parent.appending(path: name))
        }
    }

    func make(_ schema: Schema) async throws -> String {
        let template = try await template(schema).value
        count += 1
        let place = folder.appending(path: "\(count)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let file = place.appending(path: "ratusz.sqlite")
        try FileManager.default.copyItem(at: template, to: file)
        return file.path
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: URL(filePath: path).deletingLastPathComponent())
    }

    private func template(_ schema: Schema) -> Task<URL, any Error> {
        if let template = templates[schema.fingerprint] { return template }
        let place = folder.appending(path: "template-\(schema.fingerprint)")
        let template = Task {
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let file = place.appending(path: "ratusz.sqlite")
            let database = try SQLiteDatabase(path: file.path, role: .guest, schema: schema)
            _ = try await Migrator(database).migrate(at: Instant(milliseconds: 0))
            await database.close()
            return file
        }
        templates[schema.fingerprint] = template
        return template
    }
}
