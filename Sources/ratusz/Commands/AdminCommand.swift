public import ArgumentParser
import CityApp
import CityDomain
import Foundation

/// People of the office.
struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: "Manage the accounts of the office.",
        subcommands: [Create.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account for a member of the office.",
            discussion: "The password is read from standard input, so that it stands in no list of processes."
        )

        @Option(help: "The town, by its folder's name.") var town: String
        @Option(help: "The e-mail address to sign in with.") var login: String
        @Option(help: "First name and surname.") var name: String
        @Option(help: "administrator or operator.") var role = StaffRole.administrator

        @OptionGroup var flags: SettingFlags

        func run() async throws {
            guard let password = readLine(), !password.isEmpty else {
                throw MissingPassword()
            }
            try await Maintenance.createStaff(
                Maintenance.NewStaff(town: town, login: login, name: name, password: password, role: role),
                try await flags.settings()
            )
            print("\(login) can sign in to \(town) now.")
        }
    }
}

/// Nothing came where the password is read.
private struct MissingPassword: Error, CustomStringConvertible {
    let description = "write the password on standard input, one line"
}

extension StaffRole: ExpressibleByArgument {}

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
