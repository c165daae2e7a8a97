import ArgumentParser
import CityApp
import CityKit

/// The audit log: what the office did, and who looked at whose data.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check the audit log; the server may run meanwhile.",
        discussion: "docs/audit.md says how somebody else checks it without this program.",
        subcommands: [Verify.self, Export.self, Key.self]
    )

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Look for the first entry that is not as it was written.",
            discussion: """
                Compares the log with the signed checkpoints in <data>/audit/checkpoints, or with a copy of them that you \
                kept elsewhere. Ends with 1 when anything is wrong.
                """
        )

        @Option(help: ArgumentHelp("A file of checkpoints instead.", valueName: "file")) var checkpoints: String?

        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let result = try await AuditCommands.verify(checkpoints: checkpoints, try await flags.settings())
            print(result.lines.joined(separator: "\n"))
            guard result.isWhole else { throw ExitCode.failure }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write entries of the log into a file, a line of JSON each.",
            discussion: """
                Works beside a running server, and leaves an entry of its own. Words that may be personal stay sealed. \
                docs/audit.md says how a line is checked.
                """
        )

        @Argument(help: "The file; replaced when it is there.") var file: String
        @Option(help: "A town, by its id; without it the whole installation.") var town: String?
        @Option(help: "The first day, in UTC, as 2026-01-31.", transform: AuditCommand.day) var from: CivilDate?
        @Option(help: "The last day, in UTC.", transform: AuditCommand.day) var to: CivilDate?
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            let export = AuditExport(to: file, of: town, from: from, until: to)
            print("\(file): \(try await export.run(try await flags.settings())) entries")
        }
    }

    private static func day(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else { throw ValidationError("“\(text)” is no day; write it as 2026-01-31") }
        return day
    }

    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the public key by which anybody checks checkpoints (PEM, Ed25519)."
        )

        @OptionGroup var flags: SettingFlags

        func run() async throws { print(try await AuditCommands.publicKey(try await flags.settings())) }
    }
}
