import ArgumentParser
import CityApp

/// The counts that the statistics are made of.
struct StatisticsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics",
        abstract: "Check the counts that the statistics are made of; the server may run meanwhile.",
        subcommands: [Recount.self]
    )

    struct Recount: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count the reports of every town anew, and say whether the kept counts are true.",
            discussion: "Ends with 1 when they are not."
        )

        @Flag(help: "Mend what is wrong.") var repair = false
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let answer = try await StatisticsCommands.recount(repair ? .repair : .check, try await flags.settings())
            print(answer.lines.joined(separator: "\n"))
            if !answer.isTrue { throw ExitCode.failure }
        }
    }
}
