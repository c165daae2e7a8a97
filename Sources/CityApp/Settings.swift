public import CityDomain
import CityIdentity
import CityKit
import CityVault
import CityWeb
import Configuration
import Foundation
import Logging
import NIOCore

/// Everything the program can be told from outside.
public struct Settings: Sendable {
    public let data: String
    public let database: DatabaseLocation
    let masterKey: MasterKeySource?
    let erasureLedger: String?
    /// Nil where the audit log is kept for good.
    let auditYears: Int?
    public let host: String
    public let port: Int
    public let metricsPort: Int
    public let addresses: TownAddresses
    let trustedProxies: [String]
    let keylessLimit: RequestLimit
    let tiles: TileServer?
    let mail: String?
    /// Nil where nobody answers by mail.
    let replies: ReplySettings?
    let webhookReach: WebhookReach
    let identity: IdentitySettings
    public let logLevel: String
    /// Nil where nobody says.
    let firstTowns: FirstTowns?
    public let files: InstalledFiles
    let environment: [String: String]

    /// - Parameters:
    ///   - flags: values by the names of settings, without hyphens; they win over everything.
    ///   - environment: of the process; `RATUSZ_*` win over the file.
    /// - Throws: `SettingsFault` with the setting and how to mend it.
    public init(flags: [String: String], environment: [String: String]) async throws {
        let reader = try Self.reader(flags: flags, environment: environment)
        func text(_ setting: Setting) throws -> String? {
            let text = reader.string(forKey: ConfigKey([setting.name]))
            guard text?.trimmingSpaces().isEmpty != true else {
                throw SettingsFault(setting: setting, problem: "is empty; leave it out for the default")
            }
            return text
        }
        self.environment = environment
        data = try text(.data) ?? "var/ratusz"
        database = try DatabaseLocation(text(.database) ?? "sqlite:\(data)/ratusz.sqlite")
        masterKey = try text(.masterKey).map { MasterKeySource(argument: $0) }
        erasureLedger = try text(.erasures)
        auditYears = try text(.auditYears).map(Self.auditYears)
        host = try text(.host) ?? "127.0.0.1"
        port = try Self.port(text(.port), .port, fallback: 8_080)
        metricsPort = try Self.port(text(.metricsPort), .metricsPort, fallback: 9_090)
        addresses = try TownAddresses(setting: text(.publicURL) ?? "http://localhost:\(port)")
        trustedProxies = try Self.proxies(text(.trustedProxy) ?? "")
        keylessLimit = try Self.limit(text(.keylessPerMinute))
        mail = try text(.mail)
        replies = try ReplySettings(address: text(.replyAddress), mailbox: text(.replyMailbox))
        webhookReach = try Self.reach(text(.webhooksInside))
        identity = try Self.identity(text(.identityProviders))
        tiles = try Self.tiles(text(.tiles), text(.tilesAttribution))
        logLevel = try Self.level(text(.log) ?? "info")
        firstTowns = try text(.firstTowns).map { FirstTowns(setting: $0) }
        files = try text(.files).map { InstalledFiles(folder: URL(filePath: $0)) } ?? .ofThisProgram()
    }

    private static func reader(flags: [String: String], environment: [String: String]) throws -> ConfigReader {
        let file = try (flags[Setting.config.name] ?? environment[Setting.config.variable]).map(SettingsFile.init)
        return ConfigReader(
            providers: [
                provider("flags", flags),
                EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: ConfigKey(["ratusz"])),
                provider("file", file?.values ?? [:]),
            ]
        )
    }

    private static func provider(_ name: String, _ values: [String: String]) -> InMemoryProvider {
        let pairs = values.map { (AbsoluteConfigKey([$0.key]), ConfigValue(.string($0.value), isSecret: false)) }
        return InMemoryProvider(name: name, values: Dictionary(uniqueKeysWithValues: pairs))
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

    private static func reach(_ text: String?) throws -> WebhookReach {
        switch text {
        case nil, "no": return .outside
        case "yes": return .inside
        case let other?:
            throw SettingsFault(setting: .webhooksInside, problem: "“\(other)” is neither yes nor no")
        }
    }

    private static func identity(_ path: String?) throws -> IdentitySettings {
        do {
            return try path.map { try IdentitySettings(file: $0) } ?? .none
        } catch let faults as FileFaults {
            let problem = faults.all.map(\.description).joined(separator: "; ")
            throw SettingsFault(setting: .identityProviders, problem: problem)
        }
    }

    private static func port(_ text: String?, _ setting: Setting, fallback: Int) throws -> Int {
        guard let text else { return fallback }
        guard let port = Int(text), (0...65_535).contains(port) else {
            throw SettingsFault(setting: setting, problem: "“\(text)” is no port; write a number from 0 to 65535")
        }
        return port
    }

    private static func limit(_ text: String?) throws -> RequestLimit {
        guard let text else { return .ofNetwork }
        guard let perMinute = Int(text), perMinute >= 0 else {
            throw SettingsFault(setting: .keylessPerMinute, problem: "“\(text)” is no number; write 0 or more")
        }
        return RequestLimit(perMinute: perMinute)
    }

    private static func auditYears(_ text: String) throws -> Int {
        guard let years = Int(text), (Setting.fewestAuditYears...100).contains(years) else {
            let problem = "“\(text)” is no number from \(Setting.fewestAuditYears) to 100; leave it out to keep all"
            throw SettingsFault(setting: .auditYears, problem: problem)
        }
        return years
    }

    private static func proxies(_ text: String) throws -> [String] {
        try text.split(separator: ",").map { part in
            let address = part.trimmingSpaces()
            guard (try? SocketAddress(ipAddress: address, port: 0)) != nil else {
                throw SettingsFault(
                    setting: .trustedProxy,
                    problem: "“\(address)” is no IP address; write it as 127.0.0.1 or ::1"
                )
            }
            return address
        }
    }

    private static func level(_ text: String) throws -> String {
        guard Logger.Level(rawValue: text) != nil else {
            let known = Setting.log.help.prefix { $0 != "." }
            throw SettingsFault(setting: .log, problem: "“\(text)” is no level; write \(known)")
        }
        return text
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
