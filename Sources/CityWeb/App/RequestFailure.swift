public import CityKit

/// What can be wrong with a request before its meaning is looked at.
public enum RequestFailure: Failure, Equatable {
    case notUTF8
    /// A text holds U+0000. Nobody types it, and PostgreSQL cannot keep it.
    case zeroCharacter(field: String)
    case tooManyFields
    case tooLarge(limit: Int)
    case notJSON(detail: String)
    case wrongContentType(expected: String)
    case unknownField(String)
    case mistypedField(String, expected: String)
    case crossSite
    case unknownTown
    case unknownPage
    case methodNotAllowed(allowed: [String])
    case moduleOff
    /// What was asked for is no longer as the caller saw it.
    case changedMeanwhile
    /// The secret of the report is needed.
    case secretMissing
    /// The caller's limit is used up.
    case tooManyRequests(pause: Duration)

    public var kind: FailureKind {
        switch self {
        case .notUTF8, .tooManyFields, .notJSON: .invalid(field: "")
        case .wrongContentType(let expected): .wrongMediaType(accepted: expected)
        case .tooLarge: .tooLarge
        case .zeroCharacter(let field), .unknownField(let field), .mistypedField(let field, _): .invalid(field: field)
        case .crossSite: .forbidden
        case .unknownTown, .unknownPage, .moduleOff: .notFound
        case .methodNotAllowed(let allowed): .wrongMethod(allowed: allowed)
        case .changedMeanwhile: .outdated
        case .secretMissing: .unauthenticated
        case .tooManyRequests(let pause): .tooMany(retryAfter: pause)
        }
    }

    public var text: Text {
        switch self {
        case .notUTF8: Text("request.failure.notUTF8")
        case .zeroCharacter(let field): Text("request.failure.zeroCharacter", ["field": .words(field)])
        case .tooManyFields: Text("request.failure.tooManyFields")
        case .tooLarge(let limit): Text("request.failure.tooLarge", ["kilobytes": .number(limit / 1_024)])
        case .notJSON(let detail): Text("request.failure.notJSON", ["detail": .words(detail)])
        case .wrongContentType(let type): Text("request.failure.wrongContentType", ["type": .words(type)])
        case .unknownField(let field): Text("request.failure.unknownField", ["field": .words(field)])
        case .mistypedField(let field, let expected):
            Text("request.failure.mistypedField", ["field": .words(field), "expected": .words(expected)])
        case .crossSite: Text("request.failure.crossSite")
        case .unknownTown: Text("request.failure.unknownTown")
        case .unknownPage: Text("request.failure.unknownPage")
        case .methodNotAllowed(let allowed):
            Text("request.failure.methodNotAllowed", ["methods": .words(allowed.joined(separator: ", "))])
        case .moduleOff: Text("request.failure.moduleOff")
        case .changedMeanwhile: Text("request.failure.changedMeanwhile")
        case .secretMissing: Text("request.failure.secretMissing")
        case .tooManyRequests(let pause):
            Text("request.failure.tooManyRequests", ["pause": .text(pause.text)])
        }
    }
}
