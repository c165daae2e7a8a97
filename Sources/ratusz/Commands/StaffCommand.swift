public import ArgumentParser
import CityApp
public import CityDomain
import Foundation

/// People of the office.
struct StaffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff",
        abstract: "Manage the people of the office and their roles.",
        discussion: "Roles are: \(StaffRole.allCases.map(\.rawValue).joined(separator: ", ")). See docs/rights.md.",
        subcommands: [
            Create.self, Invite.self, List.self, Link.self, Grant.self, Revoke.self, Move.self, Close.self, Reopen.self,
            ResetFactor.self,
        ],
        aliases: ["admin"]
    )

    /// Somebody new.
    struct Entrant: ParsableArguments {
        @Option(help: "The town, by its folder's name.") var town: String
        @Option(help: "The e-mail address to sign in with.") var login: String
        @Option(help: "First name and surname.") var name: String
        @Option(help: "A role; may be given several times. Without one: administrator and operator.")
        var role: [StaffRole] = []
        @Option(help: "The unit the person works in; without one it is the office itself.") var unit: String?

        var entrant: StaffCommands.Entrant {
            let roles = role.isEmpty ? [.administrator, .operator] : role
            return StaffCommands.Entrant(town: town, login: login, name: name, roles: roles, unit: unit)
        }
    }

    /// Somebody who has an account.
    struct Target: ParsableArguments {
        @Option(help: "The town, by its folder's name.") var town: String
        @Option(help: "The e-mail address the person signs in with.") var login: String

        var target: StaffCommands.Target { StaffCommands.Target(town: town, login: login) }
    }

    struct RoleOptions: ParsableArguments {
        @Option(help: "The role.") var role: StaffRole
        @Option(help: "Only for reports of this unit.") var unit: String?
        @Option(help: "Only for reports of this category; may be given several times.") var category: [String] = []

        var grant: StaffCommands.Grant { StaffCommands.Grant(role: role, unit: unit, categories: category) }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account for a member of the office.",
            discussion: """
                The password is read from standard input, so that it stands in no list of processes. The person sets up \
                a second factor at the first sign-in.
                """
        )

        @OptionGroup var entrant: Entrant
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            guard let password = readLine(), !password.isEmpty else { throw MissingPassword() }
            try await StaffCommands.create(entrant.entrant, password: password, try await flags.settings())
            print("\(entrant.login) can sign in to \(entrant.town) now.")
        }
    }

    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account, and a link by which its owner sets a password."
        )

        @OptionGroup var entrant: Entrant
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            try await StaffCommands.invite(entrant.entrant, try await flags.settings()).tell()
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List everybody: login, standing, unit, roles, name."
        )

        @Option(help: "The town, by its folder's name.") var town: String
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            for line in try await StaffCommands.list(town: town, try await flags.settings()) { print(line) }
        }
    }

    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new link for somebody who lost theirs, or their password."
        )

        @OptionGroup var target: Target
        @OptionGroup var flags: SettingFlags

        func run() async throws { try await StaffCommands.link(target.target, try await flags.settings()).tell() }
    }

    struct Grant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give somebody a role. It holds at once.")

        @OptionGroup var target: Target
        @OptionGroup var role: RoleOptions
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            try await StaffCommands.grant(role.grant, to: target.target, try await flags.settings())
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a role away. It holds at once.",
            discussion: "A role that is limited to a unit is named with the unit."
        )

        @OptionGroup var target: Target
        @OptionGroup var role: RoleOptions
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            try await StaffCommands.revoke(role.grant, of: target.target, try await flags.settings())
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say which unit somebody works in.")

        @OptionGroup var target: Target
        @Option(help: "The unit; without one it is the office itself.") var unit: String?
        @OptionGroup var flags: SettingFlags

        func run() async throws {
            try await StaffCommands.move(target.target, to: unit, try await flags.settings())
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close an account: its sessions end at once, and nobody signs in to it."
        )

        @OptionGroup var target: Target
        @OptionGroup var flags: SettingFlags

        func run() async throws { try await StaffCommands.close(target.target, try await flags.settings()) }
    }

    struct Reopen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Open a closed account again.")

        @OptionGroup var target: Target
        @OptionGroup var flags: SettingFlags

        func run() async throws { try await StaffCommands.reopen(target.target, try await flags.settings()) }
    }

    struct ResetFactor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget the second factor of somebody who lost it; a new one is set up at the next sign-in."
        )

        @OptionGroup var target: Target
        @OptionGroup var flags: SettingFlags

        func run() async throws { try await StaffCommands.resetFactor(target.target, try await flags.settings()) }
    }
}

/// Nothing came where the password is read.
private struct MissingPassword: Error, CustomStringConvertible {
    let description = "write the password on standard input, one line"
}

extension StaffCommands.Invitation {
    fileprivate func tell() {
        print("Hand this link over in person; it works once, for \(hours) hours:")
        print(link)
    }
}

extension StaffRole: ExpressibleByArgument {}
