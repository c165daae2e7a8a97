public import CityKit

/// Complaints about the working of the system, which are no complaints about the outcome of a report (K13): `complaints` in
/// `rules.json5`. A town without it takes none here.
public struct ComplaintRules: Sendable, Equatable, Decodable {
    public let address: Address
    public let form: Form
    /// Nil where a complaint may come at any time.
    public let filing: Filing?
    /// Nil where the regulation does not say what a complaint may be about.
    public let scope: Scope?
    public let answer: Answer

    /// The mailbox that the regulation names; the office enters what comes there (C-01, C-03, C-07).
    public struct Address: Sendable, Equatable, Decodable {
        public let email: String
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// What a complaint says (C-04, C-08), in the order of the page.
    public struct Form: Sendable, Equatable, Decodable {
        public let fields: [ComplaintField]
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// How long after the event a complaint may come (C-01). The day of the event is not counted.
    public struct Filing: Sendable, Equatable, Decodable {
        public let within: Period
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// What a complaint may be about (C-05); everything else is led elsewhere and not taken.
    public struct Scope: Sendable, Equatable, Decodable {
        public let subjects: Set<ComplaintSubject>
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// When the office answers (C-02, C-06, C-09).
    public struct Answer: Sendable, Equatable, Decodable {
        /// From the day of receipt; nil where the regulation counts no days and says “without undue delay”.
        public let within: Period?
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }
}

/// One thing that a complaint may say.
public enum ComplaintField: String, Sendable, Codable, CaseIterable {
    /// Given name and surname.
    case name
    /// Where the answer goes.
    case email
    case phone
    /// What the complaint is about, in a few words.
    case matter
    /// What happened.
    case description
    /// The day on which it happened.
    case eventDay
    /// What the person wants.
    case demand
    /// Why the person wants it.
    case justification
    /// A picture of it, which may be left out.
    case photo

    /// Whether a complaint from the page cannot do without.
    public var isRequired: Bool { self != .photo }
}

/// What somebody who complains is unhappy with.
public enum ComplaintSubject: String, Sendable, Codable, CaseIterable {
    /// How the website, the app or the system works.
    case service
    /// What became of a report.
    case outcome
    /// A thing in the town.
    case place
    /// What the office does with personal data.
    case personalData
}

// MARK: - What follows from the rules

extension ComplaintRules {
    public func asks(_ field: ComplaintField) -> Bool { form.fields.contains(field) }

    /// Whether a complaint about this is taken.
    public func takes(_ subject: ComplaintSubject) -> Bool { scope?.subjects.contains(subject) ?? true }

    /// The last day on which a complaint about an event may come; nil where there is none.
    public func lastDay(after event: CivilDate, in calendar: WorkingCalendar) -> CivilDate? {
        filing?.within.end(from: event, in: calendar)
    }

    /// The last day to answer what was received on a day; nil where no days are counted.
    public func due(from receipt: CivilDate, in calendar: WorkingCalendar) -> CivilDate? {
        answer.within?.end(from: receipt, in: calendar)
    }
}
