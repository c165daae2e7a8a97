import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// Errors as Open311 writes them, in the format of the path; XML where it names none.
struct Open311Failure {
    private let failures: [any Failure]
    private let words: Words

    init(_ failures: [any Failure], _ words: Words) {
        self.failures = failures
        self.words = words
    }

    func response(for request: Request) -> Response {
        let errors = failures.map { failure in
            Open311Value.record([
                ("code", .text("\(Self.code(of: failure.kind).code)")), ("description", .text(words(failure.text))),
            ])
        }
        let format: Open311Format = request.uri.path.hasSuffix(".json") ? .json : .xml
        let status = failures.first.map(Self.status) ?? .internalServerError
        return format.response("errors", .list(of: "error", errors), status: status)
    }

    /// The specification knows 403 for keys, 404 for what is not there and 400 for everything that is wrong with the
    /// content; the rest is not about the content.
    private static func status(of failure: any Failure) -> HTTPResponse.Status {
        let code = code(of: failure.kind)
        return code == .conflict ? .badRequest : code
    }

    /// What the body says; it may be finer than the status.
    private static func code(of kind: FailureKind) -> HTTPResponse.Status {
        switch kind {
        case .unauthenticated, .forbidden: .forbidden
        case .notFound, .wrongMethod, .wrongMediaType, .conflict, .outdated, .tooMany, .unavailable, .internal:
            kind.status
        case .invalid, .gone, .tooLarge: .badRequest
        }
    }
}

/// What can be wrong with a call of Open311 that no other interface has.
enum Open311Fault: Failure, Equatable {
    /// The address serves several towns, and the call names none.
    case jurisdictionMissing
    case jurisdictionUnknown(String)
    /// The two dates lie further apart than the specification allows.
    case spanTooLong(days: Int)
    case tooManyNumbers(limit: Int)
    /// `media` came as a text and not as a file.
    case mediaNotFile
    /// More than one file came before a key.
    case keyAfterFiles
    /// A file that is no photo; `place` counts from 1.
    case photo(place: Int, reason: Text)

    var kind: FailureKind {
        switch self {
        case .jurisdictionMissing: .invalid(field: "jurisdiction_id")
        case .jurisdictionUnknown: .notFound
        case .spanTooLong: .invalid(field: "end_date")
        case .tooManyNumbers: .invalid(field: "service_request_id")
        case .keyAfterFiles: .forbidden
        case .mediaNotFile, .photo: .invalid(field: "media")
        }
    }

    var text: Text {
        switch self {
        case .jurisdictionMissing: Text("open311.failure.jurisdictionMissing")
        case .jurisdictionUnknown(let name): Text("open311.failure.jurisdictionUnknown", ["name": .words(name)])
        case .spanTooLong(let days): Text("open311.failure.spanTooLong", ["days": .number(days)])
        case .tooManyNumbers(let limit): Text("open311.failure.tooManyNumbers", ["limit": .number(limit)])
        case .mediaNotFile: Text("open311.failure.mediaNotFile")
        case .keyAfterFiles: Text("open311.failure.keyAfterFiles")
        case .photo(let place, let reason):
            Text("open311.failure.photo", ["place": .number(place), "reason": .text(reason)])
        }
    }
}
