import ArgumentParser

@main
struct Ratusz: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ratusz",
        abstract: "A town hall for residents and the office: reports, answers, terms.",
        subcommands: [
            Serve.self, Work.self, Migrate.self, CheckCommand.self, TermCommand.self, TownCommand.self,
            ImportCommand.self, AdminCommand.self, APIKeyCommand.self, MasterKeyCommand.self, BenchCommand.self,
        ]
    )
}
