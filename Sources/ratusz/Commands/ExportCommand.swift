public import ArgumentParser
import CityApp
import CityDomain

/// Gives data to other systems.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Give data to other systems.",
        subcommands: [Reports.self]
    )

    struct Reports: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the reports of a town into a file.",
            discussion: """
                Works beside a running server. Without --everything the file holds what everybody may see. \
                docs/export.md describes the formats and their fields.
                """
        )

        @Argument(help: "The file; replaced when it is there.") var file: String
        @Option(help: "The town, by its id.") var town: String
        @Option(help: "Of the file.")
        var format = ExportFormat.csv
        @Option(help: "Only reports with numbers of this year.") var year: Int?
        @Flag(help: "Also reports that are not public, in the reporters' words. Handle the file as personal data.")
        var everything = false
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let order = ExportReports.Order(everything ? .everything : .listed(for: .everyone), as: format, year: year)
            let count = try await ReportExport(town: town, order, to: file).run(try await flags.settings())
            print("\(file): \(count) reports")
        }
    }
}

extension ExportFormat: ExpressibleByArgument {}
