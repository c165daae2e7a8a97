public import CityKit

/// One line of a report's history. Lines are only added, never changed.
public struct ReportEvent: Sendable, Equatable {
    /// From 1, in the order things happened.
    public let sequence: Int
    public let act: Act
    /// The status from this moment on.
    public let status: ReportStatus
    public let at: Instant
    public let actor: Actor
    /// What was said with it.
    public let answer: Sealed<Answer>?

    /// What happened.
    public enum Act: Sendable, Equatable {
        case received
        /// The status changed, otherwise than by a rejection or a closing.
        case moved
        /// - Parameter earlier: the report that says the same, where this one is a duplicate.
        case rejected(RejectionReason, earlier: ReportNumber? = nil)
        case closed(ClosingReason)
        /// Another unit is competent from now on; the status stays.
        case handedOver(to: ID<Unit>)
        /// The office asked the reporter for information; the terms stand still.
        case asked
        case replied
        /// The finished report is open again.
        case reopened
        /// The last change of the status was a mistake and is taken back.
        case corrected
        /// The reporter changed the words before the office decided.
        case amended
        /// The office found the place of a report that came with an address only, or with a wrong point.
        case placed
        case published(Wording)
        case takenDown
        /// Left the public list and the map some time after its end; nothing is deleted.
        case hidden
        /// Handled together with another report from now on; its own status and terms stay.
        case joined(to: ReportNumber)
        /// On its own again, where it stands.
        case parted(from: ReportNumber)
        /// On its own again: the rejection that joined it is taken back.
        case resumed(from: ReportNumber)
        /// Another report was joined to this one, or taken away from it.
        case tookIn(ReportNumber)
        case letGo(ReportNumber)
        /// As many persons support the idea as the rules ask for: the office must consider it.
        case supported(by: Int)
        /// The office accepts the idea: it is done with.
        case takenUp(IdeaExtent)
        /// A part goes on by itself from now on; or it is the part that began so.
        case splitOff(ReportNumber)
        case cameOf(ReportNumber)
    }

    /// How the public text stands to what the reporter wrote.
    public enum Wording: String, Sendable, Codable, CaseIterable {
        case asWritten, edited
    }

    public enum Actor: Sendable, Equatable {
        case reporter
        case system
        case office(Officer)
    }

    public init(
        sequence: Int,
        act: Act,
        status: ReportStatus,
        at: Instant,
        actor: Actor,
        answer: Sealed<Answer>? = nil
    ) {
        self.sequence = sequence
        self.act = act
        self.status = status
        self.at = at
        self.actor = actor
        self.answer = answer
    }
}

extension ReportEvent {
    public var rejection: RejectionReason? { if case .rejected(let reason, _) = act { reason } else { nil } }

    /// Whether the line changed the status of the report.
    public var changesStatus: Bool {
        switch act {
        case .moved, .rejected, .closed, .reopened, .corrected, .resumed, .takenUp: true
        default: false
        }
    }

    /// Whether the line takes the last change of the status back.
    var takesBack: Bool {
        switch act {
        case .corrected, .resumed: true
        default: false
        }
    }

    /// Who may see that it happened.
    public var lineIsFor: ReportReader {
        switch act {
        case .received, .moved, .rejected, .closed, .reopened, .handedOver, .asked, .replied, .corrected,
            .published(.edited), .joined, .parted, .resumed, .supported, .takenUp:
            .everybody
        case .amended, .placed, .published(.asWritten), .takenDown, .hidden, .tookIn, .letGo: .reporter
        // What the office handles in parts, the page itself says.
        case .splitOff, .cameOf: .office
        }
    }

    /// Who may read what was said with it. Questions and answers are between the office and the reporter, as is why the
    /// reporter opened the report again; notes of a hand-over stay in the office.
    public var wordsAreFor: ReportReader {
        switch act {
        case .handedOver: .office
        case .reopened where actor == .reporter: .reporter
        case .joined, .parted: .everybody
        default: changesStatus ? .everybody : .reporter
        }
    }
}

/// Who reads a report; each may read what those before may.
public enum ReportReader: Int, Sendable, Comparable, CaseIterable {
    case everybody, reporter, office

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Why a report was closed (K11).
public enum ClosingReason: String, Sendable, Codable, CaseIterable {
    /// It cannot be carried out; the office shows another way.
    case notFeasible
    /// The reporter did not answer the office's question in time: "bez rozpatrzenia".
    case noAnswer
    /// The reporter took it back before the office decided.
    case withdrawn
    /// The office has closed the account of the address that was confirmed for it.
    case notAdmitted
    /// The office does not accept the idea, and says why.
    case notAccepted
    /// Too few supported the idea in the time for it.
    case lapsed
}

/// How far the office takes up an idea.
public enum IdeaExtent: String, Sendable, Codable, CaseIterable {
    case whole, inPart
}

extension ReportEvent {
    /// The words for where an idea stands after the line; nil where the line is no answer to an idea.
    public var ideaText: Text? {
        switch act {
        case .takenUp(.whole): Text("idea.state.accepted")
        case .takenUp(.inPart): Text("idea.state.acceptedInPart")
        case .closed(.notAccepted): Text("idea.state.notAccepted")
        case .closed(.lapsed): Text("idea.state.lapsed")
        default: nil
        }
    }

    /// The words for the status that a report of this kind has from the line on.
    public func statusText(of kind: ReportKind) -> Text { ideaText ?? kind.text(of: status) }
}
