import ArgumentParser
import CityApp

/// Measures on past cases how well duplicates are suggested. Needs no database.
struct BenchDuplicatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates",
        abstract: "Measure suggestions of duplicates on a file of past cases, beside the rules of other programs."
    )

    @Argument(help: "A CSV file with the columns of Boston's 311 service, or - for the standard input.") var file:
        String
    @Option(help: "Another seed draws other cases.") var seed: UInt64 = 2011

    func run() throws { print(try DuplicateBench(seed: seed).run(file)) }
}
