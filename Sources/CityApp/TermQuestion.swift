import CityDomain
import CityKit
import Foundation

/// A question about one term, as a person types it.
public struct TermQuestion: Sendable {
    private let term: Term
    private let calendar: String
    private let closedDays: [ClosedDay]
    private let regimeEnds: [RegimeEnd]
    private let language: Language

    /// A regime of the calendar and the last day on which it applies.
    private struct RegimeEnd {
        let regime: String
        let lastDay: CivilDate
    }

    /// - Parameters:
    ///   - period: such as `3 working days`
    ///   - start: the day of the event, `2025-12-22`
    ///   - calendar: a file of `Calendars/` without its ending
    ///   - closed: days on which the office is closed
    ///   - waits: days of a question and its answer, `2025-12-23..2025-12-29`, or `2025-12-23..` before the answer
    ///   - regimeEnds: such as `martial-law:2026-05-04`
    ///   - language: `pl`, `uk` or `en`; nil is the system's, English when the program does not speak that
    public init(
        period: String,
        from start: String,
        calendar: String,
        closed: [String],
        waits: [String],
        regimeEnds: [String],
        language: String?
    ) throws(TermQuestionError) {
        term = Term(try Self.period(period), from: try Self.date(start), waits: try Self.each(waits, Self.wait))
        self.calendar = calendar
        closedDays = try Self.each(closed, Self.date).map { ClosedDay($0) }
        self.regimeEnds = try Self.each(regimeEnds, Self.regimeEnd)
        self.language = try language.map(Self.language) ?? Self.systemLanguage
    }

    /// The last day alone, or `-` while the term stands still, and then why, a sentence a line.
    /// Throws `TermQuestionError` where the calendar cannot answer, and what `files` throws.
    public func answer(by files: InstalledFiles) throws -> [String] {
        let calendar = WorkingCalendar(try holidays(in: files), closedDays: closedDays)
        let texts = try files.texts()
        let lastDay = term.outcome(in: calendar).lastDay
        return [lastDay?.description ?? "-"] + term.explanation(in: calendar).map { texts.say($0, in: language) }
    }

    private func holidays(in files: InstalledFiles) throws -> HolidayCalendar {
        var holidays = try files.calendar(calendar)
        guard term.start >= holidays.since else {
            throw TermQuestionError("the calendar “\(calendar)” begins on \(holidays.since)")
        }
        for end in regimeEnds {
            guard let ended = holidays.ending(end.regime, on: end.lastDay) else {
                throw TermQuestionError("the calendar “\(calendar)” has no regime “\(end.regime)”")
            }
            holidays = ended
        }
        return holidays
    }
}

/// What cannot be understood in a question about a term, and what to type instead.
public struct TermQuestionError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

extension TermQuestion {
    private static func each<Value>(
        _ texts: [String],
        _ read: (String) throws(TermQuestionError) -> Value
    ) throws(TermQuestionError) -> [Value] {
        var values: [Value] = []
        for text in texts { values.append(try read(text)) }
        return values
    }

    private static func period(_ text: String) throws(TermQuestionError) -> Period {
        do {
            return try Period(text)
        } catch {
            throw TermQuestionError(error.description)
        }
    }

    private static func date(_ text: String) throws(TermQuestionError) -> CivilDate {
        guard let date = CivilDate(text) else {
            throw TermQuestionError("“\(text)” is not a date; type it as 2025-12-30")
        }
        return date
    }

    private static func wait(_ text: String) throws(TermQuestionError) -> Wait {
        let days = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        guard days.count == 2 else {
            throw TermQuestionError("“\(text)” is not a wait; type it as 2025-12-23..2025-12-29")
        }
        let answeredOn = days[1].isEmpty ? nil : try date(days[1])
        guard let wait = Wait(askedOn: try date(days[0]), answeredOn: answeredOn) else {
            throw TermQuestionError("in “\(text)” the answer is older than the question")
        }
        return wait
    }

    private static func regimeEnd(_ text: String) throws(TermQuestionError) -> RegimeEnd {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            throw TermQuestionError("“\(text)” is not the end of a regime; type it as martial-law:2026-05-04")
        }
        return RegimeEnd(regime: parts[0], lastDay: try date(parts[1]))
    }

    private static func language(_ text: String) throws(TermQuestionError) -> Language {
        guard let language = Language(rawValue: text) else {
            let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
            throw TermQuestionError("the program does not speak “\(text)”; it speaks \(known)")
        }
        return language
    }

    /// The language of messages by the rules of POSIX.
    private static var systemLanguage: Language {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { ProcessInfo.processInfo.environment[$0] }
        return names.first { !$0.isEmpty }.flatMap { Language(rawValue: String($0.prefix(2))) } ?? .english
    }
}
