import ArgumentParser
import CityApp
import CityDomain
import Foundation

/// Takes in data of other systems.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in data of another system.",
        subcommands: [Reports.self]
    )

    struct Reports: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in the reports of a CSV or TSV file.",
            discussion: """
                Works beside a running server. The same command again goes on where it was stopped, and changes nothing \
                once all is there. docs/import.md says how to write a mapping.

                Ends with 0 when every row was taken, 2 when rows were rejected, 1 when the file or the mapping is at \
                fault; what was imported until then stays.
                """
        )

        @Argument(help: "The file of rows, in UTF-8 or UTF-16.") var file: String
        @Option(help: "The town, by its id.") var town: String
        @Option(help: ArgumentHelp("What the columns mean: a .json5 file.", valueName: "mapping")) var map: String
        @Option(help: "Write the rows that are left out to this CSV file, with the reasons.") var rejected: String?
        @Flag(help: "Only tell what would become of the rows.") var dryRun = false
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let order = ReportImport(
                file: file,
                town: town,
                mapping: map,
                rejected: rejected,
                mode: dryRun ? .dryRun : .store
            )
            let display = ImportDisplay()
            let summary = try await order.run(try await flags.settings()) { display.show($0) }
            display.finish()
            print(summary.lines(isDryRun: dryRun).joined(separator: "\n"))
            if summary.rejected > 0 { throw ExitCode(2) }
        }
    }
}

/// Shows how far an import has come: a bar on a terminal, else a line now and then. Both on the standard error.
private final class ImportDisplay {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let start = ContinuousClock.now
    private var shownAt: ContinuousClock.Instant?

    func show(_ progress: ReportImport.Progress) {
        let now = ContinuousClock.now
        let pause = isTerminal ? Duration.milliseconds(100) : .seconds(10)
        guard now - (shownAt ?? start) >= pause else { return }
        shownAt = now
        let rate = Int(Double(progress.summary.read) / (start.duration(to: now) / .seconds(1)))
        let words = "\(Int(progress.share * 100)) %, \(progress.summary.read) rows, \(rate)/s"
        write(isTerminal ? "\r\u{1B}[K\(bar(progress.share)) \(words)" : "\(words)\n")
    }

    func finish() {
        if isTerminal, shownAt != nil { write("\r\u{1B}[K") }
    }

    private func bar(_ share: Double) -> String {
        let width = 30
        let full = min(width, Int(share * Double(width)))
        return "[\(String(repeating: "#", count: full))\(String(repeating: "-", count: width - full))]"
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

extension ImportSummary {
    /// The counts for the person at the command line.
    fileprivate func lines(isDryRun: Bool) -> [String] {
        let counts = [
            ("read", read), (isDryRun ? "would be imported" : "imported", imported), ("repeated", repeated),
            ("skipped", skipped), ("rejected", rejected),
        ]
        let reasons = faults.sorted { ($1.value, $0.key.description) < ($0.value, $1.key.description) }
        return counts.map { "\($0): \($1)" } + reasons.map { "  \($0.value) × \($0.key)" }
    }
}
