import ArgumentParser
import CityApp

/// The key that opens all others.
struct MasterKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "masterkey",
        abstract: "Manage the master key.",
        subcommands: [Create.self, Rotate.self, Reindex.self]
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

    struct Reindex: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the blind indexes anew under a new key. Stop every server first.",
            discussion: """
                For when the key of indexes, or a copy of the database with the master key, may have come into other hands: \
                addresses can then be guessed at in that copy, and in no later one. Nothing is changed when it is stopped.
                """
        )

        @OptionGroup var flags: SettingFlags

        func run() async throws {
            print("Indexes made anew: \(try await Maintenance.reindex(try await flags.settings()))")
        }
    }
}
