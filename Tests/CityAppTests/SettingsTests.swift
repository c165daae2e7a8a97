import CityDomain
import CityIdentity
import CityKit
import CityTestSupport
import CityVault
import CityWeb
import Foundation
import Testing

@testable import CityApp

@Suite struct SettingsTests {
    /// A settings file that is gone afterwards.
    private static func with(file text: String, _ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "ratusz-\(UUID().uuidString).json")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file.path)
    }

    /// The settings that are texts and numbers, in one value.
    private static func facts(_ settings: Settings) -> [String] {
        [
            settings.data, "\(settings.database)", settings.masterKey.map { "\($0)" } ?? "none",
            settings.erasures, settings.auditYears.map(String.init) ?? "for good", settings.host,
            "\(settings.port)", "\(settings.metricsPort)", settings.addresses.link(to: "", of: ID("t")),
            settings.trustedProxies.joined(separator: " "), "\(settings.keylessLimit.perMinute ?? 0)",
            settings.mail ?? "none", "\(settings.webhookReach)", settings.logLevel,
            settings.tiles?.template ?? "none", settings.tiles?.attribution ?? "none",
            "\(settings.identity.providers.count) services",
        ]
    }

    @Test("Without a word said the program listens on this machine alone and keeps its data beside itself")
    func defaults() async throws {
        let settings = try await Settings(flags: [:], environment: [:])
        #expect(
            Self.facts(settings) == [
                "var/ratusz", #"sqlite(path: "var/ratusz/ratusz.sqlite")"#, "none", "var/ratusz/erasures/ledger",
                "for good",
                "127.0.0.1", "8080", "9090",
                "http://localhost:8080/t", "", "600", "none", "outside", "info", "none", "none",
                "0 services",
            ]
        )
        #expect(settings.files.folder.standardizedFileURL.path == ProjectFiles.root.path)
    }

    @Test("A flag wins over the environment, and the environment over the file")
    func precedence() async throws {
        let text = #"{"host": "file", "port": 1003, "mail": "smtp://file", "log": "debug", "metrics-port": 0}"#
        try await Self.with(file: text) { path in
            let environment = [
                "RATUSZ_HOST": "environment", "RATUSZ_PORT": "1002", "RATUSZ_MAIL": "smtp://environment",
                "HOST": "somebody else’s",
            ]
            let settings = try await Settings(flags: ["host": "flag", "config": path], environment: environment)
            #expect(
                [settings.host, "\(settings.port)", settings.mail, settings.logLevel, "\(settings.metricsPort)"] == [
                    "flag", "1002", "smtp://environment", "debug", "0",
                ]
            )
        }
    }

    /// A file with one service; it serves as the file of its secret as well.
    private static func services() throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "services-\(UUID().uuidString).json5").path
        let entry = "{ id: 'google', preset: 'google', client: 'c', secretFile: '\(path)' }"
        try "{ providers: [ \(entry) ] }".write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test("Every setting can come from a flag, from the environment and from the file")
    func everyWay() async throws {
        let values = [
            "data": "/d", "database": "postgres://u@h/n", "master-key": "credential:key", "erasures": "/e",
            "audit-years": "6", "host": "::1", "port": "81",
            "metrics-port": "82", "public-url": "https://a.example", "trusted-proxy": "10.0.0.1, 10.0.0.2",
            "keyless-per-minute": "60", "tiles": "https://t.example/{z}/{x}/{y}.png", "tiles-attribution": "© Somebody",
            "mail": "smtps://m", "reply-address": "odpowiedz+{token}@a.example", "reply-mailbox": "maildir:/m",
            "webhooks-inside": "yes", "log": "trace", "files": ProjectFiles.root.path,
            "identity-providers": try Self.services(), "first-towns": "demo",
        ]
        defer { try? FileManager.default.removeItem(atPath: values["identity-providers"] ?? "") }
        #expect(Set(values.keys) == Set(Setting.all.map(\.name)).subtracting(["config"]))
        let variables = Dictionary(
            uniqueKeysWithValues: Setting.all.compactMap { setting in
                values[setting.name].map { (setting.variable, $0) }
            }
        )
        let expected = [
            "/d", #"postgres(url: "postgres://u@h/n")"#, "credential:key", "/e", "6", "::1", "81", "82",
            "https://a.example/t",
            "10.0.0.1 10.0.0.2", "60", "smtps://m", "inside", "trace", "https://t.example/{z}/{x}/{y}.png",
            "© Somebody", "1 services",
        ]
        #expect(Self.facts(try await Settings(flags: values, environment: [:])) == expected)
        #expect(Self.facts(try await Settings(flags: [:], environment: variables)) == expected)
        try await Self.with(file: String(decoding: JSONEncoder().encode(values), as: UTF8.self)) { path in
            let named = try await Settings(flags: ["config": path], environment: [:])
            #expect(Self.facts(named) == expected)
            let found = try await Settings(flags: [:], environment: ["RATUSZ_CONFIG": path])
            #expect(Self.facts(found) == expected)
        }
    }

    @Test(
        "A value that cannot be used is said with its flag, its variable and the mend",
        arguments: [
            ("port", "http", "--port (RATUSZ_PORT): “http” is no port; write a number from 0 to 65535"),
            ("port", "65536", "--port (RATUSZ_PORT): “65536” is no port; write a number from 0 to 65535"),
            ("port", "-1", "--port (RATUSZ_PORT): “-1” is no port; write a number from 0 to 65535"),
            ("port", "", "--port (RATUSZ_PORT): is empty; leave it out for the default"),
            ("data", " ", "--data (RATUSZ_DATA): is empty; leave it out for the default"),
            ("mail", "", "--mail (RATUSZ_MAIL): is empty; leave it out for the default"),
            (
                "keyless-per-minute", "many",
                "--keyless-per-minute (RATUSZ_KEYLESS_PER_MINUTE): “many” is no number; write 0 or more"
            ),
            (
                "audit-years", "1",
                "--audit-years (RATUSZ_AUDIT_YEARS): “1” is no number from 2 to 100; leave it out to keep all"
            ),
            ("webhooks-inside", "1", "--webhooks-inside (RATUSZ_WEBHOOKS_INSIDE): “1” is neither yes nor no"),
            (
                "trusted-proxy", "10.0.0.1,proxy.example",
                "--trusted-proxy (RATUSZ_TRUSTED_PROXY): “proxy.example” is no IP address; write it as 127.0.0.1 or ::1"
            ),
            (
                "metrics-port", "9090 ",
                "--metrics-port (RATUSZ_METRICS_PORT): “9090 ” is no port; write a number from 0 to 65535"
            ),
            (
                "database", "mysql://h/n",
                "--database (RATUSZ_DATABASE): write sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME"
            ),
            (
                "public-url", "town.example",
                "--public-url (RATUSZ_PUBLIC_URL): “town.example” is no address; write https://town.example"
            ),
            (
                "public-url", "https://a.example,kielce=ftp://b.example",
                "--public-url (RATUSZ_PUBLIC_URL): “kielce=ftp://b.example” is no address; write https://town.example"
            ),
            (
                "public-url", "https://",
                "--public-url (RATUSZ_PUBLIC_URL): “https://” is no address; write https://town.example"
            ),
            (
                "log", "loud",
                "--log (RATUSZ_LOG): “loud” is no level; write trace, debug, info, notice, warning, error or critical"
            ),
            ("config", "/nowhere.json", "--config (RATUSZ_CONFIG): /nowhere.json cannot be read"),
        ]
    )
    func faults(name: String, value: String, message: String) async throws {
        let setting = try #require(Setting.all.first { $0.name == name })
        for (flags, environment) in [([name: value], [:]), ([:], [setting.variable: value])] {
            let error = await #expect(throws: SettingsFault.self) {
                _ = try await Settings(flags: flags, environment: environment)
            }
            #expect(error?.description == message)
        }
    }

    @Test(
        "Tiles come from a server with TLS, and say whose they are",
        arguments: [
            ("https://t.example/{z}/{x}/{y}.png", nil, "--tiles-attribution"),
            ("https://t.example/{z}/{x}/{y}.png", " ", "--tiles-attribution"),
            ("http://t.example/{z}/{x}/{y}.png", "a", "--tiles"), ("https://t.example/{z}/{x}.png", "a", "--tiles"),
            ("https:///{z}/{x}/{y}.png", "a", "--tiles"), ("{z}/{x}/{y}", "a", "--tiles"),
        ] as [(String, String?, String)]
    )
    func tiles(template: String, attribution: String?, setting: String) async throws {
        var flags = ["tiles": template]
        flags["tiles-attribution"] = attribution
        let error = await #expect(throws: SettingsFault.self) { _ = try await Settings(flags: flags, environment: [:]) }
        #expect(error?.description.hasPrefix("\(setting) (") == true)
    }

    @Test("A misspelt name in the file is a fault", arguments: ["prot", "public_url", "PORT", ""])
    func misspelt(name: String) async throws {
        try await Self.with(file: "{\"port\": 81, \"\(name)\": 82}") { path in
            let error = await #expect(throws: SettingsFault.self) {
                _ = try await Settings(flags: ["config": path], environment: [:])
            }
            let problem =
                "\(path) has “\(name)”, which is no setting; names are those of the flags, such as “port”"
            #expect(error?.description == "--config (RATUSZ_CONFIG): \(problem)")
        }
    }

    @Test(
        "A value that is no text and no whole number is a fault of its setting, never the default",
        arguments: [
            (#"["8081"]"#, "a list"), (#"[[{"n": 1}]]"#, "a list"), ("[]", "a list"), ("{}", "an object"),
            (#"{"n": {"m": [8081]}}"#, "an object"), ("true", "true"), ("false", "false"),
            ("8080.5", "8080.5"), ("1e99", "1e+99"), ("null", "null"),
        ],
        ["port", "mail", "public-url", "config"]
    )
    func unusable(value: (text: String, what: String), name: String) async throws {
        let setting = try #require(Setting.all.first { $0.name == name })
        try await Self.with(file: "{\"\(name)\": \(value.text)}") { path in
            // A flag that wins hides no mistake in the file.
            for flags in [["config": path], ["config": path, "port": "81"]] {
                let error = await #expect(throws: SettingsFault.self) {
                    _ = try await Settings(flags: flags, environment: [:])
                }
                #expect(
                    error?.description == "--\(name) (\(setting.variable)): "
                        + "is \(value.what) in \(path); write a text in quotes or a whole number"
                )
            }
        }
    }

    @Test(
        "A settings file names no other, and no setting twice",
        arguments: [
            (#"{"config": "other.json"}"#, "cannot stand in FILE; a settings file names no other"),
            (#"{"port": 81, "port": 82}"#, "FILE: port: is there twice"),
        ]
    )
    func once(text: String, problem: String) async throws {
        try await Self.with(file: text) { path in
            let error = await #expect(throws: SettingsFault.self) {
                _ = try await Settings(flags: ["config": path], environment: [:])
            }
            #expect(error?.description == "--config (RATUSZ_CONFIG): \(problem.replacing("FILE", with: path))")
        }
    }

    @Test("A file that is no JSON is refused", arguments: ["", "{", "[1]", "port: 80"])
    func brokenFile(text: String) async throws {
        try await Self.with(file: text) { path in
            let error = await #expect(throws: SettingsFault.self) {
                _ = try await Settings(flags: ["config": path], environment: [:])
            }
            #expect(error?.description.hasPrefix("--config (RATUSZ_CONFIG): \(path): ") == true)
        }
    }

    @Test(
        "A database is a file or a server",
        arguments: [
            ("sqlite:/var/lib/r.sqlite", .sqlite(path: "/var/lib/r.sqlite")), ("sqlite:r", .sqlite(path: "r")),
            ("postgres://u:p@h:1/n", .postgres(url: "postgres://u:p@h:1/n")),
            ("postgresql://h/n?sslmode=require", .postgres(url: "postgresql://h/n?sslmode=require")),
        ] as [(String, DatabaseLocation)]
    )
    func database(text: String, location: DatabaseLocation) throws {
        #expect(try DatabaseLocation(text) == location)
    }

    @Test("Anything else is no database", arguments: ["", "sqlite:", "r.sqlite", "POSTGRES://h/n", "file:r.sqlite"])
    func noDatabase(text: String) {
        #expect(throws: SettingsFault.self) { try DatabaseLocation(text) }
    }

    @Test(
        "Towns stand under the shared address by path, or have a host of their own",
        arguments: [
            ("https://a.example/", ["https://a.example/kielce/report", "https://a.example/demo/report"]),
            (
                "https://a.example, kielce=https://kielce.example/",
                ["https://kielce.example/report", "https://a.example/demo/report"]
            ),
            ("kielce=https://kielce.example", ["https://kielce.example/report", "https://kielce.example/demo/report"]),
            ("http://localhost:8080", ["http://localhost:8080/kielce/report", "http://localhost:8080/demo/report"]),
        ]
    )
    func addresses(value: String, links: [String]) async throws {
        let settings = try await Settings(flags: ["public-url": value], environment: [:])
        #expect(["kielce", "demo"].map { settings.addresses.link(to: "report", of: ID($0)) } == links)
    }

    @Test(
        "Addresses that cannot stand side by side are refused",
        arguments: [
            (
                "https://a.example,https://b.example",
                "“https://b.example” is a second shared address; "
                    + "write TOWN=https://b.example, or one only"
            ),
            ("kielce=https://a.example,kielce=https://b.example", "“kielce” has two addresses; write one"),
            (
                "kielce=https://a.example,suprasl=https://a.example/",
                "“https://a.example/” stands there twice; "
                    + "a host of its own is for one town"
            ),
            (
                "https://a.example,kielce=http://A.example:8080",
                "browsers that know “https://a.example” "
                    + "do not open “http://A.example:8080”; write https for both"
            ),
            (
                "http://towns.a.example,kielce=https://a.example",
                "browsers that know “https://a.example” "
                    + "do not open “http://towns.a.example”; write https for both"
            ),
            ("https://a.example/towns", "“https://a.example/towns” is no address; write https://town.example"),
            ("https://a.example?x", "“https://a.example?x” is no address; write https://town.example"),
        ]
    )
    func addressFaults(value: String, problem: String) async throws {
        let error = await #expect(throws: SettingsFault.self) {
            _ = try await Settings(flags: ["public-url": value], environment: [:])
        }
        #expect(error?.description == "--public-url (RATUSZ_PUBLIC_URL): \(problem)")
    }

    @Test("Towns with hosts of their own may differ in their schemes")
    func mixedSchemes() async throws {
        let value = "http://towns.example,kielce=https://kielce.example,suprasl=http://example"
        let addresses = try await Settings(flags: ["public-url": value], environment: [:]).addresses
        #expect(["kielce", "suprasl", "demo"].map { addresses.isSecure(ID($0)) } == [true, false, false])
    }

    @Test("The default address has the port that was chosen")
    func portOfAddress() async throws {
        let settings = try await Settings(flags: ["port": "81"], environment: [:])
        #expect(settings.addresses == TownAddresses(shared: "http://localhost:81"))
    }
}
