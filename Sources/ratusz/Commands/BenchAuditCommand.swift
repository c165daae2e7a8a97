import ArgumentParser
import CityApp

/// Measures the check of a long audit log.
struct BenchAuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Fill the audit log and measure its check beside bare hashing and bare reading."
    )

    @Option(help: "Entries in the log; those that lack are invented.") var entries = 1_000_000
    @OptionGroup var flags: SettingFlags

    func run() async throws { print(try await AuditBench(entries: entries).run(try await flags.settings())) }
}
