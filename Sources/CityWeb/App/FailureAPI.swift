import CityKit
import HTTPTypes
import Hummingbird

/// An error of the JSON interface: problem details (RFC 9457) with a code, the id of the request and the fields.
struct FailureAPI: APIValue {
    struct Field: Encodable {
        let field: String
        let detail: String
    }

    /// A name for the kind of problem; it leads nowhere.
    let type: String
    let title: String
    let status: Int
    let detail: String
    let code: String
    let requestId: String
    let errors: [Field]?

    init(_ failures: [any Failure], _ words: Words, requestID: String) {
        let fields = failures.compactMap { failure in
            failure.kind.field.map { Field(field: $0, detail: words(failure.text)) }
        }
        let first = failures.first ?? InternalFailure()
        type = "urn:ratusz:problem:\(first.kind.code)"
        title = first.kind.status.reasonPhrase
        status = first.kind.status.code
        detail = words(fields.count > 1 ? Text("request.failure.severalFields") : first.text)
        code = first.kind.code
        requestId = requestID
        errors = fields.isEmpty ? nil : fields
    }

    var response: Response {
        guard let bytes = try? JSONBody.bytes(of: self) else { return Response(status: .internalServerError) }
        return .json(bytes, Self.mediaType, status: HTTPResponse.Status(code: status))
    }

    static let mediaType = "application/problem+json"

    static let schema = JSONSchema.object(
        "Problem",
        "Why a request was not answered as it wished (RFC 9457).",
        [
            .required("type", .text, "The code as a URN."),
            .required("title", .text, "The status in words."),
            .required("status", .count),
            .required("detail", .echo, "What happened and how to mend it, in the reader’s language."),
            .required("code", .word(FailureKind.codes), "A word for programs."),
            .required("requestId", .text, "Stands in the server’s log too."),
            .optional("errors", .list(of: field), "Everything that is wrong with the fields of the request."),
        ]
    )

    private static let field = JSONSchema.object(
        "FieldProblem",
        "What is wrong with one field.",
        [.required("field", .echo), .required("detail", .echo)]
    )
}
