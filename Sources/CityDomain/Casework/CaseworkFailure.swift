public import CityKit

public enum CaseworkFailure: Failure, Equatable {
    /// Somebody else was faster.
    case assignedMeanwhile
    /// Nobody of the office who may decide about the report.
    case assigneeUnknown
    /// Nobody leads a report that is over.
    case finished
    /// A program leads, watches and keeps nothing.
    case personsOnly
    case noteMissing
    case noteTooLong(length: Int)
    case viewNameMissing
    case tooManyViews(Int)

    public var kind: FailureKind {
        switch self {
        case .assignedMeanwhile, .finished, .tooManyViews: .conflict
        case .assigneeUnknown: .invalid(field: "assignee")
        case .personsOnly: .forbidden
        case .noteMissing, .noteTooLong: .invalid(field: "note")
        case .viewNameMissing: .invalid(field: "name")
        }
    }

    public var text: Text {
        switch self {
        case .assignedMeanwhile: Text("casework.failure.assignedMeanwhile")
        case .assigneeUnknown: Text("casework.failure.assigneeUnknown")
        case .finished: Text("casework.failure.finished")
        case .personsOnly: Text("casework.failure.personsOnly")
        case .noteMissing: Text("casework.failure.noteMissing")
        case .noteTooLong(let length):
            Text(
                "casework.failure.noteTooLong",
                ["length": .number(length), "limit": .number(CaseLine.longestWords)]
            )
        case .viewNameMissing:
            Text("casework.failure.viewNameMissing", ["limit": .number(KeepInboxViews.longestName)])
        case .tooManyViews(let most): Text("casework.failure.tooManyViews", ["limit": .number(most)])
        }
    }
}
