public import ArgumentParser
import CityApp
public import CityDomain
public import CityKit
import Foundation

/// Keys of programs.
struct APIKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apikey",
        abstract: "Manage the keys of programs that use the interfaces.",
        subcommands: [Create.self, List.self, Revoke.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key and print it alone on the last line. It is shown once."
        )

        @Option(help: "The town, by its folder's name.") var town: String
        @Option(help: "What the key is for, as the office will see it.") var name = "key"
        @Option(help: ArgumentHelp(Self.roles)) var role = APIRole.operator
        @Option(name: .customLong("scope"), help: "Only this of what the role may; may be given again.")
        var scopes: [APIScope] = []
        @Option(help: "Requests in a minute; 0 for no limit.") var perMinute = RequestLimit.ofKey.perMinute ?? 0
        @Option(help: "The last day on which it works, as 2027-06-30.") var lastDay: CivilDate?

        @OptionGroup var flags: SettingFlags

        private static let roles = APIRole.allCases.map { role in
            "\(role.rawValue): \(role.scopes.sorted().map(\.rawValue).joined(separator: ", "))"
        }.joined(separator: "; ")

        func validate() throws {
            guard !name.allSatisfy(\.isWhitespace) else { throw ValidationError("say with --name what the key is for") }
            guard perMinute >= 0 else { throw ValidationError("--per-minute is 0 or more") }
        }

        func run() async throws {
            let key = Maintenance.NewKey(
                town: town,
                name: name,
                role: role,
                scopes: scopes,
                limit: RequestLimit(perMinute: perMinute),
                lastDay: lastDay
            )
            print(try await Maintenance.createAPIKey(key, try await flags.settings()))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the keys of a town, one a line: id, role, scopes, requests in a minute, end, name."
        )

        @Option(help: "The town, by its folder's name.") var town: String

        @OptionGroup var flags: SettingFlags

        func run() async throws {
            for key in try await Maintenance.apiKeys(of: town, try await flags.settings()) {
                let scopes = key.scopes.sorted().map(\.rawValue).joined(separator: ",")
                let limit = key.limit.perMinute.map { "\($0)" } ?? "-"
                let end = key.expiresAt?.rfc3339 ?? "-"
                print([key.id.rawValue, key.role.rawValue, scopes, limit, end, key.name].joined(separator: "\t"))
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a key. Running servers refuse it within a second."
        )

        @Option(help: "The town, by its folder's name.") var town: String
        @Argument(help: "The id of the key, from “apikey list”.") var key: String

        @OptionGroup var flags: SettingFlags

        func run() async throws { try await Maintenance.revokeAPIKey(key, of: town, try await flags.settings()) }
    }
}

extension APIRole: ExpressibleByArgument {}
extension APIScope: ExpressibleByArgument {}

extension CivilDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
