import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Foundation

@testable import CityApp

/// A folder with a master key, and settings that lead to a database of a test.
struct TestInstallation {
    let folder: URL
    private let place: EnginePlace

    /// Runs `body` with a fresh database of the engine and a key file of one key.
    static func with(_ engine: Engine, _ body: (TestInstallation) async throws -> Void) async throws {
        try await engine.withPlace { place in
            let name = "ratusz-installation-\(UUID().uuidString)"
            let folder = FileManager.default.temporaryDirectory.appending(path: name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let installation = TestInstallation(folder: folder, place: place)
            try installation.writeKeys(MasterKeyRing.firstLine)
            try await body(installation)
        }
    }

    private var keyFile: URL { folder.appending(path: "master.key") }

    func writeKeys(_ lines: String...) throws {
        try Data(lines.joined(separator: "\n").utf8).write(to: keyFile)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keyFile.path)
    }

    /// The value of `--database`.
    var database: String { place.engine == .sqlite ? "sqlite:\(place.address)" : place.address }

    /// The program's files with two of its towns, which open faster than all of them.
    private static let fewTowns = Result {
        let files = FileManager.default.temporaryDirectory.appending(path: "ratusz-files-\(UUID().uuidString)")
        try copyFiles(of: "demo", "kielce", to: files)
        return files.path
    }

    /// The setting for a test that is about every town.
    static let allTowns = ["files": ProjectFiles.root.path]

    private static func copyFiles(of towns: String..., to files: URL) throws {
        let municipalities = files.appending(path: "Municipalities")
        try FileManager.default.createDirectory(at: municipalities, withIntermediateDirectories: true)
        for name in ["Calendars", "Texts"] + towns.map({ "Municipalities/\($0)" }) {
            try FileManager.default.copyItem(
                at: ProjectFiles.root.appending(path: name),
                to: files.appending(path: name)
            )
        }
    }

    /// Of `demo` and `kielce`.
    ///
    /// - Parameter more: settings besides; nil for one that is not set.
    func settings(_ more: [String: String?] = [:]) async throws -> Settings {
        let flags: [String: String?] = [
            "data": folder.path, "master-key": keyFile.path, "files": try Self.fewTowns.get(),
            "public-url": "https://ratusz.example", "first-towns": "all",
            "database": database,
        ]
        return try await Settings(flags: flags.merging(more) { $1 }.compactMapValues(\.self), environment: [:])
    }

    /// Settings that lead to a folder and a database where nothing is; both are gone afterwards.
    func withFreePlace(_ more: [String: String?] = [:], _ body: (Settings) async throws -> Void) async throws {
        try await place.withFreePlace { free in
            let database = free.engine == .sqlite ? "sqlite:\(free.address)" : free.address
            let free: [String: String?] = ["data": folder.appending(path: "free").path, "database": database]
            try await body(settings(free.merging(more) { $1 }))
        }
    }

    /// A folder of files with the demonstration alone, for a test that opens it often.
    func filesOfDemo() throws -> String {
        let files = folder.appending(path: "files")
        try Self.copyFiles(of: "demo", to: files)
        return files.path
    }

    /// Entries of the audit log that no server has linked yet, read without opening the town hall, which takes long.
    func waitingEntries() async throws -> [AuditEntry] {
        let database = try await place.open()
        let queue = try await SQLAuditStore(database: database).queue(limit: 100)
        await database.close()
        return queue.waiting
    }

    /// Runs `body` as a command of the program would, on everything it needs; closes the database afterwards.
    func run<Result>(_ more: [String: String?] = [:], _ body: (Composition) async throws -> Result) async throws
        -> Result
    {
        try await Self.run(settings(more), body)
    }

    /// The same on settings of its own.
    static func run<Result>(_ settings: Settings, _ body: (Composition) async throws -> Result) async throws -> Result {
        let foundations = try await Foundations(settings, role: .guest)
        do {
            try await foundations.seedTowns()
            let composition = try Composition(foundations, isDemo: false)
            try await composition.towns.refresh()
            let result = try await body(composition)
            await foundations.database.close()
            return result
        } catch {
            await foundations.database.close()
            throw error
        }
    }
}

extension Composition {
    func town(_ name: String) throws -> Municipality {
        guard let town = towns.municipality(ID(name)) else { throw RequiredTown(name: name) }
        return town
    }

    private struct RequiredTown: Error {
        let name: String
    }

    var randomness: any Randomness { foundations.randomness }

    /// Sends a report from the town's page.
    func submit(_ submission: Submission, in town: Municipality) async throws -> SubmitReport.Receipt {
        try await submitReport(
            submission,
            clientKey: ClientKey(random: randomness),
            origin: .page,
            language: .polish,
            in: town,
            at: foundations.clock.now
        )
    }
}

/// The use cases that the tests of the program call; the site has the same ones.
extension Composition {
    var readReport: ReadReport {
        ReadReport(reports: reports, attempts: accounts, vault: foundations.vault, audit: audit)
    }

    var reportDrafts: ReportDrafts {
        ReportDrafts(store: drafts, vault: foundations.vault, randomness: randomness)
    }

    /// Signs in somebody for the first time: sets up the second factor.
    func enter(_ login: String, _ password: Password, in town: Municipality) async throws -> Token {
        let now = foundations.clock.now
        let step = try await signIn(
            login: login,
            password: password,
            network: "n",
            request: "test",
            in: town,
            at: now
        )
        let token = try step.factor
        guard case .setUp(let setUp) = try await proveFactor.question(token, in: town, at: now) else {
            throw FactorIsSet()
        }
        let code = setUp.secret.code(of: now.milliseconds / 30_000, by: CryptoOneTimeDigest())
        return try await proveFactor(.code(code), by: token, network: "n", request: "test", in: town, at: now).session
    }

    private struct FactorIsSet: Error {}
}
