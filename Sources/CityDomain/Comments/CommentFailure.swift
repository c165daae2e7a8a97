public import CityKit

/// What can be wrong with a comment, and with what the office does about one.
public enum CommentFailure: Failure, Equatable {
    /// The town has no comments.
    case notOffered
    case unknown
    /// The report takes none any more.
    case closed
    case wordsMissing
    case tooLong(Int)
    /// So many a day is all that one account may write; the next one is taken after this time.
    case tooManyToday(Int, retryAfter: Duration)
    /// The same form was sent before, with other words.
    case sentBefore
    case flagMissing
    /// Too many from one place; the next one counts after this time.
    case tooManyFlags(retryAfter: Duration)
    case reasonMissing
    /// The regulation names no such kind of content.
    case groundUnknown
    /// Somebody else was quicker, or it is not there any more.
    case decided
    /// Nothing but keeping is done with the data of who wrote it.
    case restricted

    public var kind: FailureKind {
        switch self {
        case .notOffered, .unknown: .notFound
        case .closed, .sentBefore, .decided, .restricted: .conflict
        case .wordsMissing, .tooLong: .invalid(field: "words")
        case .flagMissing, .groundUnknown: .invalid(field: "ground")
        case .reasonMissing: .invalid(field: "reason")
        case .tooManyToday(_, let pause), .tooManyFlags(let pause): .tooMany(retryAfter: pause)
        }
    }

    public var text: Text {
        switch self {
        case .notOffered: Text("comment.failure.notOffered")
        case .unknown: Text("comment.failure.unknown")
        case .closed: Text("comment.failure.closed")
        case .wordsMissing: Text("comment.failure.wordsMissing")
        case .tooLong(let most): Text("comment.failure.tooLong", ["limit": .number(most)])
        case .tooManyToday(let most, _): Text("comment.failure.tooManyToday", ["limit": .number(most)])
        case .sentBefore: Text("comment.failure.sentBefore")
        case .flagMissing: Text("comment.failure.flagMissing")
        case .tooManyFlags: Text("comment.failure.tooManyFlags")
        case .reasonMissing: Text("comment.failure.reasonMissing", ["limit": .number(ModerateComments.longestReason)])
        case .groundUnknown: Text("comment.failure.groundUnknown")
        case .decided: Text("comment.failure.decided")
        case .restricted: Text("comment.failure.restricted")
        }
    }
}
