public import CityKit

/// Why two reports cannot be joined, or taken apart.
public enum JoinFailure: Failure, Equatable {
    case itself
    /// There is no report of the number, or the caller may not see it.
    case unknown
    case joinedAlready(to: ReportNumber)
    /// So many reports are joined to the one that would go.
    case leadsOthers(Int)
    /// The other one was joined itself, to this one.
    case leadingJoined(to: ReportNumber)
    /// A report that goes on cannot go on beside one that has ended.
    case leadingFinished(ReportNumber)
    case notJoined
    /// One of the two was split off the other one.
    case part(of: ReportNumber)

    public var kind: FailureKind {
        switch self {
        case .itself, .unknown: .invalid(field: "leading")
        case .joinedAlready, .leadsOthers, .leadingJoined, .leadingFinished, .notJoined, .part: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .itself: Text("join.failure.itself")
        case .unknown: Text("join.failure.unknown")
        case .joinedAlready(let leading):
            Text("join.failure.joinedAlready", ["number": .words(leading.description)])
        case .leadsOthers(let count): Text("join.failure.leadsOthers", ["count": .number(count)])
        case .leadingJoined(let leading):
            Text("join.failure.leadingJoined", ["number": .words(leading.description)])
        case .leadingFinished(let leading):
            Text("join.failure.leadingFinished", ["number": .words(leading.description)])
        case .notJoined: Text("join.failure.notJoined")
        case .part(let number): Text("join.failure.part", ["number": .words(number.description)])
        }
    }
}
