import ArgumentParser
import CityApp

/// How long data are kept, and what is due.
struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "Show or discard data whose time is over; the server may run meanwhile.",
        discussion: "The rules stand in the town's rules.json5. A running server discards what is due every day.",
        subcommands: [Preview.self, Run.self]
    )

    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show how much is due now, in 30 days and in a year.")

        @Option(help: "The town.") var town: String
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let lines = try await RetentionCommands.preview(town: town, try await flags.settings())
            print(lines.joined(separator: "\n"))
        }
    }

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Discard what is due now. Reports for the state archive are counted and stay."
        )

        @Option(help: "The town.") var town: String
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let lines = try await RetentionCommands.run(town: town, try await flags.settings())
            print(lines.joined(separator: "\n"))
        }
    }
}
