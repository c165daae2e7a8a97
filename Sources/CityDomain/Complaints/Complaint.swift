public import CityKit

/// A complaint about the working of the system (K13): what stands in the office's register, without a word of who complained
/// and of what.
public struct Complaint: Sendable, Equatable {
    public let id: ID<Complaint>
    public let number: ComplaintNumber
    /// Whose account it belongs to; nil without one, and once the person was erased.
    public let resident: ID<Resident>?
    public let subject: ComplaintSubject
    public let origin: Origin
    /// The terms run from this day.
    public let receivedOn: CivilDate
    public let storedAt: Instant
    /// When it happened; nil where nothing is counted from it, or nobody said.
    public let eventDay: CivilDate?
    /// The last day to answer on; nil where the regulation counts no days.
    public let due: CivilDate?
    /// Of the letters.
    public let language: Language
    /// Whether there is an address to which the answer goes by itself.
    public let hasEmail: Bool
    /// When the person behind it was erased: then nobody can be answered any more.
    public let erasedAt: Instant?
    public private(set) var answer: Answer?

    /// How it reached the office.
    public enum Origin: String, Sendable, CaseIterable {
        case page, program
        /// At the address that the regulation names; the office entered it.
        case email
        /// Over the counter, by post or by telephone; the office entered it.
        case desk

        /// Those that the office enters by hand.
        public static let entered: [Self] = [.email, .desk]
    }

    /// What the office decided.
    public enum Outcome: String, Sendable, CaseIterable {
        case accepted, notAccepted
        /// It is about something else; the answer says where that belongs.
        case elsewhere
    }

    public struct Answer: Sendable, Equatable {
        public let outcome: Outcome
        public let at: Instant

        public init(outcome: Outcome, at: Instant) {
            self.outcome = outcome
            self.at = at
        }
    }

    public init(
        id: ID<Complaint>,
        number: ComplaintNumber,
        resident: ID<Resident>?,
        subject: ComplaintSubject,
        origin: Origin,
        receivedOn: CivilDate,
        storedAt: Instant,
        eventDay: CivilDate?,
        due: CivilDate?,
        language: Language,
        hasEmail: Bool,
        erasedAt: Instant? = nil,
        answer: Answer? = nil
    ) {
        self.id = id
        self.number = number
        self.resident = resident
        self.subject = subject
        self.origin = origin
        self.receivedOn = receivedOn
        self.storedAt = storedAt
        self.eventDay = eventDay
        self.due = due
        self.language = language
        self.hasEmail = hasEmail
        self.erasedAt = erasedAt
        self.answer = answer
    }

    /// Whether the office has to do something about it.
    public var isOpen: Bool { answer == nil && erasedAt == nil }

    public func isOverdue(on today: CivilDate) -> Bool { isOpen && due.map { $0 < today } == true }

    /// Whether it came after the last day for complaints about its event, by the rules of the town.
    public func isLate(in town: Municipality) -> Bool {
        guard let event = eventDay, let last = town.complaints?.lastDay(after: event, in: town.calendar) else {
            return false
        }
        return receivedOn > last
    }
}

// MARK: - How it moves

extension Complaint {
    /// The answer is final; what has to be said later is added.
    mutating func answer(_ outcome: Outcome, at now: Instant) throws(ComplaintFailure) {
        guard erasedAt == nil else { throw .erased }
        guard answer == nil else { throw .answered }
        answer = Answer(outcome: outcome, at: now)
    }

    /// Whether the office may add something to its answer.
    ///
    /// - Parameters:
    ///   - seen: how many lines its page showed, so that pressing a button twice sends one letter.
    ///   - lines: how many there are.
    func checkAddition(seen: Int, of lines: Int) throws(ComplaintFailure) {
        guard erasedAt == nil else { throw .erased }
        guard answer != nil else { throw .notAnswered }
        guard seen == lines else { throw .changedMeanwhile }
    }
}

/// What the office wrote about a complaint: the answer, and what it added later.
public struct ComplaintLine: Sendable, Equatable {
    /// From 1, in the order of writing. The first is the answer.
    public let sequence: Int
    public let at: Instant
    public let officer: Officer

    public init(sequence: Int, at: Instant, officer: Officer) {
        self.sequence = sequence
        self.at = at
        self.officer = officer
    }

    public var isAnswer: Bool { sequence == 1 }
}

/// The number that people quote: `R/2026/3`, so that nobody takes it for that of a report.
public struct ComplaintNumber: Hashable, Sendable, CustomStringConvertible {
    public let year: Int
    /// From 1, without gaps within a town and year.
    public let sequence: Int

    public init(year: Int, sequence: Int) {
        self.year = year
        self.sequence = sequence
    }

    public var description: String { "R/\(year)/\(sequence)" }

    /// The form for file names: `R-2026-3`.
    public var path: String { "R-\(year)-\(sequence)" }
}
