import CityPostgres
import CitySQLite
public import CityStorage
import Foundation

extension EnginePlace {
    public var archive: any DatabaseArchive { archive(at: address) }

    public func archive(at address: String) -> any DatabaseArchive {
        engine == .sqlite ? SQLiteArchive(path: address) : PostgresArchive(url: address)
    }

    /// Runs `body` with a place of the same engine where no database is, or an empty one; it is gone afterwards.
    public func withFreePlace(_ body: (EnginePlace) async throws -> Void) async throws {
        let name = "ratusz_free_\(UUID().uuidString.prefix(8).lowercased())"
        switch engine {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = folder.appending(path: "ratusz.sqlite").path
            try await body(EnginePlace(engine: engine, schema: schema, address: file))
        case .postgresql:
            try await PostgresScratch.with(name, beside: Self.serverAddress) {
                try await body(EnginePlace(engine: engine, schema: schema, address: $0))
            }
        }
    }
}
