public import CityKit

/// What can be wrong with messages between the office and a reporter.
public enum ReplyFailure: Failure, Equatable {
    case wordsMissing
    case tooLong(length: Int)
    /// The case has ended.
    case over
    /// So many messages of a day wait for the office.
    case tooMany(limit: Int)
    case seenAlready
    case unknown
    /// The mail was taken before.
    case takenBefore

    public var kind: FailureKind {
        switch self {
        case .wordsMissing, .tooLong: .invalid(field: "message")
        case .over, .seenAlready, .takenBefore: .conflict
        case .tooMany: .conflict
        case .unknown: .notFound
        }
    }

    public var text: Text {
        switch self {
        case .wordsMissing: Text("reply.failure.wordsMissing")
        case .tooLong(let length):
            Text(
                "reply.failure.tooLong",
                ["length": .number(length), "limit": .number(ReportMessage.longestWords)]
            )
        case .over: Text("reply.failure.over")
        case .tooMany(let limit): Text("reply.failure.tooMany", ["limit": .number(limit)])
        case .seenAlready: Text("reply.failure.seenAlready")
        case .unknown: Text("reply.failure.unknown")
        case .takenBefore: Text("reply.failure.takenBefore")
        }
    }
}
