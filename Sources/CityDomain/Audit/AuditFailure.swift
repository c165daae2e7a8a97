public import CityKit

/// What can be wrong with a search in the audit log.
public enum AuditFailure: Failure, Equatable {
    case numberWrong
    case dayWrong(field: String)

    public var kind: FailureKind {
        switch self {
        case .numberWrong: .invalid(field: "report")
        case .dayWrong(let field): .invalid(field: field)
        }
    }

    public var text: Text {
        switch self {
        case .numberWrong: Text("audit.failure.number")
        case .dayWrong: Text("audit.failure.day")
        }
    }
}
