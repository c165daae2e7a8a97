import ArgumentParser
import CityApp

/// Measures how fast the database of this machine takes reports, beside its raw limit.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure durable submissions beside the raw limit of the same run."
    )

    @Option(help: "Callers at the same time.") var connections = 64
    @Option(help: "Seconds for each measurement.") var seconds = 5.0
    @OptionGroup var flags: SettingFlags

    func run() async throws {
        let bench = Bench(connections: connections, seconds: seconds)
        print(try await bench.run(try await flags.settings()))
    }
}
