import ArgumentParser
import CityApp

/// The key that opens all others.
struct MasterKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "masterkey",
        abstract: "Manage the master key.",
        subcommands: [Create.self, Rotate.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a key file that only its owner may read.")

        @Argument(help: "Where to write it; keep it outside --data and back it up apart.") var file: String

        func run() async throws { try Maintenance.createMasterKey(at: file) }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Wrap every stored key with the newest key of the source.",
            discussion: "Add a line with a new key to the source first; take the old one away when this is done."
        )

        @OptionGroup var flags: SettingFlags

        func run() async throws {
            print("Keys wrapped anew: \(try await Maintenance.rotateMasterKey(try await flags.settings()))")
        }
    }
}
