public import CityKit

/// One message to one recipient through one channel. There is never a second row for the same three.
public struct Delivery: Sendable, Equatable {
    public let id: ID<Delivery>
    public let municipality: ID<Municipality>
    public let message: DeliveryMessage
    public let recipient: Recipient
    public let subject: DeliverySubject
    public let channel: ChannelKind
    public let state: DeliveryState
    /// How often the channel has tried, this time included.
    public let attempt: Int
    public let createdAt: Instant

    public init(
        id: ID<Delivery>,
        municipality: ID<Municipality>,
        message: DeliveryMessage,
        recipient: Recipient,
        subject: DeliverySubject,
        channel: ChannelKind,
        state: DeliveryState,
        attempt: Int,
        createdAt: Instant
    ) {
        self.id = id
        self.municipality = municipality
        self.message = message
        self.recipient = recipient
        self.subject = subject
        self.channel = channel
        self.state = state
        self.attempt = attempt
        self.createdAt = createdAt
    }
}

/// What a delivery is about.
public enum DeliverySubject: Sendable, Hashable {
    case report(ID<Report>, ReportNumber)
    /// A resident's account: the link that the letter holds.
    case account(ID<AccountLink>)
    /// An account that was erased.
    case farewell(ID<Resident>)
    /// A request about personal data.
    case right(ID<RightsRequest>)
    /// A complaint about the system.
    case complaint(ID<Complaint>)
    /// A comment under a report.
    case comment(ID<ReportComment>)
    /// Work that a contractor was given.
    case commission(ID<Commission>)
    /// Somebody who is to work at the office: the link that the letter holds.
    case invitation(ID<StaffInvitation>)
    /// Something about the own account that somebody of the office is told.
    case notice(ID<StaffNotice>)
    /// What somebody of the office is reminded of on a morning.
    case digest(ID<StaffDigest>)
    /// Somebody of the register of recipients: the code that proves an address.
    case recipientCode(ID<RecipientCode>)

    /// The form the database keeps.
    public var id: String {
        switch self {
        case .report(let id, _): id.rawValue
        case .account(let link): link.rawValue
        case .farewell(let resident): resident.rawValue
        case .right(let request): request.rawValue
        case .complaint(let complaint): complaint.rawValue
        case .comment(let comment): comment.rawValue
        case .commission(let commission): commission.rawValue
        case .invitation(let invitation): invitation.rawValue
        case .notice(let notice): notice.rawValue
        case .digest(let digest): digest.rawValue
        case .recipientCode(let code): code.rawValue
        }
    }

    /// Nil where it is about no report.
    public var number: ReportNumber? { if case .report(_, let number) = self { number } else { nil } }
}

/// What a delivery says. The words are made when it is sent, in the recipient's language.
public enum DeliveryMessage: Sendable, Hashable {
    /// Asks whether the address really belongs to the recipient.
    case confirmEmail
    /// Hands over a link about an account.
    case accountLink
    /// Says that the account was erased.
    case accountErased
    /// A request about personal data takes longer than a month.
    case rightExtended
    /// A request about personal data is answered.
    case rightClosed
    /// A complaint has come in.
    case complaintReceived
    /// A complaint is answered.
    case complaintAnswered
    /// Something was added to the answer: this line of what the office wrote.
    case complaintAdded(sequence: Int)
    /// Everybody reads a comment from now on.
    case commentPublished
    /// A comment will not be published.
    case commentRefused
    /// A comment is not published any more.
    case commentTakenDown
    /// Hands over the link to work that a contractor was given.
    case commissionGiven
    /// The office wrote this line to the contractor.
    case commissionReplied(ID<CommissionLine>)
    /// The day of the work is near, or has passed.
    case commissionDueSoon
    case commissionOverdue
    /// The work was taken back, or the case has ended.
    case commissionOver
    /// Hands over a link by which somebody of the office sets a password.
    case staffInvited
    /// Tells somebody of the office what changed about the second step of signing in.
    case staffNotified
    /// Reminds somebody of the office of terms.
    case staffReminded
    /// Hands a recipient the code that proves an address and pairs the app.
    case recipientCode
    /// The report reached the status of this line of its history.
    case status(sequence: Int)
    /// The report to which the recipient's is joined reached the status of this line of its history.
    case leading(ID<Report>, sequence: Int)
    /// The office wrote this to the reporter.
    case messageWritten(ID<ReportMessage>)
    /// Files of this answer by mail were not taken.
    case filesRefused(ID<ReportMessage>)
    /// An answer by mail came on this day, after the end of the case.
    case replyLate(CivilDate)
    /// What a program is told of this line of its history.
    case change(WebhookTopic, sequence: Int)

