import ArgumentParser
import CityApp

/// Measures the inbox of a large town.
struct BenchInboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "Fill the town “demo” with reports and measure the queues and filters of its inbox."
    )

    @Option(help: "Reports in the town.") var reports = 1_000_000
    @Option(help: "Of them, those that are open.") var open = 100_000
    @Option(help: "Seconds for each measurement.") var seconds = 2.0
    @OptionGroup var flags: SettingFlags

    func validate() throws {
        guard reports > 0, (0...reports).contains(open) else {
            throw ValidationError("there can be no more open reports than reports")
        }
    }

    func run() async throws {
        let bench = Bench(connections: 1, seconds: seconds)
        print(try await InboxBench(reports: reports, open: open, bench: bench).run(try await flags.settings()))
    }
}
