import ArgumentParser
import CityApp

@main
struct Ratusz: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ratusz",
        abstract: "A town hall for residents and the office: reports, answers, terms.",
        version: ProgramVersion.current,
        subcommands: [
            Serve.self, Work.self, Migrate.self, BackupCommand.self, CheckCommand.self, TermCommand.self,
            SetupCommand.self, TownCommand.self, ImportCommand.self, ExportCommand.self, StaffCommand.self,
            APIKeyCommand.self,
            MasterKeyCommand.self, AuditCommand.self, RetentionCommand.self, StatisticsCommand.self, PauseCommand.self,
            PurgeCommand.self, AddressesCommand.self, BenchCommand.self,
        ]
    )
}
