import ArgumentParser
import CityApp

/// Runs the town hall.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the pages and interfaces of all towns, and carry their mail.",
        discussion: """
            Every setting can also stand in the environment or in the file of --config; a flag wins, then the environment.
            """
    )

    @Flag(help: "A demonstration: makes a key and invented people, keeps letters in memory and says so on every page.")
    var demo = false

    @Flag(help: "A training: says so on every page, and no letter leaves. The first start decides, for good.")
    var training = false

    @OptionGroup var flags: SettingFlags
    @OptionGroup var server: ServerFlags

    func validate() throws {
        if demo, training { throw ValidationError("Give --demo or --training: a training has no invented people.") }
    }

    func run() async throws {
        let settings = try await flags.settings(server.values)
        TownHall.startLog(level: settings.logLevel)
        try await TownHall.run(demo ? .demo : training ? .training : .serve, settings)
    }
}

/// Runs the worker alone.
struct Work: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Carry mail and do recurring work, beside `serve` on PostgreSQL."
    )

    @OptionGroup var flags: SettingFlags
    @OptionGroup var server: ServerFlags

    func run() async throws {
        let settings = try await flags.settings(server.values)
        TownHall.startLog(level: settings.logLevel)
        try await TownHall.run(.work, settings)
    }
}

/// Brings the database to the program's version.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database to this version of the program.")

    @OptionGroup var flags: SettingFlags

    func run() async throws {
        let done = try await Maintenance.migrate(try await flags.settings())
        print(done.isEmpty ? "Nothing to do." : "Migrations run: \(done.map(String.init).joined(separator: ", "))")
    }
}
