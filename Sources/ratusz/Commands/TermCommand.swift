import ArgumentParser
import CityApp
import CityDomain
import CityKit
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

    @Argument(help: "“3 working days”, “30 days” or “6 months”.", transform: { try Period($0) })
    var period: Period

    @Option(help: "The day of the event, which is not counted.", transform: TypedValue.date)
    var from: CivilDate

    @Option(help: "The public holidays: a file of Calendars/, such as pl or ua.")
    var calendar = "pl"

    @Option(help: "A day on which the office is closed; can be repeated.", transform: TypedValue.date)
    var closed: [CivilDate] = []

    @Option(
        help: "The days of a question and of its answer, 2025-12-23..2025-12-29; can be repeated.",
        transform: TypedValue.wait
    )
    var wait: [Wait] = []

    @Option(
        help: "A regime of the calendar and the last day on which it applies, martial-law:2026-05-04; can be repeated.",
        transform: TypedValue.regimeEnd
    )
    var regimeEnd: [(regime: String, lastDay: CivilDate)] = []

    @Option(
        help: "The language of the explanation: pl, uk or en; without it that of the system, else English.",
        transform: TypedValue.language
    )
    var language: Language?

    @Option(help: "The folder that holds Calendars/ and Texts/; without it the one of the installed program.")
    var files: String?

    func run() throws {
        let files = try files.map { InstalledFiles(folder: URL(filePath: $0)) } ?? .ofThisProgram()
        let calendar = try WorkingCalendar(holidays(in: files), closedDays: closed.map { ClosedDay($0) })
        let term = Term(period, from: from, waits: wait)
        let texts = try files.texts()
        let language = language ?? .ofSystem(ProcessInfo.processInfo.environment)
        print(term.outcome(in: calendar).lastDay?.description ?? "-")
        for text in term.explanation(in: calendar) { print(texts.say(text, in: language)) }
    }

    private func holidays(in files: InstalledFiles) throws -> HolidayCalendar {
        var holidays: HolidayCalendar
        do {
            holidays = try files.calendar(calendar)
        } catch let error as InstalledFilesError {
            throw ValidationError("\(error)")
        }
        guard from >= holidays.since else {
            throw ValidationError("the calendar “\(calendar)” begins on \(holidays.since)")
        }
        for end in regimeEnd {
            guard let ended = holidays.ending(end.regime, on: end.lastDay) else {
                throw ValidationError("the calendar “\(calendar)” has no regime “\(end.regime)”")
            }
            holidays = ended
        }
        return holidays
    }
}

/// Reads what was typed after an option; the errors say what to type.
private enum TypedValue {
    static func date(_ text: String) throws -> CivilDate {
        guard let date = CivilDate(text) else {
            throw ValidationError("“\(text)” is not a date; type it as 2025-12-30")
        }
        return date
    }

    /// `2025-12-23..2025-12-29`, or `2025-12-23..` while there is no answer.
    static func wait(_ text: String) throws -> Wait {
        let days = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        guard days.count == 2 else {
            throw ValidationError("“\(text)” is not a wait; type it as 2025-12-23..2025-12-29")
        }
        let answeredOn = days[1].isEmpty ? nil : try date(days[1])
        guard let wait = Wait(askedOn: try date(days[0]), answeredOn: answeredOn) else {
            throw ValidationError("in “\(text)” the answer is older than the question")
        }
        return wait
    }

    static func regimeEnd(_ text: String) throws -> (regime: String, lastDay: CivilDate) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            throw ValidationError("“\(text)” is not the end of a regime; type it as martial-law:2026-05-04")
        }
        return (parts[0], try date(parts[1]))
    }

    static func language(_ text: String) throws -> Language {
        guard let language = Language(rawValue: text) else {
            let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("the program does not speak “\(text)”; it speaks \(known)")
        }
        return language
    }
}

extension Language {
    /// The language of messages by the rules of POSIX; English when the program does not speak it.
    fileprivate static func ofSystem(_ environment: [String: String]) -> Language {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }
        return names.first { !$0.isEmpty }.flatMap { Language(rawValue: String($0.prefix(2))) } ?? .english
    }
}
