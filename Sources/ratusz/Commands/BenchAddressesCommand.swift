import ArgumentParser
import CityApp

/// Measures the search for addresses.
struct BenchAddressesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "addresses",
        abstract: "Lay out an invented register, and measure how fast and how well it is searched.",
        discussion: "Needs no database. Ends with 1 when a time falls short."
    )

    @Option(help: "Streets.") var streets = 30_000
    @Option(help: "Houses.") var houses = 300_000
    @Option(help: "A list of renamed streets whose names are tried, as open data has it (JSON); invented names else.")
    var pairs: String?

    func run() throws {
        let text = try AddressBench(pairs: pairs, streets: streets, houses: houses).run()
        print(text)
        if text.contains("FALLS SHORT") { throw ExitCode.failure }
    }
}
