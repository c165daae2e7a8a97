import ArgumentParser
import CityApp
import Foundation

/// Computes one term and explains it. The first line is the last day alone, for scripts.
struct TermCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "term",
        abstract: "Compute the last day of a term and say why.",
        discussion: """
            ratusz term "3 working days" --from 2025-12-22 --calendar pl
            ratusz term "14 working days" --from 2025-12-30 --closed 2026-01-02 --wait 2026-01-07..2026-01-12

            While a wait has no answer yet (--wait 2026-01-07..) the term has no last day and the first line is “-”.
            """
    )

    @Argument(help: "“3 working days”, “30 days” or “6 months”.")
    var period: String

    @Option(help: ArgumentHelp("The day of the event, which is not counted.", valueName: "date"))
    var from: String

    @Option(help: ArgumentHelp("The public holidays: a file of Calendars/, such as pl or ua.", valueName: "name"))
    var calendar = "pl"

    @Option(help: ArgumentHelp("A day on which the office is closed; can be repeated.", valueName: "date"))
    var closed: [String] = []

    @Option(
        help: ArgumentHelp("The days of a question and of its answer; can be repeated.", valueName: "date..date")
    )
    var wait: [String] = []

    @Option(
        help: ArgumentHelp(
            "The last day of a regime that suspends holidays, martial-law:2026-05-04; can be repeated.",
            valueName: "regime:date"
        )
    )
    var regimeEnd: [String] = []

    @Option(
        help: ArgumentHelp(
            "The language of the explanation: pl, uk or en; without it that of the system, else English.",
            valueName: "code"
        )
    )
    var language: String?

    @Option(
        help: ArgumentHelp(
            "The folder that holds Calendars/ and Texts/; without it the one of the installed program.",
            valueName: "folder"
        )
    )
    var files: String?

    /// Answers already: what is wrong is then said with the usage of this command.
    func validate() throws { _ = try answer() }

    func run() throws {
        for line in try answer() { print(line) }
    }

    private func answer() throws -> [String] {
        try telling {
            let files = try files.map { InstalledFiles(folder: URL(filePath: $0)) } ?? .ofThisProgram()
            return try question().answer(by: files)
        }
    }

    private func question() throws(TermQuestionError) -> TermQuestion {
        try TermQuestion(
            period: period,
            from: from,
            calendar: calendar,
            closed: closed,
            waits: wait,
            regimeEnds: regimeEnd,
            language: language
        )
    }

    /// Wrong input ends the command with 64 and its words.
    private func telling<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as TermQuestionError {
            throw ValidationError(error.description)
        } catch let error as InstalledFilesError {
            throw ValidationError(error.description)
        }
    }
}
