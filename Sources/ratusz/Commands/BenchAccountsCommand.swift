import ArgumentParser
import CityApp

/// Measures sign-ins, sessions and sealing.
struct BenchAccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts",
        abstract: "Measure sign-ins, sessions and sealing beside their raw limits of the same run."
    )

    @Option(help: "People who sign in at the same time.") var connections = 8
    @Option(help: "Seconds for each measurement.") var seconds = 5.0
    @OptionGroup var flags: SettingFlags

    func run() async throws {
        print(try await AccountBench(connections: connections, seconds: seconds).run(try await flags.settings()))
    }
}
