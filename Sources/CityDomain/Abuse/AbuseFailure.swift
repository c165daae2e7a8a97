public import CityKit

/// Why a report that was put aside is not judged, or nobody put on watch.
public enum AbuseFailure: Failure, Equatable {
    /// It does not wait any more: somebody was quicker, or its time was over.
    case judged(ReportNumber, ReportStatus)
    /// The report was never put aside.
    case unknown
    case nothingChosen
    case groundMissing
    /// The reason of a refusal or of a watch.
    case reasonMissing
    /// The town puts nobody on watch.
    case noWatch
    case subjectMissing
    /// The report came without an account, or its network is not known any more.
    case nothingToWatch
    case watchedAlready
    /// The watch has ended.
    case watchUnknown

    public var kind: FailureKind {
        switch self {
        case .judged, .unknown, .watchedAlready, .watchUnknown, .noWatch: .conflict
        case .nothingChosen: .invalid(field: "case")
        case .groundMissing: .invalid(field: "ground")
        case .reasonMissing: .invalid(field: "justification")
        case .subjectMissing, .nothingToWatch: .invalid(field: "subject")
        }
    }

    public var text: Text {
        switch self {
        case .judged(let number, let status):
            Text("aside.failure.judged", ["number": .words(number.description), "status": .text(status.text)])
        case .unknown: Text("aside.failure.unknown")
        case .nothingChosen: Text("aside.failure.nothingChosen")
        case .groundMissing: Text("aside.failure.groundMissing")
        case .reasonMissing: Text("aside.failure.reasonMissing", ["limit": .number(Decision.longestText)])
        case .noWatch: Text("aside.failure.noWatch")
        case .subjectMissing: Text("aside.failure.subjectMissing")
        case .nothingToWatch: Text("aside.failure.nothingToWatch")
        case .watchedAlready: Text("aside.failure.watchedAlready")
        case .watchUnknown: Text("aside.failure.watchUnknown")
        }
    }
}
