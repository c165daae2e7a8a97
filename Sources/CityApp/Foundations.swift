import CityDomain
import CityKit
import CityPostgres
import CitySQLite
import CityStorage
import CityVault
import Foundation

/// What every command needs: the database, the vault, the texts and the towns.
struct Foundations: Sendable {
    /// Whether the process keeps the database for itself (`serve`, `work`) or works beside one that does.
    enum Role { case owner, guest }

    let settings: Settings
    let database: any Database
    let vault: SodiumVault
    let randomness = SystemRandomness()
    let clock = SystemTime()
    let catalogue: TextCatalogue
    let hints: FindTextHints
    let decoder: MunicipalityDecoder

    /// Opens everything, in the order in which a fault is cheapest. `isDemo` makes a master key where there is none.
    ///
    /// - Parameter kind: what the installation has to be; nil for commands, which take it as it is.
    init(_ settings: Settings, role: Role, isDemo: Bool = false, kind: InstallationKind? = nil) async throws {
        self.settings = settings
        catalogue = try settings.files.texts()
        hints = FindTextHints(vulgar: try settings.files.vulgarWords())
        decoder = MunicipalityDecoder(calendars: try settings.files.calendars(), texts: catalogue.gaps)
        let keys = try Self.masterKeys(settings, role, isDemo: isDemo)
        database = try await Self.open(settings, role)
        _ = try await Migrator(database).migrate(at: SystemTime().now)
        do {
            try await kind?.settle(in: database)
        } catch {
            await database.close()
            throw error
        }
        vault = try await Self.vault(keys, database, SystemRandomness())
    }

    /// The database alone, for commands that need no secrets. Only a process that stays makes a new one: a short command
    /// with a misspelt path would leave an empty database there and work on it.
    static func open(_ settings: Settings, _ role: Role) async throws -> any Database {
        switch settings.database {
        case .sqlite(let path):
            let folder = URL(filePath: path).deletingLastPathComponent()
            if role == .guest, !FileManager.default.fileExists(atPath: path) {
                throw SettingsFault(
                    setting: folder.path == URL(filePath: settings.data).path ? .data : .database,
                    problem: "there is no database \(path); `ratusz serve` makes one when it starts first"
                )
            }
            try makeFolder(folder.path, settings)
            return try SQLiteDatabase(path: path, role: role == .owner ? .owner : .guest)
        case .postgres(let url):
            return try await PostgresDatabase(url: url)
        }
    }

    private static func makeFolder(_ path: String, _ settings: Settings) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw SettingsFault(
                setting: URL(filePath: path).path == URL(filePath: settings.data).path ? .data : .database,
                problem: "the folder \(path) cannot be made: \(error.localizedDescription)"
            )
        }
    }

    /// The key of a demonstration also serves the short commands beside it, never a `serve` without `--demo`.
    private static func masterKeys(_ settings: Settings, _ role: Role, isDemo: Bool) throws -> MasterKeyRing {
        let demoFile = "\(settings.data)/demo-master.key"
        let hasDemoKey = FileManager.default.fileExists(atPath: demoFile)
        guard let source = settings.masterKey ?? (isDemo || role == .guest && hasDemoKey ? .file(path: demoFile) : nil)
        else {
            throw SettingsFault(
                setting: .masterKey,
                problem: "is needed: without it personal data cannot be read or written. "
                    + "Make one with: ratusz masterkey create FILE"
            )
        }
        if isDemo, settings.masterKey == nil, !hasDemoKey {
            try makeFolder(settings.data, settings)
            try MasterKeySource.createFile(at: demoFile)
        }
        return try source.keyRing(environment: settings.environment)
    }

    /// The vault over the root key of this database, which is made when the database is new.
    private static func vault(
        _ keys: MasterKeyRing,
        _ database: any Database,
        _ randomness: SystemRandomness
    ) async throws -> SodiumVault {
        let fresh = try SodiumVault.newRootKey(under: keys, randomness: randomness)
        let store = SQLServerKeyStore(database: database)
        let root = try await store.key("root", orStore: fresh, at: SystemTime().now)
        return try vault(keys, root, try await store.key("index"))
    }

    /// The vault of a database that nobody has started on yet; nil when no root key was ever made in it.
    static func vault(_ keys: MasterKeyRing, ofRestored database: any Database) async throws -> SodiumVault? {
        let store = SQLServerKeyStore(database: database)
        let index = try await store.key("index")
        return try await store.key("root").map { try vault(keys, $0, index) }
    }

    private static func vault(_ keys: MasterKeyRing, _ root: WrappedKey, _ index: WrappedKey?) throws -> SodiumVault {
        do {
            return try SodiumVault(masterKeys: keys, rootKey: root, indexKey: index, randomness: SystemRandomness())
        } catch let error as VaultError {
            throw SettingsFault(setting: .masterKey, problem: error.problem)
        }
    }
}

extension VaultError {
    /// Why a master key does not fit a database.
    fileprivate var problem: String {
        switch self {
        case .unreadable: "does not open this database; give the key that the database was made with"
        case .unknownFormat: "this database was written by a newer program; use that one"
        case .unknownMasterKey(let version): "has no key of version \(version), which this database needs"
        }
    }
}
