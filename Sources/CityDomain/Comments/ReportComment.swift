public import CityKit

/// What somebody wrote under a published report, as the office decides about it: without a word of it (K26).
public struct ReportComment: Sendable, Equatable {
    public let id: ID<ReportComment>
    public let report: ID<Report>
    /// Whose account it belongs to; nil for one of the office, and once the person was erased.
    public let resident: ID<Resident>?
    public let voice: CommentVoice
    public let writtenAt: Instant
    public private(set) var state: State
    /// When the office decided last; nil while it waits.
    public private(set) var decidedAt: Instant?
    /// What everybody reads; nil while nobody may.
    public private(set) var published: Published?
    /// How many said since the office looked last that it should not be there.
    public private(set) var flags: Int
    /// Which kind of forbidden content the office named when it refused it or took it down; nil where it named none.
    public private(set) var ground: RejectionReason?

    public enum State: String, Sendable, CaseIterable {
        /// For the office.
        case waiting
        case published
        case refused
        /// It was published and is not any more.
        case takenDown
    }

    public struct Published: Sendable, Equatable {
        public let words: String
        public let wording: ReportEvent.Wording
        public let at: Instant

        public init(words: String, wording: ReportEvent.Wording, at: Instant) {
            (self.words, self.wording, self.at) = (words, wording, at)
        }
    }

    public init(
        id: ID<ReportComment>,
        report: ID<Report>,
        resident: ID<Resident>?,
        voice: CommentVoice,
        writtenAt: Instant,
        state: State = .waiting,
        decidedAt: Instant? = nil,
        published: Published? = nil,
        flags: Int = 0,
        ground: RejectionReason? = nil
    ) {
        self.id = id
        self.report = report
        self.resident = resident
        self.voice = voice
        self.writtenAt = writtenAt
        self.state = state
        self.decidedAt = decidedAt
        self.published = published
        self.flags = flags
        self.ground = ground
    }

    /// Whether the office has to look at it.
    public var needsOffice: Bool { state == .waiting || state == .published && flags > 0 }
}

/// Who speaks in a comment. Everybody reads this in place of a name.
public enum CommentVoice: Sendable, Hashable {
    /// Whoever sent the report.
    case reporter
    case resident
    /// The office, by a unit of it.
    case office(ID<Unit>)
}

/// Why somebody says that a comment should not be there.
public enum CommentFlag: String, Sendable, CaseIterable {
    /// It insults somebody.
    case insult
    /// It tells of somebody what is not for everybody.
    case personalData
    case unlawful
    case spam

    public var text: Text { Text("comment.flag.\(rawValue)") }
}

// MARK: - What the office decides

extension ReportComment {
    /// - Throws: `CommentFailure.decided` when it does not wait.
    mutating func publish(_ words: String, _ wording: ReportEvent.Wording, at now: Instant) throws(CommentFailure) {
        guard state == .waiting else { throw .decided }
        published = Published(words: words, wording: wording, at: now)
        decide(.published, at: now)
    }

    /// - Throws: `CommentFailure.decided` when it does not wait.
    mutating func refuse(for ground: RejectionReason?, at now: Instant) throws(CommentFailure) {
        guard state == .waiting else { throw .decided }
        self.ground = ground
        decide(.refused, at: now)
    }

    /// - Throws: `CommentFailure.decided` when it is not published.
    mutating func takeDown(for ground: RejectionReason?, at now: Instant) throws(CommentFailure) {
        guard state == .published else { throw .decided }
        self.ground = ground
        published = nil
        decide(.takenDown, at: now)
    }

    /// Leaves it as it is although somebody said that it should not be there.
    ///
    /// - Throws: `CommentFailure.decided` when it is not published, or nobody said so.
    mutating func keep(at now: Instant) throws(CommentFailure) {
        guard state == .published, flags > 0 else { throw .decided }
        decide(.published, at: now)
    }

    private mutating func decide(_ state: State, at now: Instant) {
        self.state = state
        decidedAt = now
        flags = 0
    }
}

// MARK: - What the rules say

extension Municipality {
    /// The last day on which comments on a report are taken; nil while its handling has not ended, and where there is none.
    public func lastDayOfComments(on report: Report) -> CivilDate? {
        guard let closes = reports.comments?.closes, let ended = report.endedAt else { return nil }
        return closes.end(from: clock.date(of: ended), in: calendar)
    }

    /// Whether somebody may comment on the report now. Of reports that say the same the one that leads them takes comments.
    public func takesComments(on report: Report, at now: Instant) -> Bool {
        let today = clock.date(of: now)
        guard reports.comments != nil, report.isPublished, report.joined == nil, !isClosed(on: today) else {
            return false
        }
        return lastDayOfComments(on: report).map { today <= $0 } ?? true
    }

    /// Kinds of content that the regulation forbids, in the order of the rules: for these a comment is refused.
    public var commentGrounds: [RejectionReason] { reports.rejection.reasons.map(\.id).filter(\.isOfContent) }

    /// The rule for comments.
    ///
    /// - Throws: `CommentFailure.notOffered`.
    public var commentRules: CommentRules {
        get throws(CommentFailure) {
            guard let rules = reports.comments else { throw .notOffered }
            return rules
        }
    }

    /// Asks whether one more comment may be written.
    ///
    /// - Parameter earlier: how many the same person wrote today.
    /// - Throws: `CommentFailure.notOffered`, `.closed`, `.tooManyToday`.
    func checkComment(on report: Report, earlier: Int, at now: Instant) throws(CommentFailure) {
        let rules = try commentRules
        guard takesComments(on: report, at: now) else { throw .closed }
        guard earlier < rules.daily else {
            let tomorrow = clock.instant(of: clock.date(of: now) + 1)
            throw .tooManyToday(rules.daily, retryAfter: tomorrow - now)
        }
    }
}

extension CommentRules {
    /// What somebody typed, without the spaces around it.
    ///
    /// - Throws: `CommentFailure.wordsMissing`, `.tooLong`.
    func checked(_ typed: String) throws(CommentFailure) -> String {
        let words = typed.trimmingSpaces()
        guard !words.isEmpty else { throw .wordsMissing }
        guard words.unicodeScalars.count <= longest else { throw .tooLong(longest) }
        return words
    }
}
