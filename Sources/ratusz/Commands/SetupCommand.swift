import ArgumentParser
import CityApp

/// The wizard that makes a town in a browser.
struct SetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Make a town in a browser.",
        discussion: "A server without any town prints such a link itself when it starts. See docs/setup.md.",
        subcommands: [Link.self]
    )

    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a link to the pages that make a town more. It works once, for 24 hours."
        )

        @OptionGroup var flags: SettingFlags
        @Option(name: .customLong("public-url"), help: SettingFlags.help(.publicURL)) var publicURL: String?

        func run() async throws {
            print(try await Maintenance.makeSetupLink(try await flags.settings([.publicURL: publicURL])))
        }
    }
}
