public import CityKit

/// A breach of personal data, as the controller documents each (GDPR article 33(5)): when it became known, of what nature it
/// is, whether the authority and the persons were told. What was written about it is `BreachWords`, sealed.
public struct Breach: Sendable, Equatable {
    public let id: ID<Breach>
    /// When the office became aware of it: the clock runs from here.
    public let learnedAt: Instant
    public private(set) var natures: Set<Nature>
    /// About how many persons are touched; nil while nobody knows.
    public private(set) var persons: Int?
    public private(set) var notice: Notice
    public private(set) var telling: Telling
    public private(set) var closedAt: Instant?

    /// What happened to the data (GDPR article 4(12)).
    public enum Nature: String, Sendable, CaseIterable {
        /// Somebody saw them who must not.
        case confidentiality
        /// They were changed.
        case integrity
        /// They were lost, or out of reach.
        case availability
    }

    /// Whether the authority was told (article 33(1)).
    public enum Notice: Sendable, Hashable {
        case undecided
        case given(Instant)
        /// No risk to anybody is likely; the words say why.
        case unneeded
    }

    /// Whether the persons were told (article 34).
    public enum Telling: Sendable, Hashable {
        case undecided
        case done(Instant)
        /// No high risk, or one of the grounds of article 34(3); the words say why.
        case unneeded
    }

    public init(
        id: ID<Breach>,
        learnedAt: Instant,
        natures: Set<Nature>,
        persons: Int?,
        notice: Notice,
        telling: Telling,
        closedAt: Instant?
    ) {
        self.id = id
        self.learnedAt = learnedAt
        self.natures = natures
        self.persons = persons
        self.notice = notice
        self.telling = telling
        self.closedAt = closedAt
    }

    /// The authority is told within 72 hours (article 33(1)).
    public static let clock = Duration.hours(72)

    public var due: Instant { learnedAt + Self.clock }

    /// Nobody has told the authority, or decided that it need not be told, and the 72 hours are over.
    public func isOverdue(at now: Instant) -> Bool { notice == .undecided && now > due }
}

// MARK: - How it moves

extension Breach {
    mutating func describe(_ natures: Set<Nature>, persons: Int?) throws(BreachFailure) {
        guard closedAt == nil else { throw .closed }
        guard !natures.isEmpty else { throw .natureMissing }
        self.natures = natures
        self.persons = persons
    }

    /// - Parameter words: after 72 hours, why it took longer (article 33(1)).
    mutating func notify(at moment: Instant, delay words: String) throws(BreachFailure) {
        guard closedAt == nil else { throw .closed }
        guard moment >= learnedAt else { throw .beforeLearned }
        guard moment <= due || !words.isEmpty else { throw .delayMissing }
        if case .given = notice { throw .noticeGiven }
        notice = .given(moment)
    }

    mutating func waiveNotice(because words: String) throws(BreachFailure) {
        guard closedAt == nil else { throw .closed }
        if case .given = notice { throw .noticeGiven }
        guard !words.isEmpty else { throw .reasonMissing }
        notice = .unneeded
    }

    mutating func tell(at moment: Instant) throws(BreachFailure) {
        guard closedAt == nil else { throw .closed }
        guard moment >= learnedAt else { throw .beforeLearned }
        telling = .done(moment)
    }

    mutating func waiveTelling(because words: String) throws(BreachFailure) {
        guard closedAt == nil else { throw .closed }
        guard !words.isEmpty else { throw .reasonMissing }
        telling = .unneeded
    }

    /// Both questions are answered first.
    mutating func close(at now: Instant) throws(BreachFailure) {
        guard closedAt == nil else { throw .closed }
        guard notice != .undecided, telling != .undecided else { throw .undecided }
        closedAt = now
    }
}

/// What the office wrote about a breach.
public struct BreachWords: Personal, Equatable, Codable, Sealable {
    /// What happened.
    public var events: String
    /// Which kinds of persons and data.
    public var data: String
    public var consequences: String
    /// What was done against it, and against the next one.
    public var measures: String
    /// Why the authority was told late, or why it need not be told.
    public var notice = ""
    /// Why the persons need not be told.
    public var telling = ""

    public init(events: String, data: String, consequences: String, measures: String) {
        self.events = events.trimmingSpaces()
        self.data = data.trimmingSpaces()
        self.consequences = consequences.trimmingSpaces()
        self.measures = measures.trimmingSpaces()
    }

    /// - Throws: `BreachFailure.eventsMissing`, `ReportFailure.textTooLong`.
    func check() throws {
        guard !events.isEmpty else { throw BreachFailure.eventsMissing }
        let fields = [
            ("events", events), ("data", data), ("consequences", consequences), ("measures", measures),
            ("notice", notice), ("telling", telling),
        ]
        for (field, words) in fields {
            let length = words.unicodeScalars.count
            guard length <= RegisterWords.longest else {
                throw ReportFailure.textTooLong(field: field, length: length, limit: RegisterWords.longest)
            }
        }
    }
}

public enum BreachFailure: Failure, Equatable {
    case unknownBreach
    case natureMissing
    case eventsMissing
    case momentMissing
    case inFuture
    case beforeLearned
    case delayMissing
    case reasonMissing
    case personsWrong
    case noticeGiven
    case undecided
    case closed
    case personUnknown
    case changedMeanwhile

    public var kind: FailureKind {
        switch self {
        case .unknownBreach: .notFound
        case .natureMissing: .invalid(field: "natures")
        case .eventsMissing: .invalid(field: "events")
        case .momentMissing, .inFuture, .beforeLearned: .invalid(field: "day")
        case .delayMissing, .reasonMissing: .invalid(field: "reason")
        case .personsWrong: .invalid(field: "persons")
        case .personUnknown: .invalid(field: "person")
        case .noticeGiven, .undecided, .closed, .changedMeanwhile: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .unknownBreach: Text("breach.failure.unknownBreach")
        case .natureMissing: Text("breach.failure.natureMissing")
        case .eventsMissing: Text("breach.failure.eventsMissing")
        case .momentMissing: Text("breach.failure.momentMissing")
        case .inFuture: Text("breach.failure.inFuture")
        case .beforeLearned: Text("breach.failure.beforeLearned")
        case .delayMissing: Text("breach.failure.delayMissing")
        case .reasonMissing: Text("breach.failure.reasonMissing")
        case .personsWrong: Text("breach.failure.personsWrong")
        case .noticeGiven: Text("breach.failure.noticeGiven")
        case .undecided: Text("breach.failure.undecided")
        case .closed: Text("breach.failure.closed")
        case .personUnknown: Text("breach.failure.personUnknown")
        case .changedMeanwhile: Text("breach.failure.changedMeanwhile")
        }
    }
}
