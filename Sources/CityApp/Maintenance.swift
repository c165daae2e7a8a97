import CityDomain
import CityKit
import CityStorage
import CityVault
import Foundation

/// What the short commands do. They work beside a running `serve`.
public enum Maintenance {
    /// Why a command could not do what it was asked.
    public struct Fault: Error, CustomStringConvertible {
        public let description: String
    }

    /// - Returns: the numbers of the migrations that were run.
    public static func migrate(_ settings: Settings) async throws -> [Int] {
        let database = try await Foundations.open(settings, .guest)
        return try await closing(database) { try await Migrator(database).migrate(at: SystemTime().now) }
    }

    public static func createMasterKey(at path: String) throws { try MasterKeySource.createFile(at: path) }

    /// Wraps every stored key with the newest master key, in slices.
    ///
    /// - Returns: how many keys were wrapped anew.
    public static func rotateMasterKey(_ settings: Settings) async throws -> Int {
        try await withComposition(settings) { composition in
            let act = RecordAudit.Act(.masterKeyRotated, .masterKey)
            let now = composition.foundations.clock.now
            try await composition.audit(act, by: .command("ratusz masterkey rotate"), in: nil, at: now)
            return try await KeyRotation(composition.foundations).run()
        }
    }

    public struct Comparison: Sendable {
        let town: String
        let from: Int?
        let to: Int?
        let folder: String?

        public init(town: String, from: Int?, to: Int?, folder: String?) {
            self.town = town
            self.from = from
            self.to = to
            self.folder = folder
        }
    }

    /// - Returns: a line for each changed place.
    public static func diffTown(_ comparison: Comparison, _ settings: Settings) async throws -> [String] {
        try await withComposition(settings) { composition in
            let old = try await stored(comparison.town, comparison.from, composition).files
            let new: MunicipalityFiles
            if let folder = comparison.folder {
                new = try MunicipalityFiles(at: folder)
            } else {
                new = try await stored(comparison.town, comparison.to, composition).files
            }
            return MunicipalityDiff(from: old, to: new).changes.map(\.description)
        }
    }

    static func stored(_ town: String, _ revision: Int?, _ composition: Composition) async throws
        -> MunicipalityRevision
    {
        let store = SQLMunicipalityStore(database: composition.foundations.database)
        guard let found = try await store.revision(revision, of: ID(town)) else {
            throw Fault(description: "there is no such revision of “\(town)”")
        }
        return found
    }

    static func known(_ town: String, _ composition: Composition) async throws -> ID<Municipality> {
        try await self.town(town, composition).id
    }

    /// The town as it is now.
    static func town(_ id: String, _ composition: Composition) async throws -> Municipality {
        try await composition.towns.refresh()
        if let town = composition.towns.municipality(ID(id)) { return town }
        let all = composition.towns.all.map(\.id.rawValue).joined(separator: ", ")
        throw Fault(description: "there is no town “\(id)”; there are: \(all)")
    }

    static func withComposition<T>(
        _ settings: Settings,
        role: Foundations.Role = .guest,
        _ body: (Composition) async throws -> T
    ) async throws -> T {
        let foundations = try await Foundations(settings, role: role)
        return try await closing(foundations.database) {
            try await foundations.seedFirstTowns(nil)
            do {
                return try await body(try Composition(foundations, isDemo: false))
            } catch let failure as any Failure {
                throw Fault(description: foundations.catalogue.say(failure.text, in: .english))
            }
        }
    }

    private static func closing<T>(_ database: any Database, _ body: () async throws -> T) async throws -> T {
        do {
            let result = try await body()
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}
