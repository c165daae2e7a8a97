import ArgumentParser
import CityApp
import Foundation

/// Takes the service away for a while, and gives it back.
struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Maintenance mode: answer every page with a word that the service is paused; the server may run.",
        discussion: """
            Health checks, metrics and the sign-in of administrators go on. The pause is a file in --data: it outlasts a \
            restart and needs no master key. Where several machines serve, it is set on each.
            """,
        subcommands: [On.self, Off.self, Status.self, Page.self]
    )

    struct On: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Pause a town, or without --town all of them.")

        @Option(help: "The town, by its id.") var town: String?
        @Option(help: "When it is likely to be over, on the town's clock: \"2026-05-01 06:00\".") var until: String?
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let lines = try await PauseCommands.begin(town: town, until: until, try await flags.settings())
            print(lines.joined(separator: "\n"))
        }
    }

    struct Off: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End the pause of a town, or that of all of them.")

        @Option(help: "The town, by its id.") var town: String?
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            print(try await PauseCommands.end(town: town, try await flags.settings()).joined(separator: "\n"))
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what is paused.")

        @OptionGroup var flags: SettingFlags

        func run() async throws {
            print(PauseCommands.status(try await flags.settings()).joined(separator: "\n"))
        }
    }

    struct Page: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the page that a reverse proxy shows while the program does not run."
        )

        @Option(help: "The town, by its id; without it a page of all of them.") var town: String?
        @Argument(help: "The file to write.") var file: String
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let page = try await PauseCommands.page(town: town, try await flags.settings())
            try Data(page.utf8).write(to: URL(filePath: file), options: .atomic)
        }
    }
}
