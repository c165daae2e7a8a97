import ArgumentParser
import CityApp

/// The audit log: what the office did, and who looked at whose data.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check the audit log; the server may run meanwhile.",
        discussion: "docs/audit.md says how somebody else checks it without this program.",
        subcommands: [Verify.self, Key.self]
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

    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the public key by which anybody checks checkpoints (PEM, Ed25519)."
        )

        @OptionGroup var flags: SettingFlags

        func run() async throws { print(try await AuditCommands.publicKey(try await flags.settings())) }
    }
}
