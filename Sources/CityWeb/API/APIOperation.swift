import CityDomain
import HTTPTypes
import Hummingbird

/// One operation of the JSON interface of a town: what the description says of it, who may call it and what it does.
/// Routes and description are both made from it.
struct APIOperation: Sendable {
    /// Its name in the description and in clients made from it.
    let id: String
    let method: HTTPRequest.Method
    /// Below `/api/v1`, parameters in braces: `reports/{number}`.
    let path: String
    let area: APIArea
    let summary: String
    var details: String?
    let access: Access
    var parameters: [APIParameter] = []
    /// The JSON object that a request brings; nil where it brings none.
    var body: JSONSchema?
    /// What a request brings instead, as it is.
    var file: String?
    let answers: [Answer]
    /// Failures of its own, beside those that its parts make possible.
    var failures: [HTTPResponse.Status: String] = [:]
    var repetition = Repetition.asItIs
    let run: @Sendable (APICall) async throws -> Response

    enum Access: Sendable, Equatable {
        /// Whoever comes. A key that comes along is checked, and may open more.
        case everybody
        /// A key that is good for this.
        case key(APIScope)
        /// Whoever comes; a key or the secret of the report, in `Report-Secret`, may open more.
        case reader
        /// The secret of the report.
        case reporter
    }

    /// What becomes of a request that comes again under the same `Idempotency-Key`.
    enum Repetition: Sendable, Equatable {
        /// It is one more request: asking or saying the same twice changes nothing.
        case asItIs
        /// The answer was kept and is given again.
        case remembered
        /// What the request made carries the key, in the transaction that made it, and the answer is made anew from that.
        case carried
    }

    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let meaning: String
        /// The media type and what it holds; nil for an answer without a body.
        let content: (mediaType: String, schema: JSONSchema)?
    }
}

extension APIOperation {
    /// An operation that answers with JSON. What it answers is what `Value` promises.
    ///
    /// - Parameters:
    ///   - answers: what each status means that it may answer with.
    ///   - repetition: else the answer to a `POST` is remembered, and the other methods may be repeated as they are.
    init<Value: APIValue>(
        _ id: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ area: APIArea,
        _ summary: String,
        details: String? = nil,
        access: Access,
        parameters: [APIParameter] = [],
        body: JSONSchema? = nil,
        file: String? = nil,
        answers: KeyValuePairs<HTTPResponse.Status, String>,
        failures: [HTTPResponse.Status: String] = [:],
        repetition: Repetition? = nil,
        run: @escaping @Sendable (APICall) async throws -> APIAnswer<Value>
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.area = area
        self.summary = summary
        self.details = details
        self.access = access
        self.repetition = repetition ?? (method == .post ? .remembered : .asItIs)
        self.parameters = parameters + (self.repetition == .asItIs ? [] : [.idempotencyKey])
        self.body = body
        self.file = file
        let content = Value.self == NoValue.self ? nil : (mediaType: "application/json", schema: Value.schema)
        self.answers = answers.map { Answer(status: $0.key, meaning: $0.value, content: content) }
        self.failures = failures
        self.run = { call in try await run(call).response(to: call) }
    }

    /// The pattern of the router.
    var routePath: String {
        let parts = path.split(separator: "/").map { part in
            part.hasPrefix("{") ? ":\(part.dropFirst().dropLast())" : String(part)
        }
        return "/:town/api/v1\(parts.map { "/\($0)" }.joined())"
    }
}

/// Chapters of the interface.
enum APIArea: String, Sendable, CaseIterable {
    case town, reports, reporter, office, complaints, webhooks

    var meaning: String {
        switch self {
        case .town: "What a program must know of the town."
        case .reports: "Reports as everybody may see them, and sending new ones."
        case .reporter: "What a reporter does with a report of theirs, by its secret."
        case .office: "The office's work on reports."
        case .complaints: "Complaints about the working of the system."
        case .webhooks: "Addresses that are told of changes."
        }
    }
}

/// A value in the path, the query or the header of a request.
struct APIParameter: Sendable {
    enum Place: String, Sendable { case path, query, header }

    let name: String
    let place: Place
    let schema: JSONSchema
    let meaning: String
    var isRequired = false

    static func query(_ name: String, _ schema: JSONSchema, _ meaning: String) -> Self {
        Self(name: name, place: .query, schema: schema, meaning: meaning)
    }

    static func path(_ name: String, _ schema: JSONSchema, _ meaning: String) -> Self {
        Self(name: name, place: .path, schema: schema, meaning: meaning, isRequired: true)
    }

    static func header(_ name: String, _ schema: JSONSchema, _ meaning: String) -> Self {
        Self(name: name, place: .header, schema: schema, meaning: meaning)
    }

    static let number = path("number", .reportPath, "The number of the report, with a hyphen.")
    static let after = query("after", .text, "`next` of the page before.")
    static let ifMatch = header(
        "If-Match",
        .text,
        "The `ETag` the report was read with: nothing is done when it has changed since."
    )
    static let idempotencyKey = header(
        "Idempotency-Key",
        .text(pattern: "^[!-~]{1,100}$", example: "0b6f3c1e-7a45"),
        "Your name for this request: repeat it as often as you like, it is done once and answered the same."
    )
}
