public import CityDomain
import CityKit
import CityVault
import CityWeb
import Configuration
import Foundation
import Logging

/// Everything the program can be told from outside.
public struct Settings: Sendable {
    public let data: String
    public let database: DatabaseLocation
    let masterKey: MasterKeySource?
    public let host: String
    public let port: Int
    public let metricsPort: Int
    public let addresses: TownAddresses
    let trustedProxies: [String]
    let tiles: TileServer?
    let mail: String?
    public let logLevel: String
    public let files: InstalledFiles
    let environment: [String: String]

    /// - Parameters:
    ///   - flags: values by the names of settings, without hyphens; they win over everything.
    ///   - environment: of the process; `RATUSZ_*` win over the file.
    /// - Throws: `SettingsFault` with the setting and how to mend it.
    public init(flags: [String: String], environment: [String: String]) async throws {
        let reader = try await Self.reader(flags: flags, environment: environment)
        func text(_ setting: Setting) -> String? {
            let key = ConfigKey([setting.name])
            return reader.string(forKey: key) ?? reader.int(forKey: key).map { "\($0)" }
        }
        self.environment = environment
        data = text(.data) ?? "var/ratusz"
        database = try DatabaseLocation(text(.database) ?? "sqlite:\(data)/ratusz.sqlite")
        masterKey = text(.masterKey).map { MasterKeySource(argument: $0) }
        host = text(.host) ?? "127.0.0.1"
        port = try Self.port(text(.port), .port, fallback: 8_080)
        metricsPort = try Self.port(text(.metricsPort), .metricsPort, fallback: 9_090)
        addresses = try Self.addresses(text(.publicURL) ?? "http://localhost:\(port)")
        trustedProxies = (text(.trustedProxy) ?? "").split(separator: ",").map { $0.trimmingSpaces() }
        tiles = try Self.tiles(text(.tiles), text(.tilesAttribution))
        mail = text(.mail)
        logLevel = try Self.level(text(.log) ?? "info")
        files = try text(.files).map { InstalledFiles(folder: URL(filePath: $0)) } ?? .ofThisProgram()
    }

    private static func reader(flags: [String: String], environment: [String: String]) async throws -> ConfigReader {
        let given = InMemoryProvider(
            name: "flags",
            values: Dictionary(
                uniqueKeysWithValues: flags.map {
                    (AbsoluteConfigKey([$0.key]), ConfigValue(.string($0.value), isSecret: false))
                }
            )
        )
        let variables = EnvironmentVariablesProvider(environmentVariables: environment)
            .prefixKeys(with: ConfigKey(["ratusz"]))
        guard let file = flags[Setting.config.name] ?? environment[Setting.config.variable] else {
            return ConfigReader(providers: [given, variables])
        }
        do {
            let path = ConfigReader(
                provider: InMemoryProvider(values: ["filePath": .init(.string(file), isSecret: false)])
            )
            let provider = try await FileProvider<JSONSnapshot>(config: path)
            try refuseStrangers(in: file)
            return ConfigReader(providers: [given, variables, provider])
        } catch let fault as SettingsFault {
            throw fault
        } catch {
            throw SettingsFault(setting: .config, problem: "\(file) cannot be read as JSON")
        }
    }

    /// A misspelt name in the file is a fault, not a setting that nobody reads.
    private static func refuseStrangers(in file: String) throws {
        let lines = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: file))) as? [String: Any]
        let strangers = Set((lines ?? [:]).keys).subtracting(Setting.all.map(\.name))
        guard let stranger = strangers.min() else { return }
        throw SettingsFault(
            setting: .config,
            problem: "\(file) has “\(stranger)”, which is no setting; names are those of the flags, such as “port”"
        )
    }

    private static func tiles(_ template: String?, _ attribution: String?) throws -> TileServer? {
        guard let template else { return nil }
        guard let attribution, !attribution.trimmingSpaces().isEmpty else {
            throw SettingsFault(setting: .tilesAttribution, problem: "say whose map --tiles shows")
        }
        guard let tiles = TileServer(template: template, attribution: attribution) else {
            throw SettingsFault(
                setting: .tiles,
                problem: "“\(template)” is no address of tiles; write https://HOST/{z}/{x}/{y}.png"
            )
        }
        return tiles
    }

    private static func port(_ text: String?, _ setting: Setting, fallback: Int) throws -> Int {
        guard let text else { return fallback }
        guard let port = Int(text), (0...65_535).contains(port) else {
            throw SettingsFault(setting: setting, problem: "“\(text)” is no port; write a number from 0 to 65535")
        }
        return port
    }

    private static func level(_ text: String) throws -> String {
        guard Logger.Level(rawValue: text) != nil else {
            let known = Setting.log.help.prefix { $0 != "." }
            throw SettingsFault(setting: .log, problem: "“\(text)” is no level; write \(known)")
        }
        return text
    }

    /// `https://host`, and `town=https://host` for towns with a host of their own.
    private static func addresses(_ text: String) throws -> TownAddresses {
        var shared: String?
        var own: [ID<Municipality>: String] = [:]
        for part in text.split(separator: ",").map({ $0.trimmingSpaces() }) {
            let halves = part.split(separator: "=", maxSplits: 1).map(String.init)
            let url = halves.last ?? ""
            guard let parsed = URL(string: url), ["http", "https"].contains(parsed.scheme), parsed.host != nil else {
                throw SettingsFault(setting: .publicURL, problem: "“\(part)” is no address; write https://town.example")
            }
            if halves.count == 2 { own[ID(halves[0])] = url } else { shared = url }
        }
        return TownAddresses(shared: shared ?? own.values.sorted().first ?? "http://localhost", own: own)
    }
}

/// A setting that cannot be used, with the mend.
public struct SettingsFault: Error, CustomStringConvertible {
    let setting: Setting
    let problem: String

    public var description: String { "--\(setting.name) (\(setting.variable)): \(problem)" }
}

/// Which engine, and where.
public enum DatabaseLocation: Sendable, Equatable {
    case sqlite(path: String)
    case postgres(url: String)

    init(_ text: String) throws {
        if text.hasPrefix("sqlite:"), text.count > 7 {
            self = .sqlite(path: String(text.dropFirst(7)))
        } else if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(url: text)
        } else {
            throw SettingsFault(
                setting: .database,
                problem: "write sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME"
            )
        }
    }
}
