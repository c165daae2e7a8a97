import ArgumentParser
import CityApp
import Foundation

/// The flags that every command on a town hall takes. What is not given comes from the environment or the file.
struct SettingFlags: ParsableArguments {
    @Option(help: Self.help(.data)) var data: String?
    @Option(help: Self.help(.database)) var database: String?
    @Option(help: Self.help(.masterKey)) var masterKey: String?
    @Option(help: Self.help(.erasures)) var erasures: String?
    @Option(help: Self.help(.files)) var files: String?
    @Option(help: Self.help(.config)) var config: String?

    /// The values given as flags, by the names of their settings.
    var values: [Setting: String?] {
        [
            .data: data, .database: database, .masterKey: masterKey, .erasures: erasures, .files: files,
            .config: config,
        ]
    }

    func settings(_ more: [Setting: String?] = [:]) async throws -> Settings {
        var flags: [String: String] = [:]
        for (setting, value) in values.merging(more, uniquingKeysWith: { first, _ in first }) {
            if let value { flags[setting.name] = value }
        }
        return try await Settings(flags: flags, environment: ProcessInfo.processInfo.environment)
    }

    /// The help of a setting with its default and its variable.
    static func help(_ setting: Setting) -> ArgumentHelp {
        let fallback = setting.fallback.map { " (default: \($0))" } ?? ""
        return ArgumentHelp("\(setting.help)\(fallback) [\(setting.variable)]", valueName: setting.value.lowercased())
    }
}

/// The flags of processes that stay.
struct ServerFlags: ParsableArguments {
    @Option(help: SettingFlags.help(.host)) var host: String?
    @Option(help: SettingFlags.help(.port)) var port: String?
    @Option(help: SettingFlags.help(.metricsPort)) var metricsPort: String?
    @Option(name: .customLong("public-url"), help: SettingFlags.help(.publicURL)) var publicURL: String?
    @Option(help: SettingFlags.help(.trustedProxy)) var trustedProxy: String?
    @Option(help: SettingFlags.help(.auditYears)) var auditYears: String?
    @Option(help: SettingFlags.help(.keylessPerMinute)) var keylessPerMinute: String?
    @Option(help: SettingFlags.help(.tiles)) var tiles: String?
    @Option(help: SettingFlags.help(.tilesAttribution)) var tilesAttribution: String?
    @Option(help: SettingFlags.help(.mail)) var mail: String?
    @Option(help: SettingFlags.help(.replyAddress)) var replyAddress: String?
    @Option(help: SettingFlags.help(.replyMailbox)) var replyMailbox: String?
    @Option(help: SettingFlags.help(.webhooksInside)) var webhooksInside: String?
    @Option(help: SettingFlags.help(.identityProviders)) var identityProviders: String?
    @Option(help: SettingFlags.help(.log)) var log: String?
    @Option(help: SettingFlags.help(.firstTowns)) var firstTowns: String?

    var values: [Setting: String?] {
        [
            .host: host, .port: port, .metricsPort: metricsPort, .publicURL: publicURL, .trustedProxy: trustedProxy,
            .auditYears: auditYears, .keylessPerMinute: keylessPerMinute, .tiles: tiles,
            .tilesAttribution: tilesAttribution, .mail: mail,
            .replyAddress: replyAddress, .replyMailbox: replyMailbox,
            .webhooksInside: webhooksInside, .identityProviders: identityProviders, .log: log, .firstTowns: firstTowns,
        ]
    }
}
