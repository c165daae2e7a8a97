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
    /// No unit of the town.
    case unitUnknown
    /// It leads the case.
    case unitLeads
    /// It has been asked and has not answered yet.
    case unitAskedAlready
    /// It is not asked, or no longer, or has answered.
    case unitNotAsked
    /// Nobody gives cases to units here.
    case nobodyDispatches
    /// The unit gave it back already.
    case returnedAlready
    /// Somebody gave it on, or it never was given back.
    case notReturned
    case viewNameMissing
    case tooManyViews(Int)

    public var kind: FailureKind {
        switch self {
        case .assignedMeanwhile, .finished, .tooManyViews, .unitAskedAlready, .unitNotAsked, .nobodyDispatches,
            .returnedAlready, .notReturned:
            .conflict
        case .unitUnknown, .unitLeads: .invalid(field: "unit")
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
        case .unitUnknown: Text("casework.failure.unitUnknown")
        case .unitLeads: Text("casework.failure.unitLeads")
        case .unitAskedAlready: Text("casework.failure.unitAskedAlready")
        case .unitNotAsked: Text("casework.failure.unitNotAsked")
        case .nobodyDispatches: Text("casework.failure.nobodyDispatches")
        case .returnedAlready: Text("casework.failure.returnedAlready")
        case .notReturned: Text("casework.failure.notReturned")
        case .viewNameMissing:
            Text("casework.failure.viewNameMissing", ["limit": .number(KeepInboxViews.longestName)])
        case .tooManyViews(let most): Text("casework.failure.tooManyViews", ["limit": .number(most)])
        }
    }
}
