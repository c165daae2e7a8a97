public import CityStorage
import Foundation
public import Testing

/// The engines a storage test runs on: `@Test(arguments: Engine.available)`.
public enum Engine: String, Hashable, Sendable, CustomTestStringConvertible {
    case sqlite
    case postgresql

    /// SQLite always, PostgreSQL when `RATUSZ_TEST_POSTGRES` names a server where databases may be made:
    /// `RATUSZ_TEST_POSTGRES=$(Tests/postgres start)`.
    public static let available: [Engine] = EnginePostgres.address == nil ? [.sqlite] : [.sqlite, .postgresql]

    public var testDescription: String { rawValue }

    /// Runs `body` on a fresh database with the tables of `schema`; the database is gone afterwards.
    public func withDatabase(
        _ schema: Schema = .ratusz,
        _ body: (any Database) async throws -> Void
    ) async throws {
        try await withPlace(schema) { place in
            let database = try await place.open()
            let result = await Self.result { try await body(database) }
            await database.close()
            try result.get()
        }
    }

    /// Runs `body` with a place of its own, for tests that open one database several times.
    public func withPlace(
        _ schema: Schema = .ratusz,
        _ body: (EnginePlace) async throws -> Void
    ) async throws {
        await Self.turnstile.enter()
        let result = await Self.result {
            let place = try await makePlace(schema)
            let result = await Self.result { try await body(place) }
            try await removePlace(place)
            try result.get()
        }
        await Self.turnstile.leave()
        try result.get()
    }

    private static func result(_ body: () async throws -> Void) async -> Result<Void, any Error> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }

    /// The server has connections for so many tests at once.
    private static let turnstile = Turnstile(places: 8)

    private func makePlace(_ schema: Schema) async throws -> EnginePlace {
        switch self {
        case .sqlite: EnginePlace(engine: self, schema: schema, address: try await EngineSQLite.shared.make(schema))
        case .postgresql:
            EnginePlace(engine: self, schema: schema, address: try await EnginePostgres.shared.make(schema))
        }
    }

    private func removePlace(_ place: EnginePlace) async throws {
        switch self {
        case .sqlite: try await EngineSQLite.shared.remove(place.address)
        case .postgresql: try await EnginePostgres.shared.remove(place.address)
        }
    }
}

/// Lets in so many at once; the others wait in order.
private actor Turnstile {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { free = places }

    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
