public import CityKit

/// What the office or the reporter wrote to the other about a report, besides decisions and questions. Only they read it.
public struct ReportMessage: Sendable, Equatable {
    public let id: ID<ReportMessage>
    public let report: ID<Report>
    public let at: Instant
    public let way: Way
    /// The line of the history with the words, where it is the answer to a question.
    public let line: Int?
    /// Sealed under the key of the case; nil where the history has them.
    public let words: Sealed<PersonalText>?
    public let mail: Mail?
    /// Nobody of the office has looked at it.
    public let isNews: Bool

    /// How it came.
    public enum Way: Sendable, Equatable {
        case office(Officer)
        /// By the secret link.
        case page
        case mail
    }

    /// What is kept of a mail, sealed under the key of the reporter.
    public struct Mail: Sendable, Equatable {
        public let sender: Sealed<PersonalText>?
        public let from: Origin
        /// All of it, as it came.
        public let original: StoredFile?
        /// Names of files that were not taken, a line each; sealed under the key of the case.
        public let refused: Sealed<PersonalText>?

        public enum Origin: Sendable { case ownAddress, elsewhere }

        public init(
            sender: Sealed<PersonalText>?,
            from: Origin,
            original: StoredFile?,
            refused: Sealed<PersonalText>?
        ) {
            self.sender = sender
            self.from = from
            self.original = original
            self.refused = refused
        }
    }

    public init(
        id: ID<ReportMessage>,
        report: ID<Report>,
        at: Instant,
        way: Way,
        line: Int? = nil,
        words: Sealed<PersonalText>?,
        mail: Mail? = nil,
        isNews: Bool
    ) {
        self.id = id
        self.report = report
        self.at = at
        self.way = way
        self.line = line
        self.words = words
        self.mail = mail
        self.isNews = isNews
    }

    static func slot(_ id: ID<ReportMessage>, _ column: String, in town: ID<Municipality>) -> Slot {
        Slot(town, table: "report_messages", row: id, column: column)
    }

    /// Letters and signs.
    public static let longestWords = 4_000
    /// That one reporter may write within a day.
    public static let mostInADay = 30
}

/// What a change of a report adds to the thread.
public struct ThreadChange: Sendable {
    /// Nil where a mail came too late to be kept.
    public let message: ReportMessage?
    public let photos: NewReport.Photos?
    /// A keyed hash of the name of a mail.
    public let mail: [UInt8]?
    public let at: Instant
    /// To the reporter.
    public let letter: DeliveryMessage?
    /// The last message that was on the page of whoever writes for the office: what came later is still news.
    public let seen: ID<ReportMessage>?

    init(
        _ message: ReportMessage?,
        photos: NewReport.Photos? = nil,
        mail: [UInt8]? = nil,
        at now: Instant,
        letter: DeliveryMessage?,
        seen: ID<ReportMessage>? = nil
    ) {
        self.message = message
        self.photos = photos
        self.mail = mail
        at = now
        self.letter = letter
        self.seen = seen
    }
}

/// Where it is kept what the office and reporters write to each other; it is added with a change of the report.
public protocol ThreadStore: Sendable {
    /// The oldest first.
    func thread(of report: ID<Report>, in town: ID<Municipality>) async throws -> [SealedMessage]

    /// Whether a mail was taken before.
    func wasTaken(_ mail: [UInt8], in town: ID<Municipality>) async throws -> Bool

    /// Somebody of the office has looked at what stands there.
    ///
    /// - Parameters:
    ///   - last: the last message on the page; what came later is still news.
    ///   - unit: of the case, as the page showed it.
    /// - Throws: `ReplyFailure.seenAlready` where nothing is new; `ReportFailure.movedMeanwhile` where another unit has the case.
    func see(
        _ report: ID<Report>,
        upTo last: ID<ReportMessage>,
        of unit: ID<Unit>,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws
}

/// A message with the photos that came with it.
public struct SealedMessage: Sendable {
    public let message: ReportMessage
    public let photos: [ReportPhoto]

    public init(message: ReportMessage, photos: [ReportPhoto]) {
        self.message = message
        self.photos = photos
    }
}

/// The thread for somebody who may read it. Lives as long as one request.
public struct OpenThread: Personal {
    /// The oldest first.
    public let messages: [Message]

    public struct Message: Personal {
        public let id: ID<ReportMessage>
        public let at: Instant
        public let way: ReportMessage.Way
        /// Of the office; nil for a program and for the reporter.
        public let author: PersonName?
        public let words: String
        /// From which address a mail came, where that is another one than the reporter's and the reader may know it.
        public let sender: String?
        public let from: ReportMessage.Mail.Origin
        /// The whole mail can be read.
        public let hasOriginal: Bool
        /// Names of files that were not taken.
        public let refused: [String]
        public let isNews: Bool
        public let photos: [ReportPhoto]
    }

    public static let empty = Self(messages: [])

    /// Nil where nobody has written.
    public var last: ID<ReportMessage>? { messages.last?.id }

    public var hasNews: Bool { messages.contains(where: \.isNews) }
}
