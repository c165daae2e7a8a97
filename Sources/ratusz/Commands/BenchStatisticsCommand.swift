import ArgumentParser
import CityApp

/// Measures what the page of the statistics asks of the database.
struct BenchStatisticsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics",
        abstract:
            "Fill the counts of the town “demo” with those of invented reports, and measure the page of the office."
    )

    @Option(help: "Reports.") var count = 1_000_000
    @OptionGroup var flags: SettingFlags

    func run() async throws { print(try await StatisticsBench(reports: count).run(try await flags.settings())) }
}
