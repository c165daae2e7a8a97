public import CityKit

/// What can be wrong with a report or a decision about one.
public enum ReportFailure: Failure, Equatable {
    case moveNotAllowed(from: ReportStatus, to: ReportStatus)
    case justificationMissing(to: ReportStatus, Clause?)
    case solutionMissing(to: ReportStatus, Clause?)
    case rejectionReasonMissing
    case rejectionReasonUnknown(RejectionReason)
    case textTooLong(field: String, limit: Int)
    /// Somebody else moved the report after the page was opened.
    case movedMeanwhile
    case notFound
    case wrongSecret
    /// The client key was used before with another body.
    case clientKeyReused
    case clientKeyMalformed
    case notOffered
    case accountNeeded
    case fieldMissing(String)
    case fieldMalformed(String)
    case categoryUnknown
    case placeMissing
    case pointOutOfRange
    /// The point is not in the town, by its name.
    case placeOutside(LocalizedText)
    /// The point is in the town, but not on land that it looks after.
    case placeNotManaged(LocalizedText)
    case termsNotAccepted
    case termsOutdated
    case ageNotDeclared(years: Int)
    case emailNeeded

    public var kind: FailureKind {
        switch self {
        case .moveNotAllowed, .movedMeanwhile, .clientKeyReused: .conflict
        case .justificationMissing: .invalid(field: "justification")
        case .solutionMissing: .invalid(field: "solution")
        case .rejectionReasonMissing, .rejectionReasonUnknown: .invalid(field: "rejection")
        case .textTooLong(let field, _), .fieldMissing(let field), .fieldMalformed(let field): .invalid(field: field)
        case .notFound, .wrongSecret, .notOffered: .notFound
        case .clientKeyMalformed: .invalid(field: "clientKey")
        case .accountNeeded: .forbidden
        case .categoryUnknown: .invalid(field: "category")
        case .placeMissing: .invalid(field: "address")
        case .pointOutOfRange, .placeOutside, .placeNotManaged: .invalid(field: "point")
        case .termsNotAccepted, .termsOutdated: .invalid(field: "terms")
        case .ageNotDeclared: .invalid(field: "age")
        case .emailNeeded: .invalid(field: "email")
        }
    }

    public var text: Text {
        switch self {
        case .moveNotAllowed(let from, let to):
            Text("report.failure.moveNotAllowed", ["from": .text(from.text), "to": .text(to.text)])
        case .justificationMissing(let to, _): Text("report.failure.justificationMissing", ["status": .text(to.text)])
        case .solutionMissing(let to, _): Text("report.failure.solutionMissing", ["status": .text(to.text)])
        case .rejectionReasonMissing: Text("report.failure.rejectionReasonMissing")
        case .rejectionReasonUnknown: Text("report.failure.rejectionReasonUnknown")
        case .textTooLong(_, let limit): Text("report.failure.textTooLong", ["limit": .number(limit)])
        case .movedMeanwhile: Text("report.failure.movedMeanwhile")
        case .notFound: Text("report.failure.notFound")
        case .wrongSecret: Text("report.failure.wrongSecret")
        case .clientKeyReused: Text("report.failure.clientKeyReused")
        case .clientKeyMalformed: Text("report.failure.clientKeyMalformed")
        case .notOffered: Text("report.failure.notOffered")
        case .accountNeeded: Text("report.failure.accountNeeded")
        case .fieldMissing(let field): Text("report.failure.missing.\(field)")
        case .fieldMalformed: Text("report.failure.malformed")
        case .categoryUnknown: Text("report.failure.categoryUnknown")
        case .placeMissing: Text("report.failure.placeMissing")
        case .pointOutOfRange: Text("report.failure.pointOutOfRange")
        case .placeOutside(let town): Text("report.failure.placeOutside", ["town": .text(.localized(town))])
        case .placeNotManaged(let town): Text("report.failure.placeNotManaged", ["town": .text(.localized(town))])
        case .termsNotAccepted: Text("report.failure.termsNotAccepted")
        case .termsOutdated: Text("report.failure.termsOutdated")
        case .ageNotDeclared(let years): Text("report.failure.ageNotDeclared", ["years": .number(years)])
        case .emailNeeded: Text("report.failure.emailNeeded")
        }
    }
}

extension ReportStatus {
    /// The word residents see.
    public var text: Text { Text("report.status.\(rawValue)") }
}

extension RejectionReason {
    public var text: Text { Text("report.rejection.\(rawValue)") }
}

extension DeadlineName {
    public var text: Text { Text("report.deadline.\(rawValue)") }
}
