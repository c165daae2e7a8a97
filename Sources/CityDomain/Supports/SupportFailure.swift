public import CityKit

/// Why somebody cannot say "me too" of a report.
public enum SupportFailure: Failure, Equatable {
    /// Nothing more will happen to the report.
    case finished
    /// The account sent it, and counts already.
    case ownReport
    /// It is handled with another one, which counts for it.
    case joined(to: ReportNumber)
    case accountNeeded
    case wrongLink
    /// The time in which the idea collected support is over.
    case timeOver
    /// The town does not count supporters.
    case notOffered

    public var kind: FailureKind {
        switch self {
        case .finished, .ownReport, .joined, .timeOver, .notOffered: .conflict
        case .accountNeeded: .forbidden
        case .wrongLink: .notFound
        }
    }

    public var text: Text {
        switch self {
        case .finished: Text("support.failure.finished")
        case .ownReport: Text("support.failure.ownReport")
        case .joined(let leading): Text("support.failure.joined", ["number": .words(leading.description)])
        case .accountNeeded: Text("support.failure.accountNeeded")
        case .wrongLink: Text("support.failure.wrongLink")
        case .timeOver: Text("support.failure.timeOver")
        case .notOffered: Text("support.failure.notOffered")
        }
    }
}
