import ArgumentParser
import CityApp

/// Measures how fast the database of this machine takes reports, beside its raw limit.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure durable submissions beside the raw limit of the same run.",
        subcommands: [
            BenchDuplicatesCommand.self, BenchAuditCommand.self, BenchAccountsCommand.self, BenchInboxCommand.self,
            BenchStatisticsCommand.self, BenchAddressesCommand.self,
        ]
    )

    @Option(help: "Callers at the same time.") var connections = 64
    @Option(help: "Seconds for each measurement.") var seconds = 5.0
    @Option(help: "Fill the town “demo” with so many published reports, and measure its map and list instead.")
    var reports = 0
    @Option(help: "Fill the town “demo” with so many reports that nobody has published, for measuring backups.")
    var cases = 0
    @Option(help: "And with so many photos.") var photos = 0
    @Option(help: "Where the published reports stand: uniform or skewed.", transform: Self.spread)
    var spread = MapBench.Spread.uniform
    @Option(help: "A file for boxes of about 200 reports.") var boxes: String?
    @Option(help: "Measure the import of this file of reports into the town “demo” instead.") var rows: String?
    @Option(help: "What the columns of that file mean.") var map: String?
    @OptionGroup var flags: SettingFlags

    func run() async throws {
        let bench = Bench(connections: connections, seconds: seconds)
        let settings = try await flags.settings()
        guard cases == 0 else { return print(try await BackupBench(reports: cases, photos: photos).fill(settings)) }
        if let rows, let map { return print(try await ImportBench(file: rows, mapping: map).run(settings)) }
        guard reports > 0 else { return print(try await bench.run(settings)) }
        print(try await MapBench(reports: reports, spread: spread, bench: bench).run(settings, boxes: boxes))
    }

    private static func spread(_ word: String) throws -> MapBench.Spread {
        guard let spread = MapBench.Spread(rawValue: word) else {
            throw ValidationError("write \(MapBench.Spread.allCases.map(\.rawValue).joined(separator: " or "))")
        }
        return spread
    }
}
