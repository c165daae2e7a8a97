public import CityKit

/// A time in which the program itself does not work, or only in part: a break for maintenance that the office plans, or a
/// fault that has come (M-01, M-10, M-13, M-16). Everything in it is public.
public struct Disruption: Sendable, Equatable {
    public let id: ID<Disruption>
    public let kind: Kind
    public let announcedAt: Instant
    public private(set) var course: Course
    /// When the office ended it, before its time or without one.
    public private(set) var endedAt: Instant?
    /// When the office took back what had not begun.
    public private(set) var cancelledAt: Instant?
    /// How many acts made it what it is; 1 for what was announced and never changed.
    public private(set) var version: Int

    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A break that the office decides on.
        case planned
        /// A fault that nobody wanted.
        case unplanned
    }

    /// From when to when, and what does not work.
    public struct Course: Sendable, Equatable {
        public let from: Instant
        /// Nil while nobody knows; a planned one has an end.
        public let until: Instant?
        /// In plain words, at least in the language of the office.
        public let words: [Language: String]

        public init(from: Instant, until: Instant?, words: [Language: String]) {
            self.from = from
            self.until = until
            self.words = words
        }
    }

    public enum Phase: String, Sendable, CaseIterable {
        case running, upcoming, over, cancelled
    }

    public init(
        id: ID<Disruption>,
        kind: Kind,
        announcedAt: Instant,
        course: Course,
        endedAt: Instant? = nil,
        cancelledAt: Instant? = nil,
        version: Int = 1
    ) {
        self.id = id
        self.kind = kind
        self.announcedAt = announcedAt
        self.course = course
        self.endedAt = endedAt
        self.cancelledAt = cancelledAt
        self.version = version
    }

    /// From when on it is over, or never comes; nil while nobody knows.
    public var overAt: Instant? { cancelledAt ?? endedAt ?? course.until }

    public func phase(at now: Instant) -> Phase {
        if cancelledAt != nil { return .cancelled }
        if let overAt, overAt <= now { return .over }
        return now < course.from ? .upcoming : .running
    }

    /// What does not work, in a language, else in that of the office, with the language the words are in.
    public func words(in language: Language, else office: Language) -> (words: String, language: Language) {
        if let words = course.words[language] { return (words, language) }
        return (course.words[office] ?? "", office)
    }
}

// MARK: - How it moves

extension Disruption {
    mutating func correct(_ course: Course, at now: Instant) throws(DisruptionFailure) {
        guard [.running, .upcoming].contains(phase(at: now)) else { throw .over }
        self.course = course
        version += 1
    }

    mutating func end(at now: Instant) throws(DisruptionFailure) {
        guard phase(at: now) == .running else { throw .notRunning }
        endedAt = now
        version += 1
    }

    mutating func cancel(at now: Instant) throws(DisruptionFailure) {
        guard phase(at: now) == .upcoming else { throw .notUpcoming }
        cancelledAt = now
        version += 1
    }
}

/// A line of its history: who did what, and what it said from then on.
public struct DisruptionLine: Sendable, Equatable {
    public enum Act: String, Sendable, CaseIterable {
        case announced, corrected, ended, cancelled
    }

    public let at: Instant
    public let officer: Officer
    public let act: Act
    public let course: Disruption.Course

    public init(at: Instant, officer: Officer, act: Act, course: Disruption.Course) {
        self.at = at
        self.officer = officer
        self.act = act
        self.course = course
    }
}
