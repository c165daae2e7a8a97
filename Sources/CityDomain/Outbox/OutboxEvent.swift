public import CityKit

/// Something that happened and that other parts of the program must act on. Stored in the transaction of what happened,
/// so that neither is ever without the other.
public struct OutboxEvent: Sendable, Equatable {
    public let id: ID<OutboxEvent>
    public let kind: Kind
    public let report: ID<Report>
    /// The line of the report's history it is about.
    public let sequence: Int
    /// Whom it is about, where that is a follower, or the id of a supporter.
    public let follower: ID<Follower>?
    public let at: Instant

    public enum Kind: String, Sendable, CaseIterable {
        case reportReceived
        /// The same of a report that waits for a moderator: told to the reporter alone.
        case reportPutAside
        /// It waits no more, which programs are told of as of a report that has come in.
        case reportReleased
        /// It was refused while it waited: told to the reporter alone.
        case asideRefused
        /// The status changed: news for everybody who wants to know of the report.
        case reportMoved
        /// Something that only the reporter is told, such as a question.
        case reporterTold
        /// The reporter gave an address after the report itself.
        case emailGiven
        /// Somebody gave an address to follow the report.
        case followerAsked
        /// Somebody gave an address to say "me too" of the report.
        case supporterAsked
        /// An idea ended of which somebody said "me too": told to that supporter.
        case supporterTold
        /// The text of the report is no longer public: told to the reporter, and to programs.
        case reportTakenDown
        /// What only programs are told of: there is a public text, or another one.
        case reportPublished
        /// The reporter took the report back, which only programs are told of.
        case reportWithdrawn
        /// Anything else of which only programs are told.
        case reportUpdated
    }

    public init(
        id: ID<OutboxEvent>,
        kind: Kind,
        report: ID<Report>,
        sequence: Int,
        follower: ID<Follower>? = nil,
        at: Instant
    ) {
        self.id = id
        self.kind = kind
        self.report = report
        self.sequence = sequence
        self.follower = follower
        self.at = at
    }
}

extension OutboxEvent.Kind {
    /// What is told of a line of a report's history, and so to whom.
    public init(of line: ReportEvent) {
        self =
            switch line.act {
            case .received: .reportReceived
            case .closed(.withdrawn): .reportWithdrawn
            case .moved, .rejected, .closed, .reopened, .corrected, .joined, .parted, .resumed, .supported, .takenUp:
                .reportMoved
            case .asked: .reporterTold
            case .takenDown: .reportTakenDown
            case .published: .reportPublished
            case .handedOver, .replied, .amended, .placed, .hidden, .tookIn, .letGo, .splitOff, .cameOf:
                .reportUpdated
            }
    }

    /// What is told instead of a report that waits for a moderator, or waited until then; nil where only programs would be.
    public var whileAside: Self? {
        switch self {
        case .reportReceived: .reportPutAside
        case .reportMoved: .asideRefused
        case .reportPublished, .reportWithdrawn, .reportUpdated, .reportReleased: nil
        case .reporterTold, .emailGiven, .followerAsked, .supporterAsked, .supporterTold, .reportTakenDown,
            .reportPutAside, .asideRefused:
            self
        }
    }

    /// Whether the reporter gets a letter about the line of the history.
    public var tellsReporter: Bool {
        switch self {
        case .reportMoved, .reporterTold, .reportTakenDown, .asideRefused: true
        case .reportReceived, .reportPutAside, .reportReleased, .emailGiven, .followerAsked, .supporterAsked,
            .supporterTold, .reportPublished,
            .reportWithdrawn,
            .reportUpdated:
            false
        }
    }

    /// Whether nobody but programs is told of it, so that there is nothing to note where a town has no webhook.
    public var tellsProgramsOnly: Bool {
        switch self {
        case .reportPublished, .reportWithdrawn, .reportUpdated, .reportReleased: true
        default: false
        }
    }
}
