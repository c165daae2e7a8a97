import ArgumentParser
import CityApp
import CityDomain
import Foundation

/// Backups and what can be done with them.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Make, check and restore backups; the server may run meanwhile.",
        discussion: """
            A backup is a folder: the database, the files of photos, SHA256SUMS and manifest.json. The master key is never \
            in it.
            """,
        subcommands: [Create.self, Verify.self, Restore.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a backup and print its path on the last line.",
            discussion: "Files that the newest backup of the folder has are not copied again: both share them."
        )

        @Option(
            help: ArgumentHelp(
                "The folder of backups; one with the time as its name is made in it.",
                valueName: "folder"
            )
        )
        var to: String

        @Option(help: "Then remove the oldest, so that so many stay; without it all stay.") var keep: Int?

        @OptionGroup var flags: SettingFlags

        func validate() throws {
            if let keep, keep < 1 { throw ValidationError("--keep: write a number from 1") }
        }

        func run() async throws {
            let line = ProgressLine()
            let lines = try await line.during {
                try await BackupCommands.create(in: to, keep: keep, try await flags.settings(), line.show)
            }
            print(lines.joined(separator: "\n"))
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Restore a backup to a scratch place, compare it with its manifest, and remove it again.",
            discussion: "With --master-key a sample of reports and photos is opened as well."
        )

        @Argument(help: "The backup, or a folder of backups for the newest one.") var backup: String

        @Option(
            help: ArgumentHelp(
                "A folder for the scratch place; without it the one that holds the backup, where files need no room.",
                valueName: "folder"
            )
        )
        var scratch: String?

        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let line = ProgressLine()
            let lines = try await line.during {
                try await BackupCommands.verify(backup, scratch: scratch, try await flags.settings(), line.show)
            }
            print(lines.joined(separator: "\n"))
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Restore a backup to --data and --database, where nothing may be."
        )

        @Argument(help: "The backup, or a folder of backups for the newest one.") var backup: String

        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let line = ProgressLine()
            let lines = try await line.during {
                try await BackupCommands.restore(backup, try await flags.settings(), line.show)
            }
            print(lines.joined(separator: "\n"))
        }
    }
}

/// Shows on a terminal how far a command is; nothing elsewhere.
private struct ProgressLine: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1

    @Sendable func show(_ progress: BackupProgress) {
        guard isTerminal else { return }
        write("\r\(progress.step.rawValue) \(Int(progress.share * 100)) %\u{1B}[K")
    }

    func during<T>(_ work: () async throws -> T) async throws -> T {
        defer { if isTerminal { write("\r\u{1B}[K") } }
        return try await work()
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
