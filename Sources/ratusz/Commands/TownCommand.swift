import ArgumentParser
import CityApp
import Foundation

/// The files of towns and their revisions in the database.
struct TownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "town",
        abstract: "Exchange the files of a town with the database.",
        subcommands: [Import.self, Export.self, Diff.self]
    )

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: """
                Check a folder, or the one file of an export, and make it the town's next revision. The folder's name is the \
                town's id.
                """
        )

        @Argument(help: "The town's folder, or the file that --one-file wrote.") var folder: String
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let result = try await Maintenance.importTown(folder, try await flags.settings())
            print("\(result.town): revision \(result.revision)")
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Write a revision of a town as files.")

        @Option(help: "The town, by its id.") var town: String
        @Option(help: "The revision; without it the newest.") var revision: Int?
        @Flag(help: "Write one file, as the page of the settings does.") var oneFile = false
        @Argument(help: "Where to write; a folder with the town's name, or the file, is made in it.") var folder: String
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let settings = try await flags.settings()
            try await Maintenance.exportTown(
                town,
                revision: revision,
                as: oneFile ? .file : .folder,
                to: folder,
                settings
            )
        }
    }

    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell what a folder, or another revision, would change."
        )

        @Option(help: "The town, by its id.") var town: String
        @Option(help: "The older revision; without it the newest.") var from: Int?
        @Option(help: "The newer revision; without it the folder.") var to: Int?
        @Argument(help: "The town's folder.") var folder: String?
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let lines = try await Maintenance.diffTown(
                Maintenance.Comparison(town: town, from: from, to: to, folder: folder),
                try await flags.settings()
            )
            print(lines.isEmpty ? "No difference." : lines.joined(separator: "\n"))
        }
    }
}
