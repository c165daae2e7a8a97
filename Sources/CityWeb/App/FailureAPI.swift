import CityKit
import Foundation
import HTTPTypes
import Hummingbird

/// An error of the JSON API: `{"error": {"code", "message", "requestId", "fields": [{"field", "message"}]}}`.
struct FailureAPI: Encodable {
    struct Body: Encodable {
        let code: String
        let message: String
        let requestId: String
        let fields: [Field]?
    }

    struct Field: Encodable {
        let field: String
        let message: String
    }

    let error: Body
    private let status: HTTPResponse.Status

    private enum CodingKeys: CodingKey {
        case error
    }

    init(_ failures: [any Failure], _ words: Words, requestID: String) {
        let fields = failures.compactMap { failure in
            failure.kind.field.map { Field(field: $0, message: words(failure.text)) }
        }
        let first = failures.first ?? InternalFailure()
        status = first.kind.status
        error = Body(
            code: first.kind.code,
            message: words(fields.count > 1 ? Text("request.failure.severalFields") : first.text),
            requestId: requestID,
            fields: fields.isEmpty ? nil : fields
        )
    }

    var response: Response { .json(self, status: status) }
}

extension Response {
    /// Compact JSON with the keys in a fixed order.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        guard let bytes = try? encoder.encode(value) else { return Response(status: .internalServerError) }
        return Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    static func html(_ page: HTML, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page.markup))
        )
    }
}

// Making one costs more than using it.
private let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
}()
