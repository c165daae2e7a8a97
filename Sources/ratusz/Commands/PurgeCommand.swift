import ArgumentParser
import CityApp

/// Makes erased data unreadable in the files of the database as well.
struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Write the database anew, without what was deleted.",
        discussion: """
            Erased data are unreadable at once, because their keys are destroyed. The bytes of these keys may stand in the \
            files of the database for a while; this command takes them out. Stop every server first. The database needs its \
            own size of free room.
            """
    )

    @OptionGroup var flags: SettingFlags

    func run() async throws {
        try await Maintenance.purge(try await flags.settings())
        print("The database was written anew. Backups and archived logs are files of their own: see operations.md.")
    }
}
