public import CityKit

/// How one municipality handles reports: `reports` in `rules.json5`. Every rule names the clause it comes from.
public struct ReportRules: Sendable, Equatable, Decodable {
    public let reporting: Reporting
    public let minimumAge: MinimumAge?
    public let notices: [Notice]
    public let terms: TermsAcceptance
    public let publication: Publication
    public let rejection: Rejection
    public let transitions: [Transition]
    public let deadlines: [Deadline]
    /// Which reports another unit gets than that of their category, the first that takes a report; nil for none.
    public let routing: [RoutingRule]?
    /// Nil where a report stays with the unit that got it.
    public let handOver: HandOver?
    /// Nil where the office has no way to make the terms stand still.
    public let question: Question?
    /// Nil where a finished report stays finished, but for a decision that was a mistake.
    public let reopening: Reopening?
    /// Nil where nobody of the office is reminded of terms.
    public let digest: Digest?
    /// Nil where finished reports stay in the public list.
    public let hiding: Hiding?
    /// Nil where the regulation is silent; `Municipality.photos` fills the gap.
    public let photos: PhotoRules?
    /// Nil where the regulation is silent; `Municipality.similar` fills the gap.
    public let similar: SimilarRules?
    /// Nil where the regulation is silent: then people may say "me too".
    public let supports: SupportRules?
    /// Nil where the regulation is silent; `Municipality.hints` fills the gap.
    public let hints: HintRules?
    /// Nil where there are no comments.
    public let comments: CommentRules?
    /// Nil where no work is given to contractors.
    public let contractors: ContractorRules?
    /// Nil where every report goes to the office at once.
    public let abuse: AbuseRules?
    /// Nil where nobody is asked how content they are.
    public let satisfaction: SatisfactionRule?
    /// Nil where the regulation says nothing of it: then places outside of the town are refused.
    public let territory: Territory?

    /// Who may report (K01).
    public struct Reporting: Sendable, Equatable, Decodable {
        public let anonymous: Anonymous
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?

        public enum Anonymous: String, Sendable, Codable, CaseIterable {
            /// Without an account, with or without contact data.
            case on
            /// Without an account, with an e-mail address that gets confirmed.
            case withEmail
            /// With an account only.
            case off
        }

        /// Whether people without an account may report.
        public var admitsVisitors: Bool { anonymous != .off }
    }

    /// The age a user declares to have reached (K02).
    public struct MinimumAge: Sendable, Equatable, Decodable {
        public let years: Int
        public let clause: Clause
        public let also: [Clause]?
    }

    /// A notice that stands before the form (K14).
    public struct Notice: Sendable, Equatable, Decodable {
        public let about: Subject
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?

        public enum Subject: String, Sendable, Codable, CaseIterable {
            /// Accidents, fires, threats to life belong to the emergency numbers.
            case emergency
            /// A report is no complaint, motion or other official letter.
            case officialLetter
        }
    }

    /// Whether the terms are accepted with every report (K22).
    public struct TermsAcceptance: Sendable, Equatable, Decodable {
        public let acceptance: Acceptance
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?

        public enum Acceptance: String, Sendable, Codable, CaseIterable {
            /// The reporter ticks a box.
            case ticked
            /// Using the system is accepting; the version is recorded all the same.
            case byUse
        }
    }

    /// When a report becomes public (K04). It is always approved by the office first.
    public struct Publication: Sendable, Equatable, Decodable {
        public let when: When
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?

        public enum When: String, Sendable, Codable, CaseIterable {
            case onAcceptance, byHand, never
        }
    }

    /// Why a report may be rejected and what the office must say then (K12).
    public struct Rejection: Sendable, Equatable, Decodable {
        public let reasons: [Reason]
        /// Nil where a duplicate may be rejected without a word about the earlier report.
        public let linkToEarlier: LinkToEarlier?

        /// A duplicate is linked to the report that came before it.
        public struct LinkToEarlier: Sendable, Equatable, Decodable {
            public let clause: Clause?
            public let also: [Clause]?
            public let basis: String?
        }

        public struct Reason: Sendable, Equatable, Decodable {
            public let id: RejectionReason
            public let clause: Clause?
            public let also: [Clause]?
            public let basis: String?
        }
    }

    /// An allowed move from one status to another.
    public struct Transition: Sendable, Equatable, Decodable {
        public let from: ReportStatus
        public let to: ReportStatus
        public let needs: Set<Requirement>?
        /// Kinds of reports that may make it; nil is all of them.
        public let kinds: Set<ReportKind>?
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?

        /// Whether a report of this kind may make it.
        public func binds(_ kind: ReportKind) -> Bool { kinds?.contains(kind) ?? true }
    }