    /// The messages of which a subject has one at most, by the words of the database.
    private static let names: [(message: Self, name: String)] = [
        (.confirmEmail, "confirm-email"), (.accountLink, "account-link"), (.accountErased, "account-erased"),
        (.rightExtended, "right-extended"), (.rightClosed, "right-closed"),
        (.complaintReceived, "complaint-received"), (.complaintAnswered, "complaint-answered"),
        (.commentPublished, "comment-published"), (.commentRefused, "comment-refused"),
        (.commentTakenDown, "comment-taken-down"),
        (.commissionGiven, "commission-given"), (.commissionDueSoon, "commission-due-soon"),
        (.commissionOverdue, "commission-overdue"), (.commissionOver, "commission-over"),
        (.staffInvited, "staff-invited"), (.staffNotified, "staff-notified"),
        (.staffReminded, "staff-reminded"), (.recipientCode, "recipient-code"),
    ]

    private static let leadingMark = "leading-"
    private static let repliedMark = "commission-replied-"
    private static let writtenMark = "message-written-"
    private static let refusedMark = "files-refused-"
    private static let lateMark = "reply-late-"

    /// The form the database keeps.
    public var rawValue: String {
        switch self {
        case .status(let sequence): "status-\(sequence)"
        case .leading(let report, let sequence): "\(Self.leadingMark)\(report)-\(sequence)"
        case .complaintAdded(let sequence): "complaint-added-\(sequence)"
        case .commissionReplied(let line): "\(Self.repliedMark)\(line)"
        case .messageWritten(let message): "\(Self.writtenMark)\(message)"
        case .filesRefused(let message): "\(Self.refusedMark)\(message)"
        case .replyLate(let day): "\(Self.lateMark)\(day)"
        case .change(let topic, let sequence): "\(topic.rawValue)-\(sequence)"
        default: Self.names.first { $0.message == self }?.name ?? ""
        }
    }

    private static func ofThread(_ rawValue: String) -> Self? {
        func rest(_ mark: String) -> String? {
            rawValue.hasPrefix(mark) ? String(rawValue.dropFirst(mark.count)) : nil
        }
        if let id = rest(writtenMark) { return .messageWritten(ID(id)) }
        if let id = rest(refusedMark) { return .filesRefused(ID(id)) }
        return rest(lateMark).flatMap { CivilDate($0) }.map(Self.replyLate)
    }

    public init?(rawValue: String) {
        if let known = Self.names.first(where: { $0.name == rawValue }) {
            self = known.message
            return
        }
        if rawValue.hasPrefix(Self.repliedMark) {
            self = .commissionReplied(ID(String(rawValue.dropFirst(Self.repliedMark.count))))
            return
        }
        if let ofThread = Self.ofThread(rawValue) {
            self = ofThread
            return
        }
        guard let mark = rawValue.lastIndex(of: "-"), let sequence = Int(rawValue[mark...].dropFirst()) else {
            return nil
        }
        let name = String(rawValue[..<mark])
        if name.hasPrefix(Self.leadingMark) {
            self = .leading(ID(String(name.dropFirst(Self.leadingMark.count))), sequence: sequence)
        } else if name == "status" {
            self = .status(sequence: sequence)
        } else if name == "complaint-added" {
            self = .complaintAdded(sequence: sequence)
        } else if let topic = WebhookTopic(rawValue: name) {
            self = .change(topic, sequence: sequence)
        } else {
            return nil
        }
    }
}

/// Where a delivery stands. A worker that dies leaves it in `leased` (safe to try again) or `sending` (it may have
/// gone out: where the channel may not repeat, it becomes `unknown` and is never repeated by itself).
public enum DeliveryState: String, Sendable, CaseIterable {
    /// Waits until the address is confirmed.
    case held
    case queued
    /// A worker has taken it and has not begun to send.
    case leased
    /// A connection is sending it at this moment.
    case sending
    /// The counterpart took responsibility for it.
    case handedOver
    /// Cannot be delivered.
    case failed
    /// Nobody knows whether the counterpart took it.
    case unknown
    /// No longer wanted or needed.
    case cancelled

    public var isFinal: Bool { self == .handedOver || self == .failed || self == .unknown || self == .cancelled }

    /// Ended without success: the office may try it again or give it up.
    public static let dead: [Self] = [.failed, .unknown]
}

public enum ChannelKind: String, Sendable, CaseIterable {
    case email
    case sms
    case eDelivery
    case ePUAP
    case push
    case webhook

    /// Whether the counterpart drops a message that it has had before, so that one whose fate is unknown is sent again.
    public var mayRepeat: Bool { self == .webhook }

    /// How old a delivery may grow on pauses that its counterpart asks for before they use up attempts; nil for ever, as
    /// the letters of a town wait for its own mail server.
    var patience: Duration? { self == .webhook ? .days(1) : nil }
}