    /// A term within which the office must act.
    public struct Deadline: Sendable, Equatable, Decodable {
        public let id: DeadlineName
        /// `new` is the receipt of the report.
        public let startsAt: ReportStatus
        public let endsAt: Set<ReportStatus>
        public let within: Period
        /// Kinds of reports it binds; nil is all of them.
        public let kinds: Set<ReportKind>?
        /// Categories it binds; nil is all of them.
        public let categories: Set<ID<Category>>?
        /// Categories it does not bind.
        public let exceptCategories: Set<ID<Category>>?
        public let clause: Clause
        public let also: [Clause]?
    }

    /// Giving a report to another unit; its terms run on.
    public struct HandOver: Sendable, Equatable, Decodable {
        /// The statuses in which it is allowed.
        public let from: Set<ReportStatus>
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// Asking the reporter for information: all terms stand still, and without an answer the report is closed.
    public struct Question: Sendable, Equatable, Decodable {
        /// The statuses in which the office may ask.
        public let from: Set<ReportStatus>
        /// How long the reporter has.
        public let within: Period
        public let clause: Clause
        public let also: [Clause]?
    }

    /// Opening a finished report again (I-09); the office has a term of its own then.
    public struct Reopening: Sendable, Equatable, Decodable {
        /// The finished statuses that are left.
        public let from: Set<ReportStatus>
        /// The open status in which the report goes on.
        public let to: ReportStatus
        /// How long the office has to end it anew.
        public let within: Period
        /// How long after the end the reporter may, once; nil where only the office does.
        public let reporterWithin: Period?
        public let clause: Clause
        public let also: [Clause]?
    }

    /// The letter in which people of the office read on the morning of a working day what is due (I-02).
    public struct Digest: Sendable, Equatable, Decodable {
        /// When it goes out, by the clocks of the town.
        public let at: TimeOfDay
        /// A term that ends within this time is named.
        public let remind: Period
        /// A term that ended so long ago is named to the head of the unit as well; nil for never.
        public let escalate: Period?
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// Finished reports leave the public list and the map; nothing is deleted.
    public struct Hiding: Sendable, Equatable, Decodable {
        /// How long after the end of the handling.
        public let after: Period
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// What becomes of a place that is not the town's (K36).
    public struct Territory: Sendable, Equatable, Decodable {
        public let outside: Answer
        /// For places in the town that `managed-land.geojson` leaves out.
        public let outsideManagedLand: Answer
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?

        public enum Answer: String, Sendable, Codable, CaseIterable {
            /// The report is not taken.
            case refused
            /// The reporter is told before sending; the office decides.
            case warned
        }
    }

    /// The rules of a town that takes no reports.
    public static let noReports = ReportRules(
        reporting: Reporting(anonymous: .off, clause: nil, also: nil, basis: nil),
        minimumAge: nil,
        notices: [],
        terms: TermsAcceptance(acceptance: .byUse, clause: nil, also: nil, basis: nil),
        publication: Publication(when: .never, clause: nil, also: nil, basis: nil),
        rejection: Rejection(reasons: [], linkToEarlier: nil),
        transitions: [],
        deadlines: [],
        routing: nil,
        handOver: nil,
        question: nil,
        reopening: nil,
        digest: nil,
        hiding: nil,
        photos: nil,
        similar: nil,
        supports: nil,
        hints: nil,
        comments: nil,
        contractors: nil,
        abuse: nil,
        satisfaction: nil,
        territory: nil
    )
}

/// What a move demands of the person who makes it.
public enum Requirement: String, Sendable, Codable, CaseIterable {
    /// An answer that says why.
    case justification
    /// Another way to what the reporter wants.
    case solution
}

/// The grounds for rejection that the regulations know.
public enum RejectionReason: String, Sendable, Codable, CaseIterable {
    case duplicate, incomplete, unintelligible, imprecisePlace, wrongContact, notTheTownsLand, outOfScope, wrongCategory
    /// Content that breaks the law or decency, where the regulation names no kinds of it.
    case unlawful
    /// Kinds of unlawful content: vulgar or insulting; hatred of a people, origin or faith; pornography; praise of
    /// fascism, nazism or communism; violence or insults to faith; spam or advertising.
    case offensive, hateful, pornographic, totalitarian, violent, spam

    /// Whether it is about what somebody wrote, whatever it was written about: then it holds of a comment as well.
    public var isOfContent: Bool {
        switch self {
        case .unlawful, .offensive, .hateful, .pornographic, .totalitarian, .violent, .spam: true
        case .duplicate, .incomplete, .unintelligible, .imprecisePlace, .wrongContact, .notTheTownsLand, .outOfScope,
            .wrongCategory:
            false
        }
    }
}
